/** The modal that says why the bot did what it did with a ticket's customer. */

import type { types } from '@slack/bolt';
import type { DecisionEntry } from '../../../../src/domain/decision-record.ts';
import { explainDecision } from '../../../../src/domain/explain-decision.ts';
import type { TicketCard } from '../../../../src/ports/staff-platform.ts';
import {
  type Block,
  bullets,
  contextLine,
  cutText,
  line,
  link,
  moment,
  plain,
  quote,
  richText,
  words,
} from '../blocks.ts';
import { ticketTitle } from '../wording.ts';

/** How many decisions the modal has room for, the newest. */
export const MOST_DECISIONS = 10;
const LONGEST_LINE = 500;
const LONGEST_TITLE = 300;

/** The decisions given, in their order; the modal asks nothing back. */
export function whyView(card: TicketCard, told: DecisionEntry[]): types.ModalView {
  const about = richText(line(words(cutText(ticketTitle(card), LONGEST_TITLE))));
  const nothing = contextLine('Nothing is kept of this conversation: it is older than desk.yaml has decisions kept.');
  return {
    type: 'modal',
    title: plain('Why?'),
    close: plain('Close'),
    blocks: [about, ...(told.length === 0 ? [nothing] : told.map(decisionBlock)), ...more(card, told.length)],
  };
}

function decisionBlock({ decision, question }: DecisionEntry): Block {
  const lines = explainDecision(decision).map((text) => words(cutText(text, LONGEST_LINE)));
  return richText(
    line(moment(decision.at)),
    ...(question === '' ? [] : [quote(cutText(question, LONGEST_LINE))]),
    bullets(lines),
  );
}

function more({ consoleUrl }: TicketCard, shown: number): Block[] {
  if (shown < MOST_DECISIONS) return [];
  const where = consoleUrl === undefined ? words('the console') : [link(consoleUrl, 'the console')];
  return [
    richText(line(words(`These are the newest ${shown}. All of them stand beside the bot’s answers in `), where)),
  ];
}
