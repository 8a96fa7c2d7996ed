import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { TEXTS } from './samples.ts';

export function keyValueContract(current: () => Store): void {
  describe('key-values', () => {
    const set = (key: string, value: string, expiresAt = 100, namespace = 'discord') =>
      current().transaction((tx) => tx.keyValues.set({ namespace, key, value, expiresAt }));
    const get = (key: string, now = 0, namespace = 'discord') => current().read.keyValues.get(namespace, key, now);

    test('a value is known under its key, in its namespace, until it is replaced or deleted', async () => {
      expect(await get('k')).toBeUndefined();
      await set('k', 'one');
      await set('k', 'other', 100, 'slack');
      expect([await get('k'), await get('k', 0, 'slack')]).toEqual(['one', 'other']);
      await set('k', 'two');
      expect(await get('k')).toBe('two');
      await current().transaction((tx) => tx.keyValues.delete('discord', 'k'));
      expect([await get('k'), await get('k', 0, 'slack')]).toEqual([undefined, 'other']);
    });

    test('a value is forgotten at its time, and what has expired is pruned', async () => {
      await set('k', 'one', 100);
      await set('later', 'two', 101);
      expect([await get('k', 99), await get('k', 100)]).toEqual(['one', undefined]);
      await current().transaction((tx) => tx.keyValues.prune(100));
      expect([await get('k', 0), await get('later', 0)]).toEqual([undefined, 'two']);
    });

    test.each(Object.entries(TEXTS))('a key and a value come back exactly: %s', async (_name, text) => {
      await set(text.slice(0, 200), text);
      expect(await get(text.slice(0, 200))).toBe(text);
    });
  });
}
