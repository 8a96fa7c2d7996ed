/** What a report is made from, for tests: a desk that promises a first reply within an hour. */

import type { Fact } from '../../../src/domain/fact.ts';
import { createCalendar } from '../../../src/domain/sla/calendar.ts';
import type { ServiceLevels } from '../../../src/domain/sla/service-levels.ts';
import type { ReportInput } from '../../../src/insights/create-report.ts';
import { collectHistory } from '../../../src/insights/history/history.ts';
import { NO_CONTENT } from '../../../src/insights/report-content.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, START } from './facts.ts';

export const PERIOD = { since: START + 10 * DAY_MS, until: START + 20 * DAY_MS };

const always = createCalendar({
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 1_440 }]),
  dates: {},
});

export const HOUR_TO_REPLY: ServiceLevels = {
  policies: [
    {
      name: 'all',
      calendar: 'always',
      categories: undefined,
      channels: undefined,
      priorityAtLeast: undefined,
      targetMs: { first_reply: HOUR_MS, next_reply: undefined, resolution: undefined },
      warnBeforeMs: [],
      warnAtShares: [],
      ladder: [],
      reopening: 'continue',
    },
  ],
  calendars: { always: { calendar: always, timeZone: 'UTC' } },
  openingHours: undefined,
};

/** The input of a report on `PERIOD` from facts in order of time, read ten days after it. */
export function reportInput(facts: readonly Fact[], changes: Partial<ReportInput> = {}): ReportInput {
  const now = PERIOD.until + 10 * DAY_MS;
  return {
    history: collectHistory(facts, { since: START, until: now }),
    period: PERIOD,
    now,
    timeZone: 'UTC',
    knownSince: START,
    staffNames: new Map(),
    levels: HOUR_TO_REPLY,
    goals: {},
    costs: undefined,
    customerName: async () => undefined,
    ticketNumber: async () => undefined,
    staffing: { targetShare: 0.8, withinMs: MINUTE_MS, chatsAtOnce: 1, shifts: [], agents: [] },
    texts: { customerTexts: async () => ({ texts: [], next: undefined }) },
    publicMessages: { between: async () => [] },
    helpUse: {
      reads: async () => [],
      searches: async () => [],
      countSearches: async () => ({ searches: 0, withoutResult: 0 }),
    },
    content: NO_CONTENT,
    variants: async () => [],
    ...changes,
  };
}
