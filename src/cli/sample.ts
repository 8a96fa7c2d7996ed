import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { ADAPTERS } from '../adapters.ts';
import { readDeskFile } from '../config/desk-file.ts';
import { projectRoot } from '../config/project-root.ts';
import { openServiceLevels } from '../config/service-levels.ts';
import { planHistory } from '../sample/plan.ts';
import { playPlan } from '../sample/play.ts';
import { withTriedAnswers } from '../sample/tried-answers.ts';
import { toTruthFile } from '../sample/truth-file.ts';
import { refuseUnlessEmpty } from './empty-folder.ts';
import { fail } from './fail.ts';
import { abortOnSignals, INTERRUPTED } from './interruption.ts';
import { trainDesk } from './train-desk.ts';

interface SampleOptions {
  days: number;
  seed: number;
}

const HELP = `
It writes the sample desk into the folder and has months of customers and staff play on it in simulated time, up to now: weekly and
daily rhythm, growth, an outage, a launch, agents on shifts, customers who come back and some who never do. Everything the desk shows
is then what it would have written itself. What was planted stands in truth.json beside it; docs/sample-history.md explains it.

Afterwards: npx relaydesk start --root FOLDER, and npx relaydesk report overview --root FOLDER.
The folder has to be empty, or not there yet, and is empty again where this is interrupted. The same seed gives the same history for
the same end, but for the ids that the desk draws.`;

/** `relaydesk sample`: a desk with a past. */
export function sampleCommand(): Command {
  return new Command('sample')
    .description('write a desk with a believable history into an empty folder, to see every page alive')
    .argument('<folder>', 'where to write it')
    .option('--days <n>', 'how many days of history', parseWhole(1, 400), 120)
    .option('--seed <n>', 'which history', parseWhole(0, 1_000_000), 7)
    .addHelpText('after', HELP)
    .action((folder: string, options: SampleOptions) => sample(resolve(folder), options).catch(fail));
}

function parseWhole(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

const TRUTH_FILE = 'truth.json';
const PARTS = ['intents', 'knowledge', 'actions', 'desk.yaml'];

/** What the sample desk does not promise, and one with a past may. */
const PROMISES = `
# What customers are promised, and what the desk wants to reach: reports say whether it does.
opening_hours: workshop
sla:
  - { name: Everybody, calendar: workshop, first_reply_minutes: 120, resolution_hours: 12 }
goals:
  automation_rate: 0.5
  first_response_median_minutes: 60
  reopen_rate: 0.08
  sla_kept: 0.9
staffing:
  within_minutes: 30
  chats_at_once: 2
  shifts:
    - { name: early, from: "08:00", hours: 8 }
    - { name: middle, from: "10:00", hours: 8 }
    - { name: late, from: "12:00", hours: 8 }
  people:
    - { name: Mara, not: [saturday, sunday], prefers: [early] }
    - { name: Jonas, not: [saturday, sunday] }
    - { name: Lin, not: [thursday, sunday], prefers: [late] }
    - { name: Pia, not: [tuesday, friday] }
# What support costs, to set it against what the bot saves.
costs: { currency: EUR, staff_hour: 32, month: 79 }
`;

async function sample(folder: string, options: SampleOptions): Promise<void> {
  await refuseUnlessEmpty(folder);
  const signal = abortOnSignals();
  try {
    await fill(folder, options, signal);
  } catch (error) {
    await empty(folder);
    throw error;
  }
  if (signal.aborted) {
    await empty(folder);
    process.stderr.write(`Interrupted: the history was not finished, and ${folder} is empty again.\n`);
    process.exitCode = INTERRUPTED;
  }
}

async function fill(folder: string, { days, seed }: SampleOptions, signal: AbortSignal): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true });
  for (const part of PARTS) await cp(join(projectRoot(), part), join(folder, part), { recursive: true });
  await appendFile(join(folder, 'desk.yaml'), PROMISES);
  for (const locale of ['en', 'zh'] as const) {
    const file = join(folder, 'intents', locale, 'delivery.yaml');
    await writeFile(file, withTriedAnswers(await readFile(file, 'utf8'), locale));
  }
  const settings = await readDeskFile(folder);
  const desk = await trainDesk({ root: folder, data, models: join(data, 'models') });
  try {
    const channels = ['web', ...ADAPTERS.map(({ name }) => name).toReversed()];
    const plan = planHistory({ until: Date.now(), days, seed, channels });
    const { turns } = await showingProgress(days, (onProgress) =>
      playPlan({
        ...{ plan, seed, signal, onProgress },
        trained: desk.trained,
        policy: settings.policy,
        serviceLevels: openServiceLevels(settings),
        logger: desk.logger,
        storeFile: join(data, 'relaydesk.db'),
      }),
    );
    if (signal.aborted) return;
    await writeFile(join(folder, TRUTH_FILE), toTruthFile(plan, { seed, days }));
    const { talks, customers } = plan;
    process.stdout.write(
      `${talks.length} talks of ${customers.length} customers, ${turns} turns. Start it: npx relaydesk start --root ${folder}\n`,
    );
  } finally {
    await desk.trained.analyzer.close();
  }
}

async function showingProgress<T>(
  days: number,
  work: (onProgress: (done: number, all: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: '{bar} {percentage} % of {days} days | {eta_formatted} left',
    stream: process.stderr,
  });
  try {
    return await work((done, all) => {
      if (done === 1) bar.start(all, 0, { days });
      if (done % 50 === 0 || done === all) bar.update(done);
    });
  } finally {
    bar.stop();
  }
}

/** Takes away what was written. */
async function empty(folder: string): Promise<void> {
  for (const part of [...PARTS, 'data', TRUTH_FILE]) await rm(join(folder, part), { recursive: true, force: true });
}
