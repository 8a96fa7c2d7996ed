/** What the desk at work knows of what is to come: how long customers will wait, and who may not come back. */

import type { Logger } from 'pino';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/policy.ts';
import { TICKET_STATUSES } from '../domain/ticket.ts';
import { LEAST_WAITS } from '../insights/waiting/expected-wait.ts';
import type { Clock } from '../ports/clock.ts';
import type { FactReads } from '../ports/facts.ts';
import type { Forecasts } from '../ports/forecasts.ts';
import type { TicketReads } from '../ports/tickets.ts';
import { keepFresh } from './keep-fresh.ts';
import type { ReportService } from './report-thread.ts';

/** Forecasts that are kept fresh until they are stopped. */
export interface RunningForecasts extends Forecasts {
  /** Resolves when nothing is being worked out. */
  stop(): Promise<void>;
}

export interface ForecastOptions {
  read: { tickets: Pick<TicketReads, 'count'>; facts: Pick<FactReads, 'firstAt'> };
  clock: Pick<Clock, 'now' | 'schedule'>;
  logger: Logger;
  reports: Pick<ReportService, 'expectedWait' | 'leavingCustomers'>;
}

/** A desk younger than this has seen nobody leave. */
const LEAST_AGE_MS = 60 * DAY_MS;

/** Works both out from now on. A desk that is too small or too young has nothing to work them out from, and no work with them. */
export function startForecasts({ read, clock, logger, reports }: ForecastOptions): RunningForecasts {
  const wait = keepFresh({
    what: 'how long customers will wait',
    intervalMs: 5 * MINUTE_MS,
    keptMs: 15 * MINUTE_MS,
    clock,
    logger,
    async workOut() {
      const { count } = await read.tickets.count({ statuses: TICKET_STATUSES }, LEAST_WAITS);
      if (count < LEAST_WAITS) return undefined;
      const found = await reports.expectedWait();
      return found.kind === 'known' ? found : undefined;
    },
  });
  const leaving = keepFresh({
    what: 'who may not come back',
    intervalMs: 6 * HOUR_MS,
    keptMs: 2 * DAY_MS,
    clock,
    logger,
    async workOut() {
      const since = await read.facts.firstAt();
      if (since === undefined || clock.now() - since < LEAST_AGE_MS) return undefined;
      return reports.leavingCustomers();
    },
  });
  return {
    expectedWait: wait.current,
    leaving: (customerId) => leaving.current()?.get(customerId),
    async stop() {
      await wait.stop();
      await leaving.stop();
    },
  };
}
