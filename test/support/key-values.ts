import type { Clock } from '../../src/ports/clock.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';

/** What an adapter remembers, for tests without a store: it outlives the adapter, as a store does. */
export function createMapKeyValues({ now }: Pick<Clock, 'now'>): KeyValueStore {
  const values = new Map<string, { value: string; expiresAt: number }>();
  return {
    async get(key) {
      const found = values.get(key);
      return found === undefined || found.expiresAt <= now() ? undefined : found.value;
    },
    async set(key, value, keepMs) {
      values.set(key, { value, expiresAt: now() + keepMs });
    },
    async delete(key) {
      values.delete(key);
    },
  };
}
