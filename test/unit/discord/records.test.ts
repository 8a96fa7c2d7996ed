import { expect, test } from 'vitest';
import { createDiscordRecords } from '../../../adapters/discord/records.ts';
import { createMapKeyValues } from '../../support/key-values.ts';

test('of very many reactions on a message the latest are remembered, in little space', async () => {
  const keyValues = createMapKeyValues({ now: () => 0 });
  const records = createDiscordRecords(keyValues);
  const all = Array.from({ length: 5_000 }, (_, index) => ({ userId: String(index), emoji: '👍' }));
  await records.noteReactions('m1', all);
  const kept = await records.reactionsOn('m1');
  expect(kept).toEqual(all.slice(-kept.length));
  expect(kept.length).toBeGreaterThan(0);
  expect((await keyValues.get('reactions:m1'))?.length).toBeLessThan(20_000);
});

test('a message without reactions takes no space', async () => {
  const keyValues = createMapKeyValues({ now: () => 0 });
  const records = createDiscordRecords(keyValues);
  await records.noteReactions('m1', [{ userId: '1', emoji: '👍' }]);
  await records.noteReactions('m1', []);
  expect(await keyValues.get('reactions:m1')).toBeUndefined();
  expect(await records.reactionsOn('m1')).toEqual([]);
});
