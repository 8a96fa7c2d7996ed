/** Has what was said found by its words, soon after it was said and beside all other work. */

import { repeat } from '../../lib/repeat.ts';
import type { EngineContext } from '../context.ts';

/** So many texts of each kind in one transaction, which nothing else has to wait for long. */
const BATCH_SIZE = 200;
/** How soon it is looked again whether something was said, in milliseconds. */
const INTERVAL_MS = 2_000;

/** Indexes from now on. Returns a function that stops it and resolves when no batch is under way. */
export function startIndexing({ store, clock, logger }: EngineContext): () => Promise<void> {
  return repeat(clock, INTERVAL_MS, async (isStopped) => {
    try {
      while (!isStopped() && (await store.transaction((tx) => tx.tickets.indexTexts(BATCH_SIZE))) > 0) {
        // Each pass commits one batch.
      }
    } catch (error) {
      logger.error({ err: error }, 'what was said could not be indexed for the search; trying again');
    }
  });
}
