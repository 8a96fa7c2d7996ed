/** Customers who leave a reply unanswered: they are asked about it once, and later the ticket is resolved with a word. */

import type { Policy } from '../policy.ts';
import type { Ticket } from '../ticket.ts';
import { announce, BY_SYSTEM, type DecisionBuilder, phraseOf, record, updateTicket } from './decision-builder.ts';
import { resolveTicket } from './endings.ts';
import { promised } from './promised.ts';

/**
 * After an event: watches a customer who has just been answered, from the newest reply on, and stops where the ticket waits for them
 * no more. `before` is the ticket as it was.
 */
export function followQuietCustomer(decision: DecisionBuilder, before: Ticket | undefined): void {
  const { ticket } = decision.state;
  if (ticket === undefined) return;
  if (ticket.status !== 'pending') return stopWatchingQuiet(decision);
  const isAnswered = decision.effects.some(
    (effect) => effect.kind === 'ticket_event' && effect.event.kind === 'replied',
  );
  if (isAnswered || before?.status !== 'pending') watch(decision, ticket, { since: decision.context.now });
}

/** The time is over that a customer was given. Nothing is done about one who cannot be written to. */
export function takeQuiet(decision: DecisionBuilder, ticket: Ticket): void {
  const { now, policy } = decision.context;
  if (ticket.status !== 'pending' || ticket.quiet === undefined || decision.state.unreachable !== undefined) return;
  const step = nextStep(policy, ticket.quiet);
  if (step === undefined) return;
  const at = deadline(decision, step.from, step.afterMs);
  // Settings or hours may have changed. What begins later than now is of before the clock was set back.
  if (at === undefined || (at > now && step.from <= now)) return watch(decision, ticket, ticket.quiet);
  if (step.what === 'nudge') return nudge(decision, ticket, ticket.quiet);
  const sentences = [phraseOf(decision, 'quiet_closed')];
  resolveTicket(decision, ticket, { by: BY_SYSTEM, detail: 'The customer did not answer', sentences });
}

/** Nothing is done about a silence until the next reply. */
export function stopWatchingQuiet(decision: DecisionBuilder): void {
  const { ticket } = decision.state;
  if (ticket?.quiet === undefined) return;
  updateTicket(decision, ticket, { quiet: undefined });
  decision.effects.push({ kind: 'cancel_timer', timer: 'quiet_customer' });
}

/** From then on the customer has as long until the ticket is resolved as lies between the two, however late the nudge came. */
function nudge(decision: DecisionBuilder, ticket: Ticket, { since }: Quiet): void {
  const { now, policy } = decision.context;
  announce(decision, policy.closeQuietAfterMs === undefined ? 'quiet_nudge' : 'quiet_nudge_closing');
  record(decision, ticket.id, 'customer_nudged', BY_SYSTEM);
  watch(decision, ticket, { since, nudgedAt: now });
}

type Quiet = NonNullable<Ticket['quiet']>;

function watch(decision: DecisionBuilder, ticket: Ticket, quiet: Quiet): void {
  const step = nextStep(decision.context.policy, quiet);
  const at = step && deadline(decision, step.from, step.afterMs);
  if (at === undefined && ticket.quiet === undefined) return;
  updateTicket(decision, ticket, { quiet });
  decision.effects.push(
    at === undefined
      ? { kind: 'cancel_timer', timer: 'quiet_customer' }
      : { kind: 'set_timer', timer: 'quiet_customer', at },
  );
}

/** What is to be done next about the silence, so long after what. */
function nextStep(
  { nudgeAfterMs, closeQuietAfterMs }: Policy,
  { since, nudgedAt }: Quiet,
): { what: 'nudge' | 'close'; from: number; afterMs: number } | undefined {
  if (nudgeAfterMs !== undefined && nudgedAt === undefined)
    return { what: 'nudge', from: since, afterMs: nudgeAfterMs };
  if (closeQuietAfterMs === undefined) return undefined;
  if (nudgedAt === undefined) return { what: 'close', from: since, afterMs: closeQuietAfterMs };
  return { what: 'close', from: nudgedAt, afterMs: closeQuietAfterMs - (nudgeAfterMs ?? 0) };
}

/** By the calendar of what the ticket was promised, else by the desk's opening hours, else round the clock. */
function deadline(decision: DecisionBuilder, from: number, afterMs: number): number | undefined {
  const hours = promised(decision) ?? decision.context.serviceLevels?.openingHours;
  return hours === undefined ? from + afterMs : hours.calendar.deadline(from, afterMs);
}
