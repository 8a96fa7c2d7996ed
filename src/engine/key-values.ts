import type { Clock } from '../ports/clock.ts';
import type { KeyValueStore } from '../ports/key-values.ts';
import type { Store } from '../ports/store.ts';

export interface KeyValuesOptions {
  store: Store;
  clock: Clock;
  /** Whose they are: an adapter's name. */
  namespace: string;
}

/** What an adapter remembers, kept in the desk's store. Fails as the store does. */
export function createKeyValueStore({ store, clock, namespace }: KeyValuesOptions): KeyValueStore {
  return {
    get: (key) => store.read.keyValues.get(namespace, key, clock.now()),
    set: (key, value, keepMs) =>
      store.transaction((tx) => tx.keyValues.set({ namespace, key, value, expiresAt: clock.now() + keepMs })),
    delete: (key) => store.transaction((tx) => tx.keyValues.delete(namespace, key)),
  };
}
