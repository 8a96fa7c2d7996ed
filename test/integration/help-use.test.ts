import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/policy.ts';
import { DEFAULT_RETENTION } from '../../src/domain/retention.ts';
import { prune } from '../../src/engine/timers/sweeper.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder, { policy: { countsHelpUse: true } });
});
afterEach(() => desk.stop());
afterAll(() => folder.remove());

const range = () => ({ since: 0, until: desk.clock.now() + DAY_MS });
const helpUse = () => desk.store.read.helpUse;

function searches(customer: string, argument: string): Promise<string> {
  const command = { kind: 'command', command: 'help', isPrivate: true } as const;
  return desk.receive({ ...command, messageKey: `s${customer}${argument}`, argument }, { customer });
}

test('what three customers search for is known by its words, without them; what one does is not', async () => {
  for (const customer of ['ann', 'ben', 'kim']) await searches(customer, 'Bicycle PUMP?');
  await searches('kim', 'my secret name');
  expect(await helpUse().searches(range(), 9)).toEqual([
    { words: 'bicycle pump', locale: 'en', searches: 3, customers: 3, withoutResult: 3 },
  ]);
  expect(await helpUse().countSearches(range())).toEqual({ searches: 4, withoutResult: 4 });
});

test('an article that a search has found and that is picked is read once', async () => {
  await searches('ann', 'gift card');
  const [choice] = desk.channel.shown.at(-1)?.message.choices ?? [];
  const messageKey = `platform-${desk.channel.shown.at(-1)?.message.id}`;
  await desk.receive({ kind: 'choice', messageKey, choiceId: choice?.id ?? '' }, { customer: 'ann' });
  expect(await helpUse().reads(range(), 9)).toEqual([{ articleId: 'gift-cards', locale: 'en', way: 'chat', count: 1 }]);
  expect(await helpUse().countSearches(range())).toEqual({ searches: 1, withoutResult: 0 });
});

test('words that few searched for are forgotten with the decisions', async () => {
  await searches('ann', 'rare words');
  await prune({ ...desk.context, retention: { ...DEFAULT_RETENTION, decisionsMs: -1 } });
  expect(await helpUse().countSearches(range())).toEqual({ searches: 0, withoutResult: 0 });
});
