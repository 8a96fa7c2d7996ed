/** How long the steps of a ticket took. */

import { HOUR_MS } from '../../domain/policy.ts';
import type { Calendar } from '../../domain/sla/calendar.ts';
import { withoutWithdrawn } from '../../domain/sla/clock.ts';
import { type Phase, phaseAfter } from '../../domain/sla/phases.ts';
import type { TicketHistory } from './history.ts';

/** A ticket that is opened again within this time was not resolved. */
export const REOPENED_WITHIN_MS = 72 * HOUR_MS;

/** A length of time by the clock on the wall, and by the desk's hours; the latter undefined where it keeps none. */
export interface Length {
  wallMs: number;
  businessMs: number | undefined;
}

export interface TicketTimes {
  openedAt: number;
  firstClaimedAt: number | undefined;
  firstReplyAt: number | undefined;
  /** Each time it was resolved or closed, and whether and when it was opened again after that. */
  resolutions: { at: number; by: string; reopenedAt: number | undefined }[];
  /** Undefined while it is not resolved. */
  resolvedAt: number | undefined;
  /** From opening to the first reply; its business time is what the desk was open of it. */
  firstReply: Length | undefined;
  /** From opening to the last resolution; its business time leaves out waiting for the customer. */
  resolution: Length | undefined;
  /** For how long it was for staff to act, since somebody first took it up, until it was resolved. */
  handling: Length | undefined;
  /** For how long it was the customer's turn: after replies, and while it was taken for resolved before it was opened again. */
  withCustomerMs: number;
  replies: number;
  /** How often it went from somebody to somebody else or back into the queue. */
  reassigned: number;
  /** Who replied. */
  repliedBy: string[];
}

interface Span {
  from: number;
  to: number;
}

/** Works out a ticket's times from its events up to `until`. */
export function ticketTimes(ticket: TicketHistory, calendar: Calendar | undefined, until: number): TicketTimes {
  const { openedAt } = ticket;
  const events = withoutWithdrawn(ticket.events.filter(({ at }) => at < until));
  const withStaff: Span[] = [];
  const resolutions: TicketTimes['resolutions'] = [];
  let phase: Phase = 'with_staff';
  let since = openedAt;
  let withCustomerMs = 0;
  for (const { kind, at, by } of events) {
    const next = phaseAfter(phase, kind);
    if (next === phase) continue;
    if (phase === 'with_staff') withStaff.push({ from: since, to: at });
    else if (phase !== 'snoozed') withCustomerMs += at - since;
    const last = resolutions.at(-1);
    if (phase === 'resolved' && last) last.reopenedAt = at;
    if (next === 'resolved') resolutions.push({ at, by: by.id, reopenedAt: undefined });
    phase = next;
    since = at;
  }
  if (phase === 'waiting_for_customer') withCustomerMs += until - since;
  const firstOf = (...kinds: string[]) => events.find(({ kind }) => kinds.includes(kind))?.at;
  const firstReplyAt = firstOf('replied');
  const takenUpAt = firstOf('claimed', 'taken_over', 'replied');
  const resolvedAt = phase === 'resolved' ? resolutions.at(-1)?.at : undefined;
  const count = (...kinds: string[]) => events.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    openedAt,
    firstClaimedAt: firstOf('claimed', 'taken_over', 'transferred'),
    firstReplyAt,
    resolutions,
    resolvedAt,
    firstReply: firstReplyAt === undefined ? undefined : lengthOf([{ from: openedAt, to: firstReplyAt }], calendar),
    resolution:
      resolvedAt === undefined
        ? undefined
        : { wallMs: resolvedAt - openedAt, businessMs: lengthOf(withStaff, calendar).businessMs },
    handling:
      resolvedAt === undefined || takenUpAt === undefined
        ? undefined
        : lengthOf(
            withStaff.map(({ from, to }) => ({ from: Math.max(from, takenUpAt), to: Math.max(to, takenUpAt) })),
            calendar,
          ),
    withCustomerMs,
    replies: count('replied'),
    reassigned: count('transferred', 'taken_over', 'unassigned'),
    repliedBy: [...new Set(events.flatMap(({ kind, by }) => (kind === 'replied' ? [by.id] : [])))],
  };
}

function lengthOf(spans: readonly Span[], calendar: Calendar | undefined): Length {
  const sum = (of: (span: Span) => number) => spans.reduce((total, span) => total + of(span), 0);
  return {
    wallMs: sum(({ from, to }) => to - from),
    businessMs: calendar && sum(({ from, to }) => calendar.elapsed(from, to)),
  };
}
