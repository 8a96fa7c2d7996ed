/** The waits that tickets were. */

import type { TicketHistory } from '../history/history.ts';
import { type TicketTimes, ticketTimes } from '../history/ticket-times.ts';
import type { Wait } from './wait.ts';

/** The waits of these tickets in order of arrival; of those who wait still `endedAt` is Infinity. */
export function waitsOf(tickets: readonly TicketHistory[], now: number): Wait[] {
  return tickets
    .map((ticket) => toWait(ticket, ticketTimes(ticket, undefined, now)))
    .toSorted((a, b) => a.arrivedAt - b.arrivedAt);
}

function toWait(ticket: TicketHistory, times: TicketTimes): Wait {
  const taken = times.firstClaimedAt ?? times.firstReplyAt;
  return {
    arrivedAt: times.openedAt,
    endedAt: taken ?? times.resolutions[0]?.at ?? Number.POSITIVE_INFINITY,
    served: taken !== undefined,
    ...(ticket.priority !== undefined && { priority: -ticket.priority }),
  };
}
