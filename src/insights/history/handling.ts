/** How much of staff's time tickets took. */

import type { ServiceLevels } from '../../domain/sla/service-levels.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import type { TicketHistory } from './history.ts';
import { calendarOf } from './ticket-promises.ts';
import { ticketTimes } from './ticket-times.ts';

/** What lasted longer than so many of all was left lying rather than worked on, and counts as they did. */
const LONGEST_SHARE = 0.95;

/** For how long each of the tickets that were handled was with staff, in the desk's hours where it keeps any. */
export function handlingTimesMs(tickets: readonly TicketHistory[], levels: ServiceLevels, now: number): number[] {
  const handled = tickets.flatMap((ticket) => {
    const { handling } = ticketTimes(ticket, calendarOf(ticket, levels), now);
    return handling === undefined ? [] : [handling.businessMs ?? handling.wallMs];
  });
  const longest = quantile(handled, LONGEST_SHARE) ?? 0;
  return handled.map((ms) => Math.min(ms, longest));
}
