import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { type Run, splitRuns, toPlainText } from '../../shared/formatted-text.ts';
import { type ArticleUrl, plain, presentWords } from '../../shared/presentation.ts';
import { escapeMrkdwn } from '../message-text.ts';
import { type RichTextBlock, toRichText } from '../rich-text.ts';
import { type ActionsBlock, buttonsOf } from './buttons.ts';

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
export function presentMessage(message: OutgoingMessage, articleUrl: ArticleUrl, notices: string[]): SlackContent[] {
  const runs = presentWords(message, { articleUrl, linksAddresses: true, notices });
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
