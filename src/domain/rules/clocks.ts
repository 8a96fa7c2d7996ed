/** What follows from the clocks of a ticket for which something is promised. They are worked out anew from its events each time. */

import type { DeskEvent } from '../decision.ts';
import type { Policy } from '../policy.ts';
import { earliestDue, openClocks } from '../sla/clock.ts';
import { stepWords } from '../sla/clock-wording.ts';
import { policyOf, type ServiceLevels, type TicketPolicy } from '../sla/service-levels.ts';
import type { LadderStep } from '../sla/sla-policy.ts';
import { type ClockStep, stepsOf } from '../sla/steps.ts';
import type { Ticket, TicketEvent, TicketEventKind } from '../ticket.ts';
import { BY_SYSTEM, type DecisionBuilder, record, updateTicket } from './decision-builder.ts';
import { markCalled, stopReminders, watchWaiting } from './escalation.ts';
import { promised } from './promised.ts';

/**
 * After an event: takes the steps whose time has come and that were not taken yet, and sets the timer for the next. `before` is
 * the ticket as it was.
 */
export function followClocks(decision: DecisionBuilder, event: DeskEvent, before: Ticket | undefined): void {
  const { ticket } = decision.state;
  const isTimer = event.kind === 'timer' && event.timer === 'sla_step';
  if (ticket === undefined || decision.context.serviceLevels === undefined) return;
  if (!isTimer && ticket === before && eventsNow(decision, ticket).length === 0) return;
  const found = promised(decision);
  if (found === undefined) return forgetClocks(decision, ticket);
  if (isTimer) stopReminders(decision);
  const { policy, now } = decision.context;
  const { dueAt, steps } = readClocks(found, [...eventsBefore(decision, ticket), ...eventsNow(decision, ticket)], now);
  for (const step of steps.filter(({ at }) => at <= now)) takeStep(decision, ticket, step, policy.supervisor);
  keepDueAt(decision, dueAt);
  const next = steps.find(({ at }) => at > now);
  decision.effects.push(
    next === undefined
      ? { kind: 'cancel_timer', timer: 'sla_step' }
      : { kind: 'set_timer', timer: 'sla_step', at: next.at },
  );
}

export type ClockEvents = readonly Pick<TicketEvent, 'kind' | 'at' | 'clockStep'>[];

/** When a ticket with these events is due, and the steps that were not taken yet. */
function readClocks(
  { policy, calendar }: TicketPolicy,
  events: ClockEvents,
  now: number,
): { dueAt: number | undefined; steps: ClockStep[] } {
  const clocks = openClocks({ events, policy, calendar, now });
  const taken = new Set(events.flatMap(({ clockStep }) => clockStep ?? []));
  return { dueAt: earliestDue(clocks), steps: stepsOf(clocks).filter(({ id }) => !taken.has(id)) };
}

/** When a ticket is due, and when the next step is to be taken; undefined where nothing is promised, or the clocks stand. */
export interface ClockTimes {
  dueAt: number | undefined;
  nextStepAt: number | undefined;
}

/**
 * What a ticket in progress comes to by other hours or promises. Undefined where more follows from them than other times, as
 * where a step's time has come: that is for a turn.
 */
export function movedTimes(
  ticket: Ticket,
  events: ClockEvents,
  { serviceLevels, weights, now }: { serviceLevels: ServiceLevels; weights: Policy['priority']; now: number },
): ClockTimes | undefined {
  const found = policyOf(serviceLevels, ticket, weights);
  if (found === undefined) {
    return ticket.dueAt === undefined ? { dueAt: undefined, nextStepAt: undefined } : undefined;
  }
  const { dueAt, steps } = readClocks(found, events, now);
  const [next] = steps;
  const isOther = (ticket.dueAt === undefined) !== (dueAt === undefined);
  return isOther || (next !== undefined && next.at <= now) ? undefined : { dueAt, nextStepAt: next?.at };
}

const EVENT_OF: Record<LadderStep['call'], TicketEventKind> = {
  reminder: 'reminder',
  team: 'team_called',
  supervisor: 'supervisor_called',
};

function takeStep(decision: DecisionBuilder, ticket: Ticket, step: ClockStep, supervisor: string): void {
  markCalled(decision, step.call === 'supervisor' ? 'supervisor' : 'staff');
  const detail = stepWords(step, ticket, supervisor);
  record(decision, ticket.id, EVENT_OF[step.call], BY_SYSTEM, detail, { clockStep: step.id });
}

function keepDueAt(decision: DecisionBuilder, dueAt: number | undefined): void {
  const { ticket } = decision.state;
  if (ticket !== undefined && ticket.dueAt !== dueAt) updateTicket(decision, ticket, { dueAt });
}

/** Where something was promised and is no more: from then on staff are reminded as of any other ticket. */
function forgetClocks(decision: DecisionBuilder, { dueAt, waitingSince }: Ticket): void {
  if (dueAt === undefined) return;
  keepDueAt(decision, undefined);
  if (waitingSince !== undefined) watchWaiting(decision);
}

/** What is kept of the ticket. */
function eventsBefore({ context: { ticketEvents = [] } }: DecisionBuilder, { id }: Ticket): TicketEvent[] {
  return ticketEvents.filter(({ ticketId }) => ticketId === id);
}

/** What this decision adds to it. */
function eventsNow({ effects }: DecisionBuilder, { id }: Ticket): TicketEvent[] {
  return effects.flatMap((effect) =>
    effect.kind === 'ticket_event' && effect.event.ticketId === id ? [effect.event] : [],
  );
}
