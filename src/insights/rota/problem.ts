/** Who works when: what is asked of a rota, and the one cost that every solver makes as small as it can. */

/** `not` is kept to by every rota; `possible` is worked against a small cost, `preferred` against none. */
export const WISHES = ['preferred', 'possible', 'not'] as const;
export type Wish = (typeof WISHES)[number];

/** A way to work on any of the days; one that runs past midnight goes on in the next day's periods. */
export interface Shift {
  name: string;
  /** The period of the day in which it begins, from 0. */
  start: number;
  /** How many periods it lasts, at least one. */
  length: number;
}

export interface RotaAgent {
  name: string;
  /** Over all days together. */
  mostHours: number;
  /** For each day, one for each shift. */
  wishes: readonly (readonly Wish[])[];
}

export interface RotaProblem {
  /** For each day, how many people are needed in each of its periods; every day has as many. */
  needed: readonly (readonly number[])[];
  /** 30 or 60. */
  periodMinutes: number;
  shifts: readonly Shift[];
  agents: readonly RotaAgent[];
  weights?: RotaWeights;
}

/** What an hour of one person too few or too many costs, and a shift that is not the preferred one. */
export interface RotaWeights {
  understaffedHour: number;
  overstaffedHour: number;
  againstWish: number;
}

const WEIGHTS: RotaWeights = { understaffedHour: 5, overstaffedHour: 1, againstWish: 1 };

/** No shift on that day. */
export const OFF = -1;

/** For each agent, for each day, the number of the shift, or `OFF`: one shift a day at most. */
export type Rota = readonly (readonly number[])[];

export interface RotaCost {
  understaffedHours: number;
  overstaffedHours: number;
  /** Shifts that are possible, but not preferred. */
  againstWishes: number;
  /** The weighted sum of these three. */
  total: number;
}

/** The problem as the solvers count: all days in one row of periods. */
export interface FlatProblem {
  problem: RotaProblem;
  weights: RotaWeights;
  periodHours: number;
  days: number;
  /** All days' periods, one after the other. */
  needed: readonly number[];
  /** For each day, for each shift, the periods it covers; what lies after the last day is left out, and costs nothing. */
  covered: readonly (readonly (readonly number[])[])[];
  /** How long each shift lasts. */
  shiftHours: readonly number[];
  /** For each agent, for each day, the shifts that may be given. */
  allowed: readonly (readonly (readonly number[])[])[];
}

/** Lays the days of a problem in one row. */
export function flatten(problem: RotaProblem): FlatProblem {
  const { needed, shifts, agents, periodMinutes } = problem;
  const periodHours = periodMinutes / 60;
  const all = needed.flat();
  const perDay = needed[0]?.length ?? 0;
  const shiftHours = shifts.map(({ length }) => length * periodHours);
  const periodsOf = (day: number, { start, length }: Shift) =>
    Array.from({ length }, (_, period) => day * perDay + start + period).filter((period) => period < all.length);
  return {
    problem,
    weights: problem.weights ?? WEIGHTS,
    periodHours,
    days: needed.length,
    needed: all,
    covered: needed.map((_, day) => shifts.map((shift) => periodsOf(day, shift))),
    shiftHours,
    allowed: agents.map(({ wishes, mostHours }) =>
      wishes.map((ofDay) => [...ofDay.keys()].filter((s) => ofDay[s] !== 'not' && (shiftHours[s] ?? 0) <= mostHours)),
    ),
  };
}

/** What it costs that an agent works a shift on a day, beside what it does for the staffing. */
export function wishCost({ problem, weights }: FlatProblem, agent: number, day: number, shift: number): number {
  return shift !== OFF && problem.agents[agent]?.wishes[day]?.[shift] === 'possible' ? weights.againstWish : 0;
}

/** What so many people too few (or, negative, too many) in one period cost. */
export function staffingCost({ weights, periodHours }: FlatProblem, missing: number): number {
  return periodHours * (missing > 0 ? missing * weights.understaffedHour : -missing * weights.overstaffedHour);
}

/** How many people work in each period. */
export function staffed({ needed, covered }: FlatProblem, rota: Rota): number[] {
  const counts = needed.map(() => 0);
  for (const days of rota) {
    for (const [day, shift] of days.entries()) {
      for (const period of covered[day]?.[shift] ?? []) counts[period] = (counts[period] ?? 0) + 1;
    }
  }
  return counts;
}

/** What a rota costs: the measure of every solver. */
export function costOf(flat: FlatProblem, rota: Rota): RotaCost {
  const { weights, periodHours, needed, problem } = flat;
  const missing = staffed(flat, rota).map((count, period) => (needed[period] ?? 0) - count);
  const sum = (values: number[]) => values.reduce((total, value) => total + Math.max(0, value), 0);
  const understaffedHours = periodHours * sum(missing);
  const overstaffedHours = periodHours * sum(missing.map((value) => -value));
  const againstWishes = rota
    .flatMap((days, agent) => days.map((shift, day) => problem.agents[agent]?.wishes[day]?.[shift]))
    .filter((wish) => wish === 'possible').length;
  const total =
    understaffedHours * weights.understaffedHour +
    overstaffedHours * weights.overstaffedHour +
    againstWishes * weights.againstWish;
  return { understaffedHours, overstaffedHours, againstWishes, total };
}

/** Whether a rota gives nobody what they cannot work, nor more than their most hours. */
export function isKept({ allowed, shiftHours, problem }: FlatProblem, rota: Rota): boolean {
  return rota.every((days, agent) => {
    const hours = days.reduce((sum, shift) => sum + (shiftHours[shift] ?? 0), 0);
    const mayWork = days.every((shift, day) => shift === OFF || allowed[agent]?.[day]?.includes(shift));
    return mayWork && hours <= (problem.agents[agent]?.mostHours ?? 0);
  });
}
