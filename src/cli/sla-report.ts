/** The clocks of a ticket with their reasons, for the terminal. */

import { CLOCK_STATE_WORDS, exactLength, exactTime, segmentWords, TARGET_WORDS } from '../domain/sla/clock-wording.ts';
import type { ClockExplanation, TicketExplanation } from '../domain/sla/explain-ticket.ts';

/** The lines of the report. */
export function explanationReport(number: number, { policy, calendar, timeZone, clocks }: TicketExplanation): string[] {
  const title = `Ticket #${number}: policy “${policy}”, calendar “${calendar}”, times in ${timeZone}`;
  return [title, ...clocks.flatMap((clock) => ['', ...clockLines(clock, timeZone)])];
}

function clockLines({ clock, segments, sums, totalMs }: ClockExplanation, timeZone: string): string[] {
  const { target, state, usedMs, targetMs, dueAt } = clock;
  const due = dueAt === undefined ? '' : `, due ${exactTime(dueAt, timeZone)}`;
  const time = (at: number) => exactTime(at, timeZone);
  return [
    `${TARGET_WORDS[target]}: ${CLOCK_STATE_WORDS[state]}, used ${exactLength(usedMs)} of ${exactLength(targetMs)}${due}`,
    ...segments.map((segment) => {
      const { from, to } = segment;
      return `  ${time(from)} – ${time(to)}${inColumn(to - from)}  ${segmentWords(segment)}`;
    }),
    ...sums.map((sum) => `  ${'Sum'.padEnd(SPAN_WIDTH)}${inColumn(sum.sumMs)}  ${segmentWords(sum)}`),
    `  ${'Total'.padEnd(SPAN_WIDTH)}${inColumn(totalMs)}`,
  ];
}

const TIME_WIDTH = '2026-03-29 03:00:00.000+02:00'.length;
const SPAN_WIDTH = 2 * TIME_WIDTH + ' – '.length;
const LENGTH_WIDTH = 16;

function inColumn(ms: number): string {
  return exactLength(ms).padStart(LENGTH_WIDTH);
}
