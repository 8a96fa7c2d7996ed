/** Has what was said found by its words, soon after it was said and beside all other work. */

import type { EngineContext } from '../context.ts';

/** So many texts of each kind in one transaction, which nothing else has to wait for long. */
const BATCH_SIZE = 200;
/** How soon it is looked again whether something was said, in milliseconds. */
const INTERVAL_MS = 2_000;

/** Indexes from now on. Returns a function that stops it and resolves when no batch is under way. */
export function startIndexing({ store, clock, logger }: EngineContext): () => Promise<void> {
  let stopped = false;
  let cancel = () => {};
  let underWay = run();

  async function run(): Promise<void> {
    try {
      while (!stopped && (await store.transaction((tx) => tx.tickets.indexTexts(BATCH_SIZE))) > 0) {
        // Each pass commits one batch.
      }
    } catch (error) {
      logger.error({ err: error }, 'what was said could not be indexed for the search; trying again');
    }
    if (stopped) return;
    cancel = clock.schedule(clock.now() + INTERVAL_MS, () => {
      underWay = run();
    });
  }

  return async () => {
    stopped = true;
    cancel();
    await underWay;
  };
}
