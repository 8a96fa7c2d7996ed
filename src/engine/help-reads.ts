/** Counts which help articles are read on their pages. */

import { WAYS_OF_READING } from '../domain/help-use.ts';
import { repeat } from '../lib/repeat.ts';
import type { ArticleReads } from '../ports/help-use.ts';
import type { EngineContext } from './context.ts';

export interface HelpReadCounter {
  /** Never waits and never throws. */
  count(article: { id: string; locale: string }): void;
  /** Resolves when what was counted is kept. */
  stop(): Promise<void>;
}

export interface HelpReadCounterOptions extends Pick<EngineContext, 'store' | 'clock' | 'logger'> {
  isCounted(): boolean;
}

/** However often pages are asked for, so long passes between two times of writing; what a process counted when it dies is lost. */
const KEPT_EVERY_MS = 10_000;
const [ON_PAGE] = WAYS_OF_READING;

/** Counts from now on. */
export function createHelpReadCounter({ store, clock, logger, isCounted }: HelpReadCounterOptions): HelpReadCounter {
  const counted = new Map<string, ArticleReads>();
  const keep = async (): Promise<void> => {
    const reads = [...counted.values()];
    if (reads.length === 0) return;
    counted.clear();
    try {
      await store.transaction(async (tx) => {
        for (const one of reads) await tx.helpUse.addReads({ ...one, at: clock.now() });
      });
    } catch (error) {
      logger.warn({ err: error }, 'reads of help articles were not counted');
    }
  };
  const stopKeeping = repeat(clock, KEPT_EVERY_MS, keep);
  return {
    count({ id: articleId, locale }) {
      if (!isCounted()) return;
      const key = JSON.stringify([articleId, locale]);
      counted.set(key, { articleId, locale, way: ON_PAGE, count: (counted.get(key)?.count ?? 0) + 1 });
    },
    async stop() {
      await stopKeeping();
      await keep();
    },
  };
}
