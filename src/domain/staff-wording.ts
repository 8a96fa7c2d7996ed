/** What staff read of tickets, in the console as on every staff platform: the words alone, without signs or markup. */

import { channelName } from './channel-name.ts';
import type { DeliveryState, Enclosure, TranscriptMessage } from './message.ts';
import type { Attempt, EscalationReason, Ticket, TicketEventKind, TicketStatus } from './ticket.ts';

/** How a ticket stands. */
export const STATUS_WORDS: Record<TicketStatus, string> = {
  open: 'Waiting for somebody',
  claimed: 'In hand',
  pending: 'Waiting for the customer',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  closed: 'Closed',
};

/** What staff are reminded of while a customer waits. */
export function waitingWords({ assignee }: Pick<Ticket, 'assignee'>): string {
  return assignee === undefined ? 'Nobody has claimed this yet' : `${assignee.name} has not answered yet`;
}

/** What stands above an enclosure's words. */
export function enclosureWords({ kind, title, author }: Pick<Enclosure, 'kind' | 'title' | 'author'>): string {
  const named = title === undefined ? '' : `: ${title}`;
  switch (kind) {
    case 'quote':
      return `Answering ${author ?? 'a message'}${named}`;
    case 'forward':
      return `Forwarded${author === undefined ? '' : ` from ${author}`}${named}`;
    case 'item':
      return [title ?? 'Something the desk does not know', ...(author === undefined ? [] : [`by ${author}`])].join(' ');
  }
}

/** Why the bot handed over. */
export const REASON_WORDS: Record<EscalationReason, string> = {
  requested: 'Asked for a person',
  angry: 'Lost patience',
  not_helpful: 'Answer did not help',
  repeated_failure: 'Bot did not understand',
  no_answer: 'No answer known',
  intent: 'Always for people',
  lookup_failed: 'Look-up failed',
  action_failed: 'Could not be done',
  action_unknown: 'May or may not be done',
  unread: 'Bot could not read it',
  delivery_failed: 'May have missed a message',
};

/** What the bot did with a question. */
export const ATTEMPT_WORDS: Record<Attempt['what'], string> = {
  answered: 'Answered',
  asked: 'Asked for details',
  offered: 'Offered choices',
  called: 'Asked another system',
  not_understood: 'Did not understand',
  nothing_found: 'Found nothing',
};

/** What happened, after the name of who did it. */
export const EVENT_WORDS: Record<TicketEventKind, string> = {
  opened: 'opened the ticket',
  claimed: 'claimed it',
  taken_over: 'took it over',
  replied: 'replied',
  note: 'left a note',
  transferred: 'transferred it',
  unassigned: 'put it back into the queue',
  handed_back: 'handed it back to the bot',
  snoozed: 'snoozed it',
  woken: 'woke it',
  resolved: 'resolved it',
  closed: 'closed it',
  reopened: 'opened it again',
  importance_set: 'changed the importance',
  tags_set: 'changed the tags',
  customer_wrote: 'wrote',
  reminder: 'reminded staff',
  supervisor_called: 'called the supervisor',
  team_called: 'called a team',
  customer_nudged: 'asked the customer again',
  action_requested: 'asked for an action',
  action_ended: 'told how an action ended',
  rated: 'rated it',
  reacted: 'reacted',
  reply_edited: 'changed a reply',
  reply_deleted: 'took a reply back',
  reply_withdrawn: 'took a reply back before it left',
  customer_unreachable: 'cannot be written to',
  customer_reachable: 'can be written to again',
  contacts_merged: 'joined two channels',
  contacts_unmerged: 'parted two channels',
  delivery_failed: 'reported a delivery failure',
};

/** How far a message to the customer got, where it is one of ours. */
export function deliveryWords({
  delivery,
  leavesAt,
}: Pick<TranscriptMessage, 'delivery' | 'leavesAt'>): string | undefined {
  if (leavesAt !== undefined) return 'Leaves in a moment';
  return delivery && DELIVERY_WORDS[delivery];
}

const DELIVERY_WORDS: Record<DeliveryState, string> = {
  pending: 'On its way',
  sending: 'On its way',
  sent: 'Delivered',
  unknown: 'It is not known whether this arrived',
  failed: 'Not delivered',
  withdrawn: 'Taken back before it left',
};

/** A customer's mood, as staff read it. */
export type Mood = 'Upset' | 'Unhappy' | 'Neutral' | 'Friendly';

/** The mood of the customer whose ticket this is. */
export function moodOf({ sentiment, reason }: Pick<Ticket, 'sentiment' | 'reason'>): Mood {
  if (reason === 'angry' || sentiment <= -0.6) return 'Upset';
  if (sentiment <= -0.2) return 'Unhappy';
  return sentiment >= 0.3 ? 'Friendly' : 'Neutral';
}

/** A customer by name and channel; without either where the desk has forgotten them. */
export function nameInChannel({ name, channel }: { name: string; channel: string }): string {
  return channel === '' ? 'somebody in another channel' : `${name} on ${channelName(channel)}`;
}

/** What a ticket is about, in the customer's words. */
export function subjectWords({ subject }: Pick<Ticket, 'subject'>): string {
  return subject.trim() || 'No words';
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** A language as people call it, with its code: `Chinese (zh)`. */
export function languageName(locale: string): string {
  try {
    const name = languages.of(locale);
    return name === undefined ? locale : `${name} (${locale})`;
  } catch {
    return locale;
  }
}

/** A share as people read it: `83 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 24 * MINUTES_AN_HOUR;

/** A length of time in the one or two whole units that matter: `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < MINUTES_AN_HOUR) return `${minutes} min`;
  const [large, largeUnit, small, smallUnit] =
    minutes < MINUTES_A_DAY
      ? [Math.floor(minutes / MINUTES_AN_HOUR), 'h', minutes % MINUTES_AN_HOUR, 'min']
      : [Math.floor(minutes / MINUTES_A_DAY), 'd', Math.floor((minutes % MINUTES_A_DAY) / MINUTES_AN_HOUR), 'h'];
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A file’s size as people read it: `2.3 MB`. */
export function fileSize(bytes: number | undefined): string {
  if (bytes === undefined) return 'size unknown';
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A number of things: `1 ticket`, `2 tickets`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
