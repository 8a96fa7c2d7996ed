/** Feeds patterns long inputs in a thread that can be ended, so that one that takes for ever is found as well. */

import { Worker } from 'node:worker_threads';
import type { Pattern } from './find-patterns.ts';
import { type HostileInput, hostileInputsFor } from './hostile-inputs.ts';

export interface FeederOptions {
  /** How many UTF-16 units an input has. */
  length: number;
  /** How long one input may take. */
  boundMs: number;
  /** After so long without an answer a pattern is given up. */
  patienceMs: number;
}

interface Slowest {
  index: number;
  ms: number;
}

/** What is wrong with those of the patterns that take longer than the bound for some input, a line each. */
export async function findSlow(patterns: readonly Pattern[], options: FeederOptions): Promise<string[]> {
  const slow: string[] = [];
  let thread = startThread(options);
  for (const { at, source, flags } of patterns) {
    const inputs = hostileInputsFor(source, flags);
    const slowest = await thread.feed(source, flags, inputs);
    if (slowest === undefined || slowest.ms > options.boundMs) {
      const took = slowest === undefined ? `over ${options.patienceMs} ms` : `${Math.round(slowest.ms)} ms`;
      slow.push(
        `${at} takes ${took} for ${describe(inputs[slowest?.index ?? thread.lastIndex()])}: /${source}/${flags}`,
      );
    }
    if (slowest === undefined) {
      await thread.end();
      thread = startThread(options);
    }
  }
  await thread.end();
  return slow;
}

function describe({ prefix, pump, suffix }: HostileInput = { prefix: '', pump: '', suffix: '' }): string {
  return `${JSON.stringify(prefix)} + ${JSON.stringify(pump)} × n + ${JSON.stringify(suffix)}`;
}

interface Thread {
  /** The slowest input; undefined when the thread does not answer in time, after which it is of no more use. */
  feed(source: string, flags: string, inputs: readonly HostileInput[]): Promise<Slowest | undefined>;
  /** The input it was last at work with. */
  lastIndex(): number;
  end(): Promise<number>;
}

function startThread({ length, boundMs, patienceMs }: FeederOptions): Thread {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./feed-worker.mjs', import.meta.url), { workerData: { progress, boundMs } });
  return {
    feed: (source, flags, inputs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => finish(undefined), patienceMs);
        const finish = (slowest: Slowest | undefined): void => {
          clearTimeout(timer);
          worker.off('message', finish);
          worker.off('error', reject);
          resolve(slowest);
        };
        worker.once('message', finish);
        worker.once('error', reject);
        const texts = inputs.map((input) => ({ ...input, count: Math.ceil(length / input.pump.length) }));
        worker.postMessage({ source, flags, texts });
      }),
    lastIndex: () => Atomics.load(progress, 0),
    end: () => worker.terminate(),
  };
}
