import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeyValueStore } from '../../src/engine/key-values.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';
import type { Store } from '../../src/ports/store.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { createMapKeyValues } from '../support/key-values.ts';

/** What every driver of the key-value port promises. */
function keyValueStoreContract(name: string, open: (clock: Clock) => Promise<KeyValueStore>): void {
  describe(`${name}: the key-value port`, () => {
    let clock: SimulatedClock;
    let keyValues: KeyValueStore;
    beforeEach(async () => {
      clock = createSimulatedClock(1_000);
      keyValues = await open(clock);
    });

    test('a value is known for as long as it is to be kept', async () => {
      await keyValues.set('k', 'one', 500);
      await clock.advanceTo(1_499);
      expect(await keyValues.get('k')).toBe('one');
      await clock.advanceTo(1_500);
      expect(await keyValues.get('k')).toBeUndefined();
    });

    test('setting it again replaces it and keeps it anew, and deleting it forgets it', async () => {
      await keyValues.set('k', 'one', 500);
      await clock.advanceTo(1_400);
      await keyValues.set('k', 'two', 500);
      await clock.advanceTo(1_800);
      expect(await keyValues.get('k')).toBe('two');
      await keyValues.delete('k');
      await keyValues.delete('never set');
      expect(await keyValues.get('k')).toBeUndefined();
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'relaydesk-key-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

async function openStore(): Promise<Store> {
  const store = await createSqliteStore({ file: join(folder, 'desk.db') });
  stores.push(store);
  return store;
}

keyValueStoreContract('the store', async (clock) =>
  createKeyValueStore({ store: await openStore(), clock, namespace: 'discord' }),
);
keyValueStoreContract('a map', async (clock) => createMapKeyValues(clock));

test('what one adapter remembers is there after a restart, and no other adapter finds it', async () => {
  const clock = createSimulatedClock(5_000);
  await createKeyValueStore({ store: await openStore(), clock, namespace: 'slack' }).set('k', 'one', 500);
  await stores.splice(0)[0]?.close();
  const store = await openStore();
  expect(await createKeyValueStore({ store, clock, namespace: 'slack' }).get('k')).toBe('one');
  expect(await createKeyValueStore({ store, clock, namespace: 'telegram' }).get('k')).toBeUndefined();
});
