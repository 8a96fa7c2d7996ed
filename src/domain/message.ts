/** Messages, as every part of the desk passes them on. */

export type AuthorKind = 'customer' | 'bot' | 'agent' | 'system';

/** Who wrote a message. `id` is a customer's, a staff member's, or the kind itself for bot and system. */
export interface Author {
  kind: AuthorKind;
  id: string;
  name: string;
}

/** A button under a message. */
export interface Choice {
  /** Opaque to the adapter, at most 48 characters; comes back in a `choice` event. */
  id: string;
  label: string;
}

/** The article an answer was taken from, named under it. */
export interface Source {
  articleId: string;
  locale: string;
  title: string;
}

/** A file that stays where it was put; it is streamed from there when somebody wants it. */
export interface Attachment {
  /** The channel or staff platform that keeps it, and the account there. */
  channel: string;
  account: string;
  /** What that channel opens it by: opaque to everybody else, without secrets, good for years. */
  key: string;
  /** The file's name as its sender had it: hostile. */
  name: string;
  mediaType: string | undefined;
  sizeBytes: number | undefined;
}

/**
 * What a customer's message carries beside their own words and files. Staff read all of it; the bot reads the words that were not
 * said in the conversation before. Everything in it is plain text that others chose: hostile.
 */
export interface Enclosure {
  /**
   * `quote`: the message that they answer, or a part of it that they quote. `forward`: a message that they pass on, whoever wrote
   * it. `item`: what is neither words nor a file, such as a poll, a place or an invoice, or what cannot be carried and is only named.
   */
  kind: 'quote' | 'forward' | 'item';
  /** What staff are told it is, in English: of an item its kind, such as `Poll`; of a quote or a forward a headline it has, or none. */
  title?: string | undefined;
  /** Who wrote it: a name, as far as the platform tells one. */
  author?: string | undefined;
  /** Its words; empty where it has none. */
  text: string;
  /** Where it can be seen, or what it leads to; only `http:` and `https:`. */
  url?: string | undefined;
  /** The platform's id of the message quoted, where that was said in the same conversation. */
  messageKey?: string | undefined;
}

/** A message, independent of the platform that shows it. */
export interface OutgoingMessage {
  id: string;
  author: Author;
  /** CommonMark without raw HTML. */
  text: string;
  /** The conversation's locale, for what an adapter itself adds. */
  locale: string;
  choices: Choice[];
  source: Source | undefined;
  /** Whether 👍 and 👎 are offered under it. */
  asksFeedback: boolean;
  /** The ticket that the customer is asked to rate from 1 to 5 under it. */
  asksRatingOf: string | undefined;
  /** The customer's messages that this one answers. */
  inReplyTo: string[];
  /** The platform's id of the customer's latest message: what a platform without threads replies to. */
  replyToKey: string | undefined;
  /** The platform's id of the message that its writer chose to answer, which a platform that can shows above it. */
  answersKey?: string | undefined;
  attachments: Attachment[];
  /** Where a staff member wrote it, as that staff platform names it; undefined where the desk itself shows it to staff. */
  staffPost: string | undefined;
  /** Not before this, in epoch milliseconds, is a staff member's reply sent: until then it can be taken back. */
  leavesAt?: number | undefined;
  intent: string | undefined;
  /** The score given to it, of a message that was sent before: 1 (👍) or 0 (👎) for an answer, 1-5 for a rating request. */
  score?: number | undefined;
}

/** One message of a transcript. Of a customer's, what only a message of ours has is empty. */
export interface TranscriptMessage extends OutgoingMessage {
  conversationId: string;
  /** Of a customer's message; a message of ours has none. */
  enclosures?: Enclosure[];
  /** The platform's id of a customer's message, where it is one that can be answered there. */
  messageKey?: string | undefined;
  /** The decision about it, or the one that had it sent; undefined where there is none. It may not be kept any more. */
  decisionId?: number | undefined;
  /** Whether `text` is only the beginning of what was written, as transcripts show long messages. */
  isCut?: boolean;
  /** Epoch milliseconds. */
  sentAt: number;
  editedAt: number | undefined;
  deletedAt: number | undefined;
  /** How far a message of ours got; undefined for a customer's. */
  delivery: DeliveryState | undefined;
  /** Of a reply that can still be taken back; undefined from when it is tried to be sent, whether or not that succeeds. */
  leavesAt?: number | undefined;
  /** The score given to it: 1 (👍) or 0 (👎) for an answer, 1-5 for a rating request; undefined while there is none. */
  score: number | undefined;
}

/** Which part of a conversation is wanted: what follows one message, or what came before it; without both the newest. */
export interface TranscriptPosition {
  after?: string | undefined;
  before?: string | undefined;
}

/** A part of a conversation, oldest first. */
export interface TranscriptPage {
  messages: TranscriptMessage[];
  /** Whether there are messages before the first of these; of a part asked for with `after`, those between are meant. */
  hasEarlier: boolean;
  /** Who is there for the customer now: the bot, nobody yet of the people whom they wait for, or an agent by name. */
  attendedBy: { kind: 'bot' } | { kind: 'queue' } | { kind: 'agent'; name: string };
}

/**
 * `sending` is set before the platform is called; `unknown` means the platform's answer was lost, so that the
 * message may or may not have arrived; `failed` means the platform refused it for good; `withdrawn` means that it was taken back
 * before anybody tried to send it.
 */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'unknown' | 'failed' | 'withdrawn';

/** Whether the customer has written something after a message; `messages` are those of the conversation, oldest first. */
export function isFollowedByCustomer(
  { id }: Pick<TranscriptMessage, 'id'>,
  messages: readonly TranscriptMessage[],
): boolean {
  const at = messages.findIndex((message) => message.id === id);
  return at >= 0 && messages.slice(at + 1).some(({ author }) => author.kind === 'customer');
}
