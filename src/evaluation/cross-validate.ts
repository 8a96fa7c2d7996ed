import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { findUpwards } from '../lib/find-upwards.ts';
import type { Fold } from './folds.ts';
import type { Judged } from './judge-fold.ts';

/** What a thread says of a fold. */
export type FoldAnswer = { judged: Judged[] } | { error: string };

export interface CrossValidation {
  /** Called whenever another fold is judged. */
  onFold(): void;
  /** Ends it early. */
  signal: AbortSignal;
}

const WORKER = 'dist/src/evaluation/fold-worker.js';

/**
 * Has each fold judged by a bot that was trained without it, several side by side in threads of their own. The answers come in the
 * order of the folds; empty where the signal ended it.
 * @throws Error when a thread cannot be started, or a fold cannot be judged
 */
export async function crossValidate(folds: readonly Fold[], options: CrossValidation): Promise<Judged[][]> {
  const { onFold, signal } = options;
  const file = findUpwards(import.meta.dirname, WORKER);
  if (file === undefined) throw new Error(`${WORKER} is missing: run "npm run build".`);
  const waiting = [...folds.entries()];
  const judged: Judged[][] = [];

  async function work(): Promise<void> {
    const worker = new Worker(file as string);
    const end = () => void worker.terminate();
    signal.addEventListener('abort', end);
    try {
      for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
        const answer = await ask(worker, next[1]);
        if (answer === undefined) return;
        judged[next[0]] = answer;
        onFold();
      }
    } finally {
      signal.removeEventListener('abort', end);
      await worker.terminate();
    }
  }

  await Promise.all(Array.from({ length: Math.min(folds.length, availableParallelism()) }, work));
  return signal.aborted ? [] : judged;
}

/** Undefined where the thread was ended meanwhile. */
function ask(worker: Worker, fold: Fold): Promise<Judged[] | undefined> {
  return new Promise((resolve, reject) => {
    const onExit = () => resolve(undefined);
    worker.once('error', reject);
    worker.once('exit', onExit);
    worker.once('message', (answer: FoldAnswer) => {
      worker.off('error', reject);
      worker.off('exit', onExit);
      if ('judged' in answer) resolve(answer.judged);
      else reject(new Error(`The bot could not be trained on a part of the desk: ${answer.error}`));
    });
    worker.postMessage(fold);
  });
}
