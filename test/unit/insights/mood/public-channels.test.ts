import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../../src/domain/policy.ts';
import { publicChannels } from '../../../../src/insights/mood/public-channels.ts';
import type { Block } from '../../../../src/insights/report.ts';
import type { PublicMessageReads, StoredPublicMessage } from '../../../../src/ports/public-messages.ts';

/** A Monday. */
const SINCE = Date.UTC(2026, 10, 2);
const PERIOD = { since: SINCE, until: SINCE + 28 * DAY_MS };

type Parts = Partial<StoredPublicMessage['reading'] & object> & { day?: number; place?: string; unread?: number };

let lastId = 0;

function messages(count: number, { day = 0, place = 'general', unread, ...reading }: Parts = {}) {
  return Array.from({ length: count }, (_, index): StoredPublicMessage => {
    lastId += 1;
    return {
      id: lastId,
      at: SINCE + day * DAY_MS + (index % 24) * HOUR_MS,
      channel: 'chat',
      place: `id of ${place}`,
      placeName: place,
      messages: unread ?? 1,
      reading:
        unread === undefined
          ? { locale: 'en', intent: undefined, sentiment: 0, namesDesk: false, ...reading }
          : undefined,
    };
  });
}

function report(rows: StoredPublicMessage[]): Promise<Block[]> {
  const inOrder = rows.toSorted((a, b) => a.at - b.at || a.id - b.id);
  const publicMessages: PublicMessageReads = {
    async between({ since, until }, { limit, after }) {
      const rest = after === undefined ? inOrder : inOrder.slice(inOrder.findIndex(({ id }) => id === after.id) + 1);
      return rest.filter(({ at }) => at >= since && at < until).slice(0, limit);
    },
  };
  return publicChannels({ publicMessages, period: PERIOD, timeZone: 'UTC' });
}

const tables = (blocks: Block[]) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
const charts = (blocks: Block[]) => blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
const texts = (blocks: Block[]) => blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));

test('where nothing is listened to it is said how to, and nothing else', async () => {
  const blocks = await report([]);
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'text']);
  expect(texts(blocks)[0]).toContain('listen_to');
});

test('mood is told by week and channel, with intervals, against the period before', async () => {
  const usual = [-28, -21, -14, -7, 0, 7, 14].flatMap((day) => [
    ...messages(30, { day }),
    ...messages(10, { day, sentiment: 0.4 }),
  ]);
  const turned = messages(60, { day: 21, sentiment: -0.4 });
  const blocks = await report([...usual, ...turned, ...messages(25, { day: 21, place: 'ideas', sentiment: 0.4 })]);
  const [all, byPlace] = charts(blocks);
  expect(all).toMatchObject({ kind: 'lines', series: [{ name: 'positive' }, { name: 'negative' }] });
  const points = all?.kind === 'lines' ? all.series[1]?.points : [];
  expect(points?.map(({ y, count }) => [Math.round(y * 100), count])).toEqual([
    [0, 40],
    [0, 40],
    [0, 40],
    [71, 85],
  ]);
  expect(points?.[3]?.low).toBeLessThan(0.71);
  expect(byPlace).toMatchObject({ series: [{ name: 'general (chat)' }, { name: 'ideas (chat)' }] });
  const [table] = tables(blocks);
  expect(table?.rows.map(([name, count]) => [name, count])).toEqual([
    ['all', 205],
    ['general (chat)', 180],
    ['ideas (chat)', 25],
  ]);
  expect(table?.rows[1]?.at(-1)).toMatch(/more negative/);
  expect(table?.rows[2]?.at(-1)).toBe('');
});

test('mentions are drawn, topics of five messages or more are told, and what was not read is counted', async () => {
  const blocks = await report([
    ...messages(20),
    ...messages(6, { intent: 'gift_card', namesDesk: true, sentiment: -0.5 }),
    ...messages(4, { intent: 'rare' }),
    ...messages(2, { unread: 50 }),
  ]);
  expect(texts(blocks)[0]).toMatch(
    /^30 messages of 1 channel, not for the bot; 6 of them name the desk\. 100 messages more/,
  );
  expect(charts(blocks).at(-1)).toMatchObject({ title: 'Messages that name the desk a day' });
  expect(tables(blocks).at(-1)?.rows).toEqual([['gift_card', 6, 0.2, 1, expect.any(Number), 1]]);
});

test('too few messages are no mood, and channels without a name go by their id', async () => {
  const rows = messages(5).map((row) => ({ ...row, placeName: '' }));
  const blocks = await report(rows);
  expect(blocks.find(({ kind }) => kind === 'unknown')).toMatchObject({
    reason: expect.stringContaining('20 are needed'),
  });
  const many = await report(messages(30).map((row) => ({ ...row, placeName: '' })));
  expect(tables(many)[0]?.rows[1]?.[0]).toBe('id of general (chat)');
});

test('channels of one name are told apart by their ids, and nothing is drawn of before anybody was heard', async () => {
  const other = messages(25, { day: 14, namesDesk: true }).map((row) => ({ ...row, place: '2' }));
  const blocks = await report([...messages(30, { day: 14 }), ...other]);
  const names = tables(blocks)[0]?.rows.map(([name]) => name);
  expect(names).toEqual(['all', 'general (chat id of general)', 'general (chat 2)']);
  const mentions = charts(blocks).at(-1);
  expect(mentions?.kind === 'lines' && mentions.series[0]?.points.map(({ y }) => y)).toEqual([
    25,
    ...Array(13).fill(0),
  ]);
});

test('a period without messages after one with some is told without figures', async () => {
  const blocks = await report(messages(30, { day: -5 }));
  expect(JSON.stringify(blocks)).not.toMatch(/NaN|null/);
  expect(texts(blocks)[0]).toMatch(/^0 messages/);
});
