/** How many people are needed in each half-hour for what is forecast, so that customers are taken up in the time they are promised. */

import { agentsNeeded, lineFigures, type ServiceTarget } from '../../lib/statistics/erlang.ts';
import type { Finding } from '../../lib/statistics/finding.ts';

/** What is forecast to come in a half-hour. */
export interface ComingSlot {
  expected: number;
  /** Of four of five: between these. */
  low: number;
  high: number;
  isOpen: boolean;
}

export interface StaffingTerms {
  slotMs: number;
  /** How long a customer is with an agent, in the mean, as one of as many as an agent has at once. */
  handlingMs: number;
  /** How long customers wait in the mean before they give up; without it nobody does, and more people are needed. */
  patienceMs?: number | undefined;
  /** How many customers an agent has at once, at least 1. */
  customersAtOnce: number;
  /** This share is to be taken up within this time. */
  target: ServiceTarget;
  /** Who comes while the desk is closed is taken up in so long after it opens, beside who comes then. */
  catchUpMs: number;
}

export interface SlotStaffing {
  /** How many are to be taken up: who comes, and a part of who came while the desk was closed. */
  work: number;
  /** People for what is expected, and at both ends of what is likely. */
  needed: number;
  neededLow: number;
  neededHigh: number;
  /** With as many people as are needed: the share taken up within the time, who wait in the mean so long, who give up, and how busy agents are. */
  servedWithin: number;
  meanWaitMs: number;
  givesUp: number;
  occupancy: number;
}

/**
 * For each half-hour, one after the other; `undefined` where the desk is closed. Each is taken as a line by itself that has settled, by Erlang A
 * where patience is known and by Erlang C otherwise; an agent with several customers at once counts as that many who have one.
 */
export function staffNeeded(
  slots: readonly ComingSlot[],
  terms: StaffingTerms,
): Finding<{ slots: (SlotStaffing | undefined)[] }> {
  const problem = problemOf(slots, terms);
  if (problem !== undefined) return { kind: 'unknown', reason: problem };
  const work = workOf(slots, terms);
  const found: (SlotStaffing | undefined)[] = [];
  for (const [index, one] of work.entries()) {
    const staffing = one && staffingOf(one, terms);
    if (staffing === 'too much') {
      return {
        kind: 'unknown',
        reason: `No number of people takes up ${percent(terms.target.share)} of ${Math.round(slots[index]?.expected ?? 0)} in time.`,
      };
    }
    found.push(staffing);
  }
  return { kind: 'known', slots: found };
}

function problemOf(slots: readonly ComingSlot[], { handlingMs, customersAtOnce, target }: StaffingTerms) {
  if (!(handlingMs > 0 && Number.isFinite(handlingMs))) {
    return 'How long a customer is with an agent is not known: no ticket was handled, and at least one is needed.';
  }
  if (!(customersAtOnce >= 1)) return `An agent has at least 1 customer at once, and not ${customersAtOnce}.`;
  if (!(target.share > 0 && target.share < 1)) {
    return `The share to be taken up in time is between 0 % and 100 %, and not ${percent(target.share)}.`;
  }
  if (!slots.some(({ isOpen }) => isOpen)) return `The desk is open in none of ${slots.length} half-hours.`;
  return undefined;
}

interface Work {
  expected: number;
  low: number;
  high: number;
}

/** Adds who came while the desk was closed to the half-hours after its opening, evenly. */
function workOf(slots: readonly ComingSlot[], { slotMs, catchUpMs }: StaffingTerms): (Work | undefined)[] {
  const catchUpSlots = Math.max(1, Math.round(catchUpMs / slotMs));
  const work = slots.map(({ isOpen, expected, low, high }) => (isOpen ? { expected, low, high } : undefined));
  let waiting = 0;
  for (const [index, { isOpen, expected }] of slots.entries()) {
    if (!isOpen) {
      waiting += expected;
    } else if (waiting > 0) {
      const open = work.slice(index, index + catchUpSlots);
      const untilClosed = open.indexOf(undefined);
      const taken = (untilClosed === -1 ? open : open.slice(0, untilClosed)) as Work[];
      for (const one of taken) {
        one.expected += waiting / taken.length;
        one.low += waiting / taken.length;
        one.high += waiting / taken.length;
      }
      waiting = 0;
    }
  }
  return work;
}

function staffingOf({ expected, low, high }: Work, terms: StaffingTerms): SlotStaffing | 'too much' {
  const { slotMs, handlingMs, patienceMs, customersAtOnce, target } = terms;
  const lineOf = (arrivals: number) => ({ arrivalRate: arrivals / slotMs, handlingMs, patienceMs });
  const peopleFor = (arrivals: number) => {
    const places = agentsNeeded(lineOf(arrivals), target);
    return places === undefined ? undefined : Math.ceil(places / customersAtOnce);
  };
  const [needed, neededLow, neededHigh] = [expected, low, high].map(peopleFor);
  if (needed === undefined || neededLow === undefined || neededHigh === undefined) return 'too much';
  const agents = Math.floor(needed * customersAtOnce);
  const figures = lineFigures({ ...lineOf(expected), agents });
  return {
    work: expected,
    needed,
    // Where few come, the least that is likely may be below what is expected by a whole person, never above it.
    neededLow: Math.min(neededLow, needed),
    neededHigh: Math.max(neededHigh, needed),
    servedWithin: agents === 0 ? 1 : figures.servedWithin(target.withinMs),
    meanWaitMs: agents === 0 ? 0 : figures.meanWaitMs,
    givesUp: figures.givesUp,
    occupancy: agents === 0 ? 0 : figures.occupancy,
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
