/** Which hours lack whom, and what stands against it. */

import { type FlatProblem, OFF, type Rota, staffed } from './problem.ts';

/** Hours in a row in which as many are missing, for the same reasons. */
export interface Shortage {
  /** From 0. */
  day: number;
  /** Periods of the day; `to` is the first that is none of them any more. */
  from: number;
  to: number;
  missing: number;
  /** Who said no to every shift of these hours. */
  unwilling: readonly string[];
  /** Who would, but works at another time of the day. */
  elsewhere: readonly string[];
  /** Who would, but has too few hours left. */
  outOfHours: readonly string[];
  /** Who could be called, and is not, because that costs more than it mends. */
  spared: readonly string[];
  /** No shift reaches these hours. */
  isWithoutShift: boolean;
  /** Not even with everybody who did not say no would there be enough. */
  isHopeless: boolean;
}

/** In order of time. */
export function shortagesOf(flat: FlatProblem, rota: Rota): Shortage[] {
  const perDay = flat.problem.needed[0]?.length ?? 0;
  const counts = staffed(flat, rota);
  const shortages: Shortage[] = [];
  for (const [period, needed] of flat.needed.entries()) {
    const missing = needed - (counts[period] ?? 0);
    if (missing <= 0) continue;
    const shortage = shortageAt(flat, rota, { period, perDay, missing });
    const last = shortages.at(-1);
    if (last !== undefined && last.to === shortage.from && isSame(last, shortage)) last.to = shortage.to;
    else shortages.push(shortage);
  }
  return shortages;
}

function shortageAt(
  flat: FlatProblem,
  rota: Rota,
  { period, perDay, missing }: { period: number; perDay: number; missing: number },
): Shortage {
  const { problem, covered, allowed, shiftHours } = flat;
  const day = Math.floor(period / perDay);
  const from = period - day * perDay;
  const covering = [...problem.shifts.keys()].filter((shift) => covered[day]?.[shift]?.includes(period));
  const found = {
    unwilling: [] as string[],
    elsewhere: [] as string[],
    outOfHours: [] as string[],
    spared: [] as string[],
  };
  for (const [agent, { name, mostHours }] of problem.agents.entries()) {
    const days = rota[agent] ?? [];
    if (days.some((shift, on) => covered[on]?.[shift]?.includes(period))) continue;
    const could = covering.filter((shift) => (problem.agents[agent]?.wishes[day]?.[shift] ?? 'not') !== 'not');
    const left = mostHours - days.reduce((sum, shift) => sum + (shiftHours[shift] ?? 0), 0);
    const isOff = (days[day] ?? OFF) === OFF;
    if (could.length === 0) found.unwilling.push(name);
    else if (!isOff) found.elsewhere.push(name);
    else if (could.every((shift) => (shiftHours[shift] ?? 0) > left)) found.outOfHours.push(name);
    else found.spared.push(name);
  }
  const most = problem.agents.filter((_, agent) =>
    allowed[agent]?.some((shifts, on) => shifts.some((shift) => covered[on]?.[shift]?.includes(period))),
  ).length;
  const isHopeless = most < (flat.needed[period] ?? 0);
  return {
    day,
    from,
    to: from + 1,
    missing,
    ...found,
    isWithoutShift: most === 0 && covering.length === 0,
    isHopeless,
  };
}

function isSame(a: Shortage, b: Shortage): boolean {
  const { from: _, to: __, ...one } = a;
  const { from: ___, to: ____, ...other } = b;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** One sentence, such as `Monday 09:00–11:00 lacks 2: Ada cannot work then; Bo has no hours left.` */
export function shortageWords(shortage: Shortage, dayNames: readonly string[], periodMinutes: number): string {
  const { day, from, to, missing, unwilling, elsewhere, outOfHours, spared } = shortage;
  const reasons = [
    unwilling.length > 0 && `${names(unwilling)} cannot work then`,
    elsewhere.length > 0 && `${names(elsewhere)} ${verb(elsewhere, 'works', 'work')} at another time of the day`,
    outOfHours.length > 0 && `${names(outOfHours)} ${verb(outOfHours, 'has', 'have')} too few hours left`,
    spared.length > 0 && `calling ${names(spared)} would cost more than it mends`,
  ].filter((reason) => reason !== false);
  const hours = `${clock(from * periodMinutes)}–${clock(to * periodMinutes)}`;
  const when = `${dayNames[day] ?? `Day ${day + 1}`} ${hours}`;
  if (shortage.isWithoutShift) return `${when} lacks ${missing}: no shift reaches these hours.`;
  const why = reasons.length === 0 ? 'everybody works already' : reasons.join('; ');
  const hopeless = shortage.isHopeless ? ' No rota of these agents can fill it.' : '';
  return `${when} lacks ${missing}: ${why}.${hopeless}`;
}

function verb(of: readonly string[], one: string, many: string): string {
  return of.length === 1 ? one : many;
}

function names(of: readonly string[]): string {
  return of.length < 2 ? (of[0] ?? '') : `${of.slice(0, -1).join(', ')} and ${of.at(-1)}`;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
