/** `npm run bench:sla`: whether the clock is right, beside one that asks minute by minute; how fast it is; what it tells of a real log. */

import { Command } from 'commander';
import { HOUR_MS } from '../../../src/domain/policy.ts';
import { calendarOf, findBrokenIdentities, findDifference } from './compare.ts';
import { measureDeadlines } from './deadlines.ts';
import { measureIncidents } from './incidents.ts';
import { randomTicket } from './random-tickets.ts';
import { measureStore, type StoreFigures } from './store.ts';

interface Options {
  tickets: number;
  deadlines: number;
  data?: string;
  store?: true;
  json?: true;
}

await new Command('sla')
  .description('compare the clock with one that asks minute by minute, and measure it')
  .option('--tickets <n>', 'how many random tickets are compared', Number, 10_000)
  .option('--deadlines <n>', 'how many open tickets a changed calendar concerns', Number, 100_000)
  .option('--data <folder>', 'the folder that holds servicenow-incidents-2016.csv.gz; without it, no log is read')
  .option('--store', 'also change the calendars of a desk whose store has as many tickets in progress')
  .option('--json', 'print figures as JSON')
  .action(measure)
  .parseAsync();

async function measure({ tickets, deadlines, data, store, json }: Options): Promise<void> {
  const figures = {
    oracle: compare(tickets),
    deadlines: measureDeadlines(deadlines),
    ...(store ? { store: await measureStore(deadlines) } : {}),
    ...(data === undefined ? {} : { incidents: measureIncidents(data) }),
  };
  print(json ? JSON.stringify(figures, undefined, 2) : report(figures));
}

/** The first differences there are, and how many tickets differ; moments at which a deadline is not what has elapsed. */
function compare(count: number) {
  const seeds = Array.from({ length: count }, (_, seed) => seed);
  const differences = seeds.flatMap((seed) => findDifference(randomTicket(seed)) ?? []);
  let moments = 0;
  const broken = seeds.flatMap((seed) => {
    const ticket = randomTicket(seed);
    const ends = Array.from(
      { length: 20 },
      (_, index) => ticket.from + Math.round((index + 1) * 11.37 * HOUR_MS) + seed,
    );
    moments += ends.length;
    return findBrokenIdentities(calendarOf(ticket), ticket.from + 7 * seed, ends);
  });
  return {
    tickets: count,
    different: differences.length,
    moments,
    brokenIdentities: broken.length,
    examples: [...differences, ...broken].slice(0, 3),
  };
}

function report({
  oracle,
  deadlines,
  store,
  incidents,
}: {
  oracle: ReturnType<typeof compare>;
  deadlines: ReturnType<typeof measureDeadlines>;
  store?: StoreFigures;
  incidents?: ReturnType<typeof measureIncidents>;
}): string {
  const lines = [
    `beside a clock that asks minute by minute: ${oracle.different} of ${oracle.tickets} random tickets differ`,
    `deadline(start, elapsed(start, end)) = end: ${oracle.brokenIdentities} of ${oracle.moments} moments differ`,
    ...oracle.examples,
    `${deadlines.tickets} open tickets after a calendar was changed: ${deadlines.seconds.toFixed(2)} s, ${deadlines.moved} moved`,
  ];
  if (store !== undefined) {
    const { tickets, moved, wrong, seconds, longestBlockMs, longestWriteMs } = store;
    lines.push(
      `through a store: ${tickets} tickets in ${seconds.toFixed(2)} s, ${moved} moved, ${wrong} not as worked out from their events`,
      `meanwhile nothing else ran for at most ${longestBlockMs.toFixed(0)} ms, and another write took at most ${longestWriteMs.toFixed(0)} ms`,
    );
  }
  if (incidents === undefined) return lines.join('\n');
  const limits = Object.entries(incidents.limitHours).map(([priority, hours]) => `${priority}: ${hours.toFixed(1)} h`);
  const ofEach = Object.entries(incidents.told.byPriority).map(
    ([priority, { incidents: count, share }]) => `${priority}: ${share.toFixed(3)} of ${count}`,
  );
  return [
    ...lines,
    `${incidents.events} events of ${incidents.incidents} incidents: ${Math.round(incidents.eventsPerSecond)} a second`,
    `limits from opening to closing, of the first ${incidents.learnt}: ${limits.join(', ')}`,
    `made_sla told right of the rest: ${incidents.told.share.toFixed(3)} (${ofEach.join(', ')}); ${incidents.told.ofAllKept.toFixed(3)} by "always kept"`,
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
