/** Knows at any moment how long who comes now is likely to wait, without anybody having to wait for that. */

import type { Logger } from 'pino';
import { TICKET_STATUSES } from '../domain/ticket.ts';
import type { WaitRange } from '../domain/wait-phrase.ts';
import { LEAST_WAITS } from '../insights/waiting/expected-wait.ts';
import { repeat } from '../lib/repeat.ts';
import type { Clock } from '../ports/clock.ts';
import type { TicketReads } from '../ports/tickets.ts';
import type { ReportService } from './report-thread.ts';

const INTERVAL_MS = 5 * 60_000;
/** What is older says nothing of the queue as it is now. */
const KEPT_MS = 3 * INTERVAL_MS;

export interface ExpectedWaitKeeper {
  /** What was worked out last; undefined where it cannot be told, or was too long ago. */
  current(): WaitRange | undefined;
  /** Resolves when nothing is being worked out. */
  stop(): Promise<void>;
}

export interface ExpectedWaitOptions {
  tickets: Pick<TicketReads, 'count'>;
  clock: Pick<Clock, 'now' | 'schedule'>;
  logger: Logger;
  reports: Pick<ReportService, 'expectedWait'>;
}

/** Works it out every few minutes from now on. A desk of few tickets has nothing to work it out from, and no work with it. */
export function keepExpectedWait({ tickets, clock, logger, reports }: ExpectedWaitOptions): ExpectedWaitKeeper {
  let known: { at: number; range: WaitRange } | undefined;

  async function findOut(): Promise<void> {
    const { count } = await tickets.count({ statuses: TICKET_STATUSES }, LEAST_WAITS);
    if (count < LEAST_WAITS) return;
    const at = clock.now();
    const found = await reports.expectedWait();
    known = found.kind === 'known' ? { at, range: found } : undefined;
  }

  const stop = repeat(clock, INTERVAL_MS, async () => {
    try {
      await findOut();
    } catch (error) {
      logger.warn({ err: error }, 'how long customers will wait could not be worked out; trying again');
    }
  });
  return {
    current: () => (known !== undefined && clock.now() - known.at < KEPT_MS ? known.range : undefined),
    stop,
  };
}
