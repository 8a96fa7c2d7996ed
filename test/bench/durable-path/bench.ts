/** Measures the whole durable path of a desk: `npm run bench` runs it, then the platforms. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Command, InvalidArgumentError } from 'commander';
import { CONTENT_ROOT_DEFAULT, contentRoot } from '../../../src/cli/content-root.ts';
import { fail } from '../../../src/cli/fail.ts';
import { openBounds } from './bounds.ts';
import { type BenchDesk, openBenchDesk } from './desk.ts';
import { type Load, type Run, runLoad, summarize } from './load.ts';

interface BenchOptions {
  root?: string;
  messages: number;
  memoryMessages: number;
  json?: boolean;
}

/** One measurement beside its bounds, all in messages per second. */
interface Measured {
  conversations: number;
  path: Load;
  understanding: Load;
  commits: Load;
  /** Of the path to the slower of the two. */
  ratio: number;
}

/** The path and its bounds are measured in turn, a slice at a time, so that a machine whose speed drifts is fair to all. */
const SLICES = 6;

await new Command('bench')
  .description(
    'measure how many messages a second this machine takes, beside what understanding and commits alone would allow',
  )
  .option('--root <dir>', `the folder that holds intents/ and knowledge/ (${CONTENT_ROOT_DEFAULT})`)
  .option('--messages <n>', 'messages a measurement', parseCount, 10_000)
  .option('--memory-messages <n>', 'messages between the readings of memory; 0 leaves memory out', parseCount, 100_000)
  .option('--json', 'print one JSON object')
  .action(async (options: BenchOptions) => {
    const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
    try {
      await bench(folder, options);
    } catch (error) {
      fail(error);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  })
  .parseAsync();

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError('It must be a whole number.');
  return count;
}

async function bench(folder: string, options: BenchOptions): Promise<void> {
  const desk = await openBenchDesk({ folder, root: contentRoot(options.root) });
  try {
    const measured: Measured[] = [];
    for (const conversations of [1, 200]) measured.push(await measure(desk, folder, conversations, options.messages));
    const memory = options.memoryMessages === 0 ? [] : await measureMemory(desk, options.memoryMessages);
    process.stdout.write(options.json ? `${JSON.stringify({ measured, memory })}\n` : render(measured, memory));
  } finally {
    await desk.close();
  }
}

async function measure(desk: BenchDesk, folder: string, conversations: number, messages: number): Promise<Measured> {
  // One conversation waits for each commit in turn, so that fewer messages tell as much.
  const slice = Math.ceil((conversations === 1 ? messages / 5 : messages) / SLICES);
  const load = { conversations, messages: slice };
  const bounds = await openBounds({ folder, desk, name: `commits-${conversations}` });
  const runs: Record<'path' | 'understanding' | 'commits', Run[]> = { path: [], understanding: [], commits: [] };
  // The first slice of each only warms up.
  for (let round = 0; round <= SLICES; round++) {
    const path = await runLoad(load, (conversation) => desk.ask(conversation));
    const understanding = await runLoad(load, bounds.understand);
    const commits = await runLoad(load, bounds.commit);
    if (round === 0) continue;
    runs.path.push(path);
    runs.understanding.push(understanding);
    runs.commits.push(commits);
  }
  await bounds.close();
  const path = summarize(runs.path);
  const understanding = summarize(runs.understanding);
  const commits = summarize(runs.commits);
  const slower = Math.min(understanding.messagesPerSecond, commits.messagesPerSecond);
  return { conversations, path, understanding, commits, ratio: path.messagesPerSecond / slower };
}

interface MemoryReading {
  messages: number;
  heapMb: number;
  residentMb: number;
}

/** Memory at rest, half-way and at the end, each after a collection, while messages come from ever new conversations. */
async function measureMemory(desk: BenchDesk, messages: number): Promise<MemoryReading[]> {
  const analyses = [readMemory(0)];
  for (const handled of [messages / 2, messages]) {
    const load = { conversations: 200, messages: Math.ceil(messages / 2) };
    await runLoad(load, (conversation, index) => desk.ask(`${conversation}-${handled}-${Math.floor(index / 1_000)}`));
    analyses.push(readMemory(handled));
  }
  return analyses;
}

function readMemory(messages: number): MemoryReading {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const toMb = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return { messages, heapMb: toMb(heapUsed), residentMb: toMb(rss) };
}

function render(measured: Measured[], memory: MemoryReading[]): string {
  const row = (cells: (string | number)[]) => cells.map((cell) => String(cell).padStart(15)).join('');
  const cells = ({ messagesPerSecond, p50Ms, p99Ms }: Load) =>
    `${Math.round(messagesPerSecond)}/s`.concat(`  ${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)} ms`).padStart(30);
  const lines = [
    'From the acceptance of a message to the sending of its answer, everything committed (rate, p50 / p99):',
    '',
    `${row(['conversations'])}${'whole path'.padStart(30)}${'understanding alone'.padStart(30)}${'commits alone'.padStart(30)}${row(['ratio'])}`,
    ...measured.map(
      (entry) =>
        `${row([entry.conversations])}${cells(entry.path)}${cells(entry.understanding)}${cells(entry.commits)}${row([entry.ratio.toFixed(2)])}`,
    ),
    '',
    ...(memory.length === 0 ? [] : ['Memory after a collection:', '', row(['messages', 'heap MB', 'resident MB'])]),
    ...memory.map(({ messages, heapMb, residentMb }) => row([messages, heapMb, residentMb])),
    '',
  ];
  return lines.join('\n');
}
