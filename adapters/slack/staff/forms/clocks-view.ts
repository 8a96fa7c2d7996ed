/** The modal that says why a ticket is due when it is. */

import type { types } from '@slack/bolt';
import {
  CLOCK_STATE_WORDS,
  exactLength,
  exactTime,
  segmentWords,
  TARGET_WORDS,
} from '../../../../src/domain/sla/clock-wording.ts';
import type { ClockExplanation, TicketExplanation } from '../../../../src/domain/sla/explain-ticket.ts';
import type { TicketCard } from '../../../../src/ports/staff-platform.ts';
import {
  type Block,
  bold,
  bullets,
  contextLine,
  cutText,
  line,
  link,
  plain,
  type RichElement,
  richText,
  words,
} from '../blocks.ts';
import { ticketTitle } from '../wording.ts';

/** Of a clock the modal has room for so many stretches of time, the newest; the sums are always of all. */
const MOST_SEGMENTS = 20;
const LONGEST_TITLE = 300;
const LONGEST_NAME = 100;

/** Each clock with its stretches of time and why they counted; the modal asks nothing back. */
export function clocksView(card: TicketCard, explanation: TicketExplanation | undefined): types.ModalView {
  const about = richText(line(words(cutText(ticketTitle(card), LONGEST_TITLE))));
  const blocks = explanation === undefined ? [NOTHING] : clockBlocks(card, explanation);
  return { type: 'modal', title: plain('Due when?'), close: plain('Close'), blocks: [about, ...blocks] };
}

const NOTHING = contextLine('Nothing is promised for this ticket: no policy under sla in desk.yaml applies to it.');

function clockBlocks(card: TicketCard, { policy, calendar, timeZone, clocks }: TicketExplanation): Block[] {
  const [name, hours] = [policy, calendar].map((text) => cutText(text, LONGEST_NAME));
  return [
    contextLine(`Policy “${name}”, calendar “${hours}”, times in ${timeZone}`),
    ...clocks.map((clock) => clockBlock(card, clock, timeZone)),
  ];
}

function clockBlock(
  { consoleUrl }: TicketCard,
  { clock, segments, sums, totalMs }: ClockExplanation,
  timeZone: string,
): Block {
  const { target, state, usedMs, targetMs, dueAt } = clock;
  const due = dueAt === undefined ? '' : `, due ${exactTime(dueAt, timeZone)}`;
  const shown = segments.slice(-MOST_SEGMENTS);
  return richText(
    line(
      bold(TARGET_WORDS[target]),
      words(`: ${CLOCK_STATE_WORDS[state]}, used ${exactLength(usedMs)} of ${exactLength(targetMs)}${due}`),
    ),
    bullets([
      ...before(segments.length - shown.length, consoleUrl),
      ...shown.map((segment) => {
        const { from, to } = segment;
        const stretch = `${exactTime(from, timeZone)} – ${exactTime(to, timeZone)}, ${exactLength(to - from)}`;
        return words(`${stretch}: ${cutText(segmentWords(segment), LONGEST_NAME)}`);
      }),
    ]),
    line(
      words(sums.map((sum) => `${cutText(segmentWords(sum), LONGEST_NAME)} ${exactLength(sum.sumMs)}`).join(' + ')),
      words(` = ${exactLength(totalMs)}`),
    ),
  );
}

function before(count: number, consoleUrl: string | undefined): RichElement[][] {
  if (count === 0) return [];
  const where = consoleUrl === undefined ? words('the console') : [link(`${consoleUrl}/clocks`, 'the console')];
  return [[...words(`${count} earlier ones stand in `), ...where]];
}
