/** What a thread's items look like. */

import type { Attachment, Enclosure, TranscriptMessage } from '../../../../src/domain/message.ts';
import { deliveryWords, EVENT_WORDS, enclosureWords, fileSize } from '../../../../src/domain/staff-wording.ts';
import { snoozedUntil, type TicketEvent } from '../../../../src/domain/ticket.ts';
import { utcTime } from '../../../../src/domain/utc-time.ts';
import type { TimelineItem } from '../../../../src/ports/staff-platform.ts';
import { messageBlocks, messageWords } from '../../rich-text.ts';
import {
  type Block,
  bold,
  contextLine,
  cutText,
  line,
  lines,
  moment,
  notification,
  type Post,
  plain,
  quote,
  type RichElement,
  richText,
  words,
} from '../blocks.ts';
import { DELIVERY_SIGNS, ENCLOSURE_SIGNS, EVENT_SIGNS } from '../wording.ts';
import { actionMenu, undoButton } from './ticket-actions.ts';

/** What an item is shown with beside itself. */
export interface ItemContext {
  ticketId: string;
  customerName: string;
  /** Whom a customer's message is to reach: the Slack user whom the ticket is assigned to. */
  assigneeUserId: string | undefined;
  /** The people and groups that a call of the desk's names. */
  mentioned: RichElement[];
}

/** A post, and whether it is to be seen in the channel as well as in the thread. */
export interface ItemPost extends Post {
  toChannel: boolean;
}

/** Larger files stay where they are, and staff are told so: what Slack itself takes is far more than a thread is for. */
export const MAX_COPIED_BYTES = 100_000_000;

const LONGEST_TEXT = 9_000;
const LONGEST_HISTORY = 9_000;
const MOST_HISTORY = 40;
const MOST_FILES = 20;
const LONGEST_IN_HISTORY = 1_000;
const MOST_ENCLOSURES = 8;
/** All that is enclosed together. */
const LONGEST_ENCLOSED = 3_000;

/** The item as it is to be shown now, within Slack’s limits whatever was written. */
export function itemPost(item: TimelineItem, context: ItemContext): ItemPost {
  switch (item.kind) {
    case 'history':
      return { ...historyPost(item.messages), toChannel: false };
    case 'message':
      return { ...messagePost(item, context), toChannel: false };
    case 'event':
      return { ...eventPost(item.event, context), toChannel: isCall(item.event) || isLowRating(item.event) };
  }
}

/** Where a staff member wrote what the item shows; undefined where the desk shows it itself. */
export function staffPostOf(item: TimelineItem): string | undefined {
  if (item.kind === 'message') return item.message.staffPost;
  return item.kind === 'event' ? item.event.staffPost : undefined;
}

/** A message's way to the customer in words; undefined while there is nothing to tell of it. */
export function deliveryLine(message: TranscriptMessage, detail: string | undefined): string | undefined {
  const { delivery } = message;
  if (delivery === undefined) return undefined;
  const hasTrouble = delivery === 'unknown' || delivery === 'failed';
  const because = hasTrouble && detail !== undefined ? `: ${detail}` : '';
  return `${DELIVERY_SIGNS[delivery]} ${deliveryWords(message)}${because}`;
}

type MessageItem = Extract<TimelineItem, { kind: 'message' }>;

function messagePost(item: MessageItem, context: ItemContext): Post {
  const { message } = item;
  return message.author.kind === 'customer' ? customerPost(message, context) : ourPost(item, context);
}

function customerPost(message: TranscriptMessage, { assigneeUserId }: ItemContext): Post {
  const { author, text, attachments, enclosures = [] } = message;
  const mention: RichElement[] =
    assigneeUserId === undefined ? [] : [...words(' → '), { type: 'user', user_id: assigneeUserId }];
  if (message.deletedAt !== undefined) {
    return {
      text: notification(`${author.name} deleted a message`),
      blocks: [contextLine(`🗑️ ${author.name}: (deleted by the customer)`)],
    };
  }
  const said = text.trim() === '' ? [] : [quote(cutText(text, LONGEST_TEXT))];
  return {
    text: notification(`${author.name}: ${text || describe(enclosures, attachments).join(', ')}`),
    blocks: [
      richText(line(bold(author.name), words(message.editedAt === undefined ? '' : ' (edited)'), mention), ...said),
      ...enclosureBlocks(enclosures),
      ...fileBlocks(attachments),
    ],
  };
}

/** What went to the customer. Only what an agent wrote can be changed or taken back. */
function ourPost({ message, deliveryDetail, customerWroteSince }: MessageItem, context: ItemContext): Post {
  const { author, text, attachments } = message;
  const isAgents = author.kind === 'agent';
  const heading = `${isAgents ? '💬' : '🤖'} ${author.name || 'Desk'} → ${context.customerName}`;
  if (message.deletedAt !== undefined) {
    const takenBack = message.delivery === 'withdrawn' ? 'taken back before it left' : 'taken back';
    return { text: notification(`${heading}: ${takenBack}`), blocks: [contextLine(`🗑️ ${heading}: (${takenBack})`)] };
  }
  const edited = message.editedAt === undefined ? '' : ' (edited)';
  const menu = isAgents ? { accessory: actionMenu(context.ticketId, ['edit_reply', 'delete_reply'], message.id) } : {};
  const meanwhile = customerWroteSince === true ? 'The customer has written meanwhile' : undefined;
  const parts = [deliveryLine(message, deliveryDetail), meanwhile, scoreWords(message)];
  const state = parts.filter((part) => part !== undefined);
  return {
    text: notification(`${heading}: ${text}`),
    blocks: [
      { type: 'section', text: plain(`${heading}${edited}`), ...menu },
      ...messageBlocks(cutText(text, LONGEST_TEXT)),
      ...fileBlocks(attachments),
      ...(state.length === 0 ? [] : [contextLine(state.join(' · '))]),
      ...(message.leavesAt === undefined ? [] : [undoButton(context.ticketId, message.id)]),
    ],
  };
}

function scoreWords({ score, asksRatingOf }: TranscriptMessage): string | undefined {
  if (score === undefined) return undefined;
  if (asksRatingOf !== undefined) return `${'★'.repeat(score)}${'☆'.repeat(5 - score)}`;
  return score === 1 ? '👍 helped' : '👎 did not help';
}

/** What a message quotes, passes on or carries. */
function enclosureBlocks(enclosures: Enclosure[]): Block[] {
  const shown = enclosures.slice(0, MOST_ENCLOSURES);
  return shown.flatMap((enclosure) => {
    const { kind, text, url } = enclosure;
    const said = text.trim() === '' ? [] : [richText(quote(cutText(text, LONGEST_ENCLOSED / shown.length)))];
    const address = url === undefined ? [] : [contextLine(`🔗 ${url}`)];
    return [contextLine(`${ENCLOSURE_SIGNS[kind]} ${enclosureWords(enclosure)}`), ...said, ...address];
  });
}

/** What a message without words is. */
function describe(enclosures: Enclosure[], attachments: Attachment[]): string[] {
  return [
    ...enclosures.map((enclosure) => enclosure.text || enclosureWords(enclosure)),
    ...attachments.map(({ name }) => name),
  ];
}

/** The files themselves follow as messages of their own. */
function fileBlocks(attachments: Attachment[]): Block[] {
  const shown = attachments.slice(0, MOST_FILES).map(({ name, sizeBytes }) => {
    const tooLarge = (sizeBytes ?? 0) > MAX_COPIED_BYTES;
    const hint = tooLarge ? `, larger than ${fileSize(MAX_COPIED_BYTES)}: not copied here` : '';
    return contextLine(`📎 ${name} (${fileSize(sizeBytes)}${hint})`);
  });
  const more = attachments.length - shown.length;
  return more > 0 ? [...shown, contextLine(`📎 and ${more} more`)] : shown;
}

/** The newest of what was said, as much as one post holds. */
function historyPost(messages: TranscriptMessage[]): Post {
  const shown: RichElement[][] = [];
  let length = 0;
  for (const message of messages.slice(-MOST_HISTORY).reverse()) {
    const said = historyWords(message);
    length += said.length + message.author.name.length;
    if (length > LONGEST_HISTORY) break;
    shown.unshift([...bold(`${message.author.name || 'Desk'}: `), ...words(said)]);
  }
  const left = messages.length - shown.length;
  return {
    text: 'What was said before',
    blocks: [
      contextLine(
        left > 0
          ? `💬 What was said before; ${left} older messages are on the ticket's page`
          : '💬 What was said before',
      ),
      ...(shown.length === 0 ? [] : [richText(lines(...shown))]),
    ],
  };
}

/** What a customer wrote is shown as they wrote it; the desk and its staff write CommonMark. */
function historyWords(message: TranscriptMessage): string {
  const { author, text: written, attachments, enclosures = [], deletedAt } = message;
  if (deletedAt !== undefined) return '(deleted)';
  const text =
    author.kind === 'customer' ? written : messageWords(written, author.kind === 'agent').replace(/\n{2,}/g, '\n');
  const files = attachments.map(({ name }) => `📎 ${name}`);
  const enclosed = enclosures.map((enclosure) =>
    [`${ENCLOSURE_SIGNS[enclosure.kind]} ${enclosureWords(enclosure)}`, enclosure.text].filter(Boolean).join(': '),
  );
  return cutText([text, ...enclosed, ...files].filter((part) => part !== '').join(' '), LONGEST_IN_HISTORY);
}

function eventPost(event: TicketEvent, { mentioned }: ItemContext): Post {
  const { kind, by, detail } = event;
  const [sign, what] = [EVENT_SIGNS[kind], EVENT_WORDS[kind]];
  const heading = `${sign} ${by.name} ${what}`;
  const text = notification(detail === '' ? heading : `${heading}: ${detail}`);
  if (kind === 'note') {
    return {
      text,
      blocks: [
        richText(line(words(`${sign} `), bold(by.name), words(` ${what}`)), quote(cutText(detail, LONGEST_TEXT))),
      ],
    };
  }
  const until = snoozedUntil(event);
  if (until !== undefined) {
    const toldUntil = notification(`${heading} until ${utcTime(until)}`);
    return { text: toldUntil, blocks: [richText(line(words(`${heading} until `), moment(until)))] };
  }
  if (isCall(event)) {
    return {
      text,
      blocks: [
        richText(line(words(`${sign} `), bold(detail || what), mentioned.length > 0 ? words(' ') : [], mentioned)),
      ],
    };
  }
  return { text, blocks: [contextLine(detail === '' ? heading : `${heading}: ${detail}`)] };
}

/** Somebody was not content, which whoever is there may still make good. */
function isLowRating({ kind, detail }: TicketEvent): boolean {
  return kind === 'rated' && LOW_RATING.test(detail);
}

const LOW_RATING = /^[12] of 5$/;

/** What is to be heard by more than those who follow the thread. */
function isCall({ kind }: TicketEvent): boolean {
  return kind === 'reminder' || kind === 'supervisor_called' || kind === 'team_called';
}
