import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/policy.ts';
import { createRandom } from '../../src/lib/random.ts';
import { drawExponential, drawLogNormal, drawNormal } from '../../src/lib/statistics/draws.ts';

export interface CallCentreOptions {
  seed: number;
  days: number;
  callsADay: number;
  /** When it begins, in epoch milliseconds: a Monday's midnight. */
  since?: number;
}

export interface Call {
  arrivedAt: number;
  /** When somebody took it, or the caller gave up. */
  endedAt: number;
  served: boolean;
}

/** How many callers there are in each hour of a day, as shares of the day. */
const HOURS = [0, 0, 0, 0, 0, 0, 0, 2, 6, 9, 10, 9, 8, 7, 7, 7, 6, 5, 4, 3, 2, 0, 0, 0];
const MEAN_HANDLING_MS = 3.3 * MINUTE_MS;

interface Waiting {
  call: Call;
  /** Those of priority are taken as if they had come earlier. */
  rank: number;
  gaveUpAt: number;
}

/**
 * Callers of a telephone bank who wait for a person, made up: a rhythm of the day and the week, closed at night and on Sundays, busy and
 * quiet days, agents planned for an average day of whom some are missing, customers of priority, callers who give up. In order of arrival.
 */
export function simulateCallCentre({ seed, days, callsADay, since = Date.UTC(2025, 0, 6) }: CallCentreOptions): Call[] {
  const random = createRandom(1 + ((seed * 48_271 + 12_345) % 2_147_483_645));
  const calls: Call[] = [];
  let mood = 0;
  for (let day = 0; day < days; day += 1) {
    mood = 0.6 * mood + 0.12 * drawNormal(random);
    const closesAt = day % 7 === 6 ? 0 : day % 7 === 5 ? 14 : 21;
    const planned = callsADay * (1 + (0.15 * day) / days) * (day % 7 === 0 ? 1.2 : 1);
    const present = Math.min(1, 0.93 + 0.05 * drawNormal(random));
    simulateDay(
      random,
      { start: since + day * DAY_MS, closesAt, planned, calls: planned * Math.exp(mood), present },
      calls,
    );
  }
  return calls.toSorted((a, b) => a.arrivedAt - b.arrivedAt);
}

interface Day {
  start: number;
  closesAt: number;
  planned: number;
  calls: number;
  present: number;
}

function simulateDay(random: () => number, { start, closesAt, planned, calls, present }: Day, done: Call[]): void {
  const total = HOURS.reduce((sum, share) => sum + share, 0);
  const agentsAt = (at: number) => {
    const share = (HOURS[Math.floor((at - start) / HOUR_MS)] ?? 0) / total;
    return Math.max(2, Math.round(((planned * share * MEAN_HANDLING_MS) / HOUR_MS) * 1.08 * present));
  };
  let waiting: Waiting[] = [];
  let busyUntil: number[] = [];
  for (const at of arrivalsOf(random, { start, closesAt, calls, total })) {
    // Whoever is free by then takes the one of the highest rank who still waits.
    const takeUntil = (end: number) => {
      for (;;) {
        busyUntil.sort((a, b) => a - b);
        if (waiting.length === 0) break;
        const agents = agentsAt(Math.min(end, start + closesAt * HOUR_MS - 1));
        const freeAt = busyUntil.length < agents ? 0 : (busyUntil[busyUntil.length - agents] ?? 0);
        const next = waiting.reduce((a, b) => (b.rank < a.rank ? b : a));
        const startAt = Math.max(freeAt, Math.min(...waiting.map(({ call }) => call.arrivedAt)), next.call.arrivedAt);
        if (startAt > end) break;
        waiting = waiting.filter((one) => {
          if (one.gaveUpAt > startAt) return true;
          one.call.endedAt = one.gaveUpAt;
          return false;
        });
        if (!waiting.includes(next)) continue;
        waiting = waiting.filter((one) => one !== next);
        next.call.endedAt = startAt;
        next.call.served = true;
        busyUntil = busyUntil.filter((until) => until > startAt);
        busyUntil.push(startAt + drawLogNormal(random, 2.4 * MINUTE_MS, 0.8));
      }
    };
    takeUntil(at);
    if (at === Number.POSITIVE_INFINITY) continue;
    const call = { arrivedAt: at, endedAt: at, served: false };
    const patienceMs = random() < 0.06 ? 8000 : drawExponential(random, 8 * MINUTE_MS);
    waiting.push({ call, rank: at - (random() < 0.25 ? 90_000 : 0), gaveUpAt: at + patienceMs });
    done.push(call);
  }
}

function arrivalsOf(
  random: () => number,
  { start, closesAt, calls, total }: { start: number; closesAt: number; calls: number; total: number },
): number[] {
  const arrivals: number[] = [];
  for (let hour = 0; hour < closesAt; hour += 1) {
    const expected = (calls * (HOURS[hour] ?? 0)) / total;
    if (expected === 0) continue;
    for (let at = drawExponential(random, HOUR_MS / expected); at < HOUR_MS; ) {
      arrivals.push(Math.round((start + hour * HOUR_MS + at) / 1000) * 1000);
      at += drawExponential(random, HOUR_MS / expected);
    }
  }
  return [...arrivals, Number.POSITIVE_INFINITY];
}
