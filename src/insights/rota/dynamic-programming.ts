/**
 * A rota by dynamic programming (R. Bellman, Dynamic Programming, 1957): agents are given their shift one after the other, and all ways to
 * the same number of people on each shift are one state, of which only the cheapest way is kept. With what the rest can mend at most, states
 * that cannot beat a rota already known are left out (T. L. Morin and R. E. Marsten, Branch-and-bound strategies for dynamic programming,
 * 1976). The document that names the method for response times gives neither states nor costs; here both are stated.
 */

import { solveGreedily } from './greedy.ts';
import { costOf, type FlatProblem, OFF, type Rota, staffingCost, wishCost } from './problem.ts';

/** So many states are kept of each agent, which bounds time and memory. */
const MOST_STATES = 20_000;

export interface DynamicRota {
  rota: Rota;
  /** Nothing was left out: it is one day, and no state had to be dropped for want of room. */
  isExact: boolean;
}

interface State {
  /** How many work each shift so far, one character each. */
  counts: string;
  /** Of wishes alone. */
  cost: number;
  shift: number;
  before: State | undefined;
}

/** What is left of a day when some of its agents have their shift. */
interface Remaining {
  /** How many of the agents still to come may work in each period. */
  possible: readonly number[];
  /** The longest shift of each of them, added up, in periods. */
  periods: number;
}

/**
 * The best rota of one day where there is room for all states, else the best of the most promising ones. Days are made one after the other,
 * the one that needs most people first: that hours spared on one day may be worth more on a later one is left out.
 */
export function solveByDynamicProgramming(flat: FlatProblem, mostStates = MOST_STATES): DynamicRota {
  const rota = flat.allowed.map((days) => days.map(() => OFF));
  const hoursLeft = flat.problem.agents.map(({ mostHours }) => mostHours);
  const missing = [...flat.needed];
  const greedy = solveGreedily(flat);
  let isExact = flat.days === 1;
  for (const day of hardestFirst(flat)) {
    const allowed = flat.allowed.map((days, agent) =>
      (days[day] ?? []).filter((shift) => (flat.shiftHours[shift] ?? 0) <= (hoursLeft[agent] ?? 0)),
    );
    const most = flat.days === 1 ? costOf(flat, greedy).total : Number.POSITIVE_INFINITY;
    const solved = solveDay(flat, { day, allowed, missing, most, mostStates });
    isExact &&= !solved.dropped;
    const shifts = solved.shifts ?? greedy.map((days) => days[day] ?? OFF);
    for (const [agent, shift] of shifts.entries()) {
      rota[agent]?.splice(day, 1, shift);
      hoursLeft[agent] = (hoursLeft[agent] ?? 0) - (flat.shiftHours[shift] ?? 0);
      for (const period of flat.covered[day]?.[shift] ?? []) missing[period] = (missing[period] ?? 0) - 1;
    }
  }
  return { rota, isExact };
}

function hardestFirst({ problem, days }: FlatProblem): number[] {
  const need = problem.needed.map((periods) => periods.reduce((sum, count) => sum + count, 0));
  return Array.from({ length: days }, (_, day) => day).sort((a, b) => (need[b] ?? 0) - (need[a] ?? 0));
}

interface Day {
  day: number;
  /** The shifts of each agent. */
  allowed: readonly (readonly number[])[];
  /** Before anybody works on that day. */
  missing: readonly number[];
  /** What a known rota costs. */
  most: number;
  mostStates: number;
}

/** The shift of each agent; undefined where none is cheaper than what is known. */
function solveDay(flat: FlatProblem, day: Day): { shifts: number[] | undefined; dropped: boolean } {
  const remaining = remainingAfter(flat, day);
  let dropped = false;
  let states: State[] = [{ counts: '\0'.repeat(flat.problem.shifts.length), cost: 0, shift: OFF, before: undefined }];
  for (const [agent, shifts] of day.allowed.entries()) {
    const next = new Map<string, State>();
    for (const before of states) {
      for (const shift of [OFF, ...shifts]) {
        const counts = shift === OFF ? before.counts : withOneMore(before.counts, shift);
        const cost = before.cost + wishCost(flat, agent, day.day, shift);
        const known = next.get(counts);
        if (known === undefined || cost < known.cost) next.set(counts, { counts, cost, shift, before });
      }
    }
    const bounded = [...next.values()]
      .map((state) => ({ state, least: leastCost(flat, day, state, remaining[agent + 1]) }))
      .filter(({ least }) => least < day.most - 1e-9);
    if (bounded.length > day.mostStates) {
      dropped = true;
      bounded.sort((a, b) => a.least - b.least).length = day.mostStates;
    }
    states = bounded.map(({ state }) => state);
  }
  const [best] = states
    .map((state) => ({ state, cost: leastCost(flat, day, state, undefined) }))
    .sort((a, b) => a.cost - b.cost);
  return { shifts: best && wayTo(best.state), dropped };
}

/** The states after which at least so much is paid: what is too many stays too many, and what is missing is mended by those to come at most. */
function leastCost(flat: FlatProblem, { day, missing }: Day, state: State, rest: Remaining | undefined): number {
  const left = [...missing];
  for (let shift = 0; shift < state.counts.length; shift++) {
    const count = state.counts.charCodeAt(shift);
    if (count === 0) continue;
    for (const period of flat.covered[day]?.[shift] ?? []) left[period] = (left[period] ?? 0) - count;
  }
  let tooMany = 0;
  let short = 0;
  let beyondHelp = 0;
  for (let period = 0; period < left.length; period++) {
    const count = left[period] ?? 0;
    if (count < 0) tooMany -= count;
    else {
      short += count;
      beyondHelp += Math.max(0, count - (rest?.possible[period] ?? 0));
    }
  }
  const stillShort = Math.max(beyondHelp, short - (rest?.periods ?? 0));
  return state.cost + staffingCost(flat, -tooMany) + staffingCost(flat, stillShort);
}

/** What is left before each agent, and after the last. */
function remainingAfter({ covered, needed }: FlatProblem, { day, allowed }: Day): Remaining[] {
  const remaining: Remaining[] = [{ possible: needed.map(() => 0), periods: 0 }];
  for (const shifts of allowed.toReversed()) {
    const after = remaining[0] ?? { possible: [], periods: 0 };
    const periods = shifts.map((shift) => covered[day]?.[shift] ?? []);
    const any = new Set(periods.flat());
    remaining.unshift({
      possible: after.possible.map((count, period) => count + (any.has(period) ? 1 : 0)),
      periods: after.periods + Math.max(0, ...periods.map((list) => list.length)),
    });
  }
  return remaining;
}

function withOneMore(counts: string, shift: number): string {
  return counts.slice(0, shift) + String.fromCharCode(counts.charCodeAt(shift) + 1) + counts.slice(shift + 1);
}

/** The first state is that of nobody. */
function wayTo(state: State): number[] {
  const shifts: number[] = [];
  for (let at = state; at.before !== undefined; at = at.before) shifts.unshift(at.shift);
  return shifts;
}
