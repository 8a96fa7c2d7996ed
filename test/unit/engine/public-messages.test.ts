import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY_MS, DEFAULT_POLICY, HOUR_MS } from '../../../src/domain/policy.ts';
import type { PublicMessage } from '../../../src/domain/public-message.ts';
import { createPublicListener, MOST_WAITING, type PublicListener } from '../../../src/engine/public-messages.ts';
import type { Analyzer } from '../../../src/ports/analyzer.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { analysis, CONTENT } from '../../support/conversation.ts';

const NOW = Date.UTC(2026, 10, 2, 9);
const clock = createSimulatedClock(NOW);
let folder: string;
let store: Store;
let listener: PublicListener;
/** Texts in the order of reading; one that says "break" breaks. */
let texts: string[];

const ANALYZER: Analyzer = {
  async analyze({ text }) {
    texts.push(text);
    if (text === 'break') throw new Error('It took too long');
    return analysis([], { sentiment: text.includes('awful') ? -0.5 : 0 });
  },
  search: async () => [],
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-public-'));
  store = await createSqliteStore({ file: join(folder, 'desk.db') });
  texts = [];
  listener = createPublicListener({
    store,
    clock,
    logger: pino({ level: 'silent' }),
    trained: () => ({ content: CONTENT, analyzer: ANALYZER }),
    policy: () => DEFAULT_POLICY,
    names: () => ['Lamp Shop'],
  });
});

afterEach(async () => {
  await listener.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

function message(parts: Partial<PublicMessage> = {}): PublicMessage {
  return {
    channel: 'chat',
    account: 'shop',
    place: '1',
    placeName: 'general',
    messageKey: 'm1',
    authorKey: 'kim',
    text: 'Lamp Shop is awful today',
    writtenAt: NOW + 5 * 60_000,
    ...parts,
  };
}

const kept = () => store.read.publicMessages.between({ since: 0, until: NOW + DAY_MS }, { limit: 9_999 });

test('a message is kept as its hour, place and mood, without its words and its writer', async () => {
  listener.hear(message());
  await listener.settled();
  const rows = await kept();
  expect(rows).toEqual([
    {
      id: expect.any(Number),
      at: NOW,
      channel: 'chat',
      place: '1',
      placeName: 'general',
      messages: 1,
      reading: { locale: 'en', intent: undefined, sentiment: -0.5, namesDesk: true },
    },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/awful|kim|m1/);
});

test('a message that is told again counts once, and the same words anew twice', async () => {
  for (const messageKey of ['m1', 'm1', 'm2']) listener.hear(message({ messageKey }));
  await listener.settled();
  listener.hear(message());
  await listener.settled();
  expect(await kept()).toHaveLength(2);
});

test('what staff write, and what says nothing, is not kept', async () => {
  await store.transaction(async (tx) => {
    await tx.staff.save({ id: 'sam', name: 'Sam', role: 'agent' }, NOW);
    await tx.staff.identify({ platform: 'chat', account: 'shop', userKey: 'sam' }, 'sam');
  });
  listener.hear(message({ authorKey: 'sam' }));
  listener.hear(message({ messageKey: 'm2', text: ' ' }));
  await listener.settled();
  expect(await kept()).toEqual([]);
  expect(texts).toEqual([]);
});

test('of a flood what is too much is counted by hour and place, and the rest is read', async () => {
  for (let index = 0; index < MOST_WAITING + 40; index += 1) {
    const place = index >= MOST_WAITING + 30 ? '2' : '1';
    listener.hear(message({ messageKey: `m${index}`, place, writtenAt: NOW + HOUR_MS }));
  }
  await listener.settled();
  const rows = await kept();
  const unread = rows.filter(({ reading }) => reading === undefined);
  expect(rows.filter(({ reading }) => reading !== undefined).length + sum(unread)).toBe(MOST_WAITING + 40);
  expect(unread.map(({ place }) => place).toSorted()).toEqual(['1', '2']);
  expect(unread.every(({ at }) => at === NOW + HOUR_MS)).toBe(true);
});

test('a message that cannot be read is counted, and the next one is read', async () => {
  listener.hear(message({ text: 'break' }));
  listener.hear(message({ messageKey: 'm2' }));
  await listener.settled();
  expect((await kept()).map(({ reading }) => reading?.sentiment)).toEqual([-0.5, undefined]);
});

test('what waits at the end is counted as not read', async () => {
  for (let index = 0; index < 10; index += 1) listener.hear(message({ messageKey: `m${index}` }));
  await listener.stop();
  expect(sum(await kept())).toBe(10);
  listener.hear(message({ messageKey: 'late' }));
  expect(sum(await kept())).toBe(10);
});

function sum(rows: readonly { messages: number }[]): number {
  return rows.reduce((total, { messages }) => total + messages, 0);
}
