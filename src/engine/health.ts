import type { Logger } from 'pino';
import type { Store } from '../ports/store.ts';

/** How the desk is, for who watches it: numbers only, nothing of any customer. */
export interface Health {
  status: 'ready';
  /** Rows of the inbox that could not be handled and were set aside; undefined while the store cannot say. */
  setAside: number | undefined;
}

/** However often it is asked, the store is asked once in this time. */
const FRESH_FOR_MS = 5_000;

/** Says how the desk is; never rejects. */
export function createHealth({ store, logger }: { store: Store; logger: Logger }): () => Promise<Health> {
  let asked: { at: number; health: Promise<Health> } | undefined;
  const ask = async (): Promise<Health> => {
    try {
      return { status: 'ready', setAside: await store.read.inbox.countDead() };
    } catch (error) {
      logger.error({ err: error }, 'the store did not say how it is');
      return { status: 'ready', setAside: undefined };
    }
  };
  return () => {
    const now = performance.now();
    if (asked === undefined || now - asked.at >= FRESH_FOR_MS) asked = { at: now, health: ask() };
    return asked.health;
  };
}
