import type { InboundBody } from '../../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import {
  type Button,
  choiceButtons,
  fromButtonId,
  isScoreRowOf,
  scoreRowAfter,
  scoreRows,
} from '../../shared/buttons.ts';
import { type Run, splitRuns, toPlainText } from '../../shared/formatted-text.ts';
import { type PresentationOptions, plain, presentWords } from '../../shared/presentation.ts';
import { escapeMrkdwn } from '../message-text.ts';
import { type RichTextBlock, toRichText } from '../rich-text.ts';
import type { SlackApi } from '../slack-api.ts';
import type { WireClick } from '../wire.ts';

/** The longest text of one message, so that everything Slack counts in it stays within its limits. */
export const MAX_TEXT_LENGTH = 3_000;
/** A text is what notifications show; when a message is changed it may be no longer than 4 000. */
const MAX_NOTIFICATION_LENGTH = 3_500;

/** What one message of Slack's says. */
export interface SlackContent {
  text: string;
  blocks: (RichTextBlock | ActionsBlock)[];
}

/**
 * A message as the messages Slack shows, in order and at least one: an agent's begins with the name, an answer from an article ends
 * by naming it, then come `notices`, and the last has the buttons.
 */
export function presentMessage(
  message: OutgoingMessage,
  { articleUrl, phrasesIn }: Pick<PresentationOptions, 'articleUrl' | 'phrasesIn'>,
  notices: string[],
): SlackContent[] {
  const runs = presentWords(message, { articleUrl, phrasesIn, linksAddresses: true, notices });
  const parts = splitRuns(runs, MAX_TEXT_LENGTH);
  const filled = parts.length === 0 ? [[plain('…')]] : parts;
  return filled.map((part, index) => ({
    text: notificationOf(part),
    blocks: [toRichText(part), ...(index === filled.length - 1 ? buttonsOf(message) : [])],
  }));
}

function notificationOf(runs: Run[]): string {
  const escaped = escapeMrkdwn(toPlainText(runs));
  return escaped.length <= MAX_NOTIFICATION_LENGTH ? escaped : `${escapeMrkdwn(toPlainText(runs).slice(0, 600))}…`;
}

interface ButtonElement {
  type: 'button';
  action_id: string;
  text: { type: 'plain_text'; text: string; emoji: false };
}

export interface ActionsBlock {
  type: 'actions';
  elements: ButtonElement[];
}

const MOST_IN_BLOCK = 25;
const LONGEST_LABEL = 75;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/** The rows of buttons a message is sent with: its choices, then 👍 👎 or 1 to 5 where they are asked for. */
export function buttonsOf(message: OutgoingMessage): ActionsBlock[] {
  const choices = choiceButtons(message.choices);
  const blocks = Array.from({ length: Math.ceil(choices.length / MOST_IN_BLOCK) }, (_, index) =>
    choices.slice(index * MOST_IN_BLOCK, (index + 1) * MOST_IN_BLOCK),
  );
  return [...blocks, ...scoreRows(message)].map(toBlock);
}

/** A message's blocks once a button was clicked: the score given now is checked, the others are not; undefined if nothing changes. */
export function checkScore(blocks: readonly object[], clicked: string): object[] | undefined {
  const row = scoreRowAfter(clicked);
  return row && blocks.map((block) => (isScoreRowOf(clicked, idsOf(block)) ? toBlock(row) : block));
}

/** A button that somebody clicked under a message of ours. */
export interface ButtonClick {
  channel: string;
  ts: string;
  thread: string;
  user: string;
  /** When, as a timestamp of Slack's. */
  at: string;
  actionId: string;
  /** The message as the person saw it. */
  shown: { text: string; blocks: readonly object[] };
  body: InboundBody;
}

/** What a click says; undefined for a button that is not ours. */
export function readClick({ user, channel, message, actions: [action] }: WireClick): ButtonClick | undefined {
  if (!channel || !message || action === undefined) return undefined;
  const { ts, thread_ts, text, blocks } = message;
  const body = fromButtonId(action.action_id, ts);
  return (
    body && {
      channel: channel.id,
      ts,
      thread: thread_ts ?? ts,
      user: user.id,
      at: action.action_ts,
      actionId: action.action_id,
      shown: { text: text ?? '', blocks: blocks ?? [] },
      body,
    }
  );
}

/** Shows under the message which score is given now. */
export async function showScore(api: SlackApi, { channel, ts, shown, actionId }: ButtonClick): Promise<void> {
  const blocks = checkScore(shown.blocks, actionId);
  if (blocks !== undefined) await api.call('chat.update', { channel, ts, text: shown.text, blocks });
}

/** The ids of a block's buttons; of another block, something that is none. */
function idsOf(block: object): unknown[] {
  if (!('type' in block && block.type === 'actions' && 'elements' in block)) return [undefined];
  return Array.isArray(block.elements) ? block.elements.map((element) => element?.action_id) : [undefined];
}

function toBlock(buttons: Button[]): ActionsBlock {
  return { type: 'actions', elements: buttons.map(toElement) };
}

function toElement({ id, label }: Button): ButtonElement {
  const cut = label.slice(0, LONGEST_LABEL - 1).replace(HIGH_SURROGATE, '');
  const text = label.length <= LONGEST_LABEL ? label : `${cut}…`;
  return { type: 'button', action_id: id, text: { type: 'plain_text', text, emoji: false } };
}
