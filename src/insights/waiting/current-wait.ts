/** What a customer who is handed over now may expect. */

import { DAY_MS } from '../../domain/policy.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import type { FactReads } from '../../ports/facts.ts';
import { createDayReader } from '../days.ts';
import { readHistory } from '../history/history.ts';
import { learnExpectedWait } from './expected-wait.ts';
import { waitsOf } from './ticket-wait.ts';
import type { ExpectedWait } from './wait-model.ts';

/** A busy desk is as it was lately; one of few tickets has to look further back. */
const LOOK_BACKS_DAYS = [30, 365] as const;
const ENOUGH_WAITS = 1_000;
/** So many of the last teach. */
const MOST_WAITS = 5_000;
/** So many of the last say how the queue stands. */
export const QUEUE_LENGTH = 500;

/** What somebody who comes now may expect; unknown where nothing tells it better than the same each time would. */
export async function findCurrentWait(
  facts: FactReads,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<Finding<ExpectedWait>> {
  let all = waitsOf([], now);
  for (const days of LOOK_BACKS_DAYS) {
    const { tickets } = await readHistory(
      facts,
      { since: now - days * DAY_MS, until: now },
      { only: { ticket: 'all' } },
    );
    all = waitsOf(tickets, now);
    if (all.length >= ENOUGH_WAITS) break;
  }
  const over = all.filter(({ endedAt }) => endedAt < now).slice(-MOST_WAITS);
  const found = learnExpectedWait(over, createDayReader(timeZone));
  if (found.kind === 'unknown') return found;
  return { kind: 'known', ...found.expect(all.slice(-QUEUE_LENGTH), { arrivedAt: now }) };
}
