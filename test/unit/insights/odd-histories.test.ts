/** Reports on histories that have little, the same, or nonsense in them: each says what it cannot tell, and nothing is NaN. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../../src/domain/fact.ts';
import { createReport, type ReportSettings } from '../../../src/insights/create-report.ts';
import { REPORT_NAMES, type ReportName } from '../../../src/insights/report.ts';
import { NO_CONTENT } from '../../../src/insights/report-content.ts';
import { reportLines } from '../../../src/insights/report-text.ts';
import { drawReport } from '../../../src/reporting/draw-report.ts';
import { DAY_MS, decided, HOUR_MS, MINUTE_MS, outcomeOf, rated, readsOf, START, ticketEvents } from './facts.ts';
import { HOUR_TO_REPLY, reportInput } from './report-input.ts';

/** Clocks go back in Berlin on 25 October 2026, inside of these days. */
const UNTIL = START + 60 * DAY_MS;

const SETTINGS: ReportSettings = {
  timeZone: 'Europe/Berlin',
  levels: HOUR_TO_REPLY,
  goals: { automation_rate: 0.5 },
  staffing: { targetShare: 0.8, withinMs: MINUTE_MS, chatsAtOnce: 1, shifts: [], agents: [] },
  content: NO_CONTENT,
  costs: { currency: 'EUR', staffHour: 30, month: 10 },
  minScores: 1,
};

async function reportOn(name: ReportName, facts: readonly Fact[]): Promise<string> {
  const { texts, surveys, publicMessages, helpUse } = reportInput([]);
  const gone = async () => undefined;
  const report = await createReport(
    {
      facts: readsOf(facts),
      staff: { all: async () => [] },
      messages: texts,
      decisions: { variants: async () => [] },
      // Customers and tickets that were deleted since.
      conversations: { get: gone },
      tickets: { get: gone },
      ...{ surveys, publicMessages, helpUse },
    } as unknown as Parameters<typeof createReport>[0],
    { name, periodDays: 30, now: UNTIL },
    SETTINGS,
  );
  const drawn = await drawReport(report);
  const pictures = drawn.blocks.flatMap((block) => (block.kind === 'chart' ? [block.svg ?? ''] : []));
  return [...reportLines(report), ...pictures].join('\n');
}

/** A ticket that was taken up after some minutes, perhaps rated, perhaps opened again. */
function ticketFacts(index: number, at: number, { minutes, agent, score, isUndone }: Happening): Fact[] {
  const id = `t${index}`;
  const resolvedAt = at + 2 * minutes * MINUTE_MS;
  return [
    decided(at, `c of ${id}`, { action: 'handed_over', reason: 'requested', ticketId: id }),
    ...ticketEvents(id, [
      ['opened', at],
      ['claimed', at + minutes * MINUTE_MS, agent],
      ['replied', at + minutes * MINUTE_MS, agent],
      ['resolved', resolvedAt, agent],
      ...(isUndone ? ([['reopened', resolvedAt + HOUR_MS, agent]] as const) : []),
    ]),
    ...rated(resolvedAt, id, score),
  ];
}

interface Happening {
  at: number;
  minutes: number;
  agent: string;
  score: number | undefined;
  isUndone: boolean;
  isTicket: boolean;
  confidence: number;
}

function factsOf(happenings: readonly Happening[]): Fact[] {
  return happenings.flatMap((one, index) => {
    if (one.isTicket) return ticketFacts(index, one.at, one);
    const turn = decided(one.at, `c${index % 40}`, { confidence: one.confidence });
    return [turn, outcomeOf(turn, one.isUndone ? 'not_helped' : 'helped')];
  });
}

/** Histories in which any of these may be the same throughout. */
const histories = fc
  .record({
    days: fc.constantFrom(1, 7, 60),
    scores: fc.constantFrom([5], [1, 5], [undefined], [1, 2, 3, 4, 5]),
    agents: fc.constantFrom(['kim'], ['kim', 'sam']),
    minutes: fc.constantFrom([0], [5], [0, 3, 500, 9_000]),
    count: fc.constantFrom(1, 40, 260),
  })
  .chain(({ days, scores, agents, minutes, count }) =>
    fc.array(
      fc.record({
        at: fc.nat(days * 24 * 60 - 1).map((ago) => UNTIL - MINUTE_MS - ago * MINUTE_MS),
        minutes: fc.constantFrom(...minutes),
        agent: fc.constantFrom(...agents),
        score: fc.constantFrom(...scores),
        isUndone: fc.boolean(),
        isTicket: fc.boolean(),
        confidence: fc.constantFrom(0, 0.5, 0.9, 1),
      }),
      { minLength: count, maxLength: count },
    ),
  );

const NO_FIGURE = /NaN|undefined|Infinity|∞|\[object/;

test.each(REPORT_NAMES)('whatever happened, the report %s holds figures and reasons alone', async (name) => {
  await fc.assert(
    fc.asyncProperty(histories, async (happenings) => {
      expect(await reportOn(name, factsOf(happenings))).not.toMatch(NO_FIGURE);
    }),
    { numRuns: 15 },
  );
});
