import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { DeskContent, Intent, Slot } from '../../../src/domain/content.ts';
import { createUnderstander, type Understander } from '../../../src/understanding/understander.ts';

const ORDER_NUMBER: Slot = { name: 'order', type: 'order_number', ask: 'Which?', values: {}, pattern: undefined };
const REASON: Slot = { name: 'reason', type: 'text', ask: 'Why?', values: {}, pattern: undefined };
const SIZE: Slot = {
  name: 'size',
  type: 'choice',
  ask: 'Which?',
  values: { small: ['s'], large: ['l'] },
  pattern: undefined,
};

function intent(locale: string, name: string, utterances: string[], slots: Slot[] = []): Intent {
  return {
    name,
    locale,
    category: 'orders',
    importance: 3,
    utterances,
    slots,
    outcome: { kind: 'answer', text: name },
  };
}

const CONTENT: DeskContent = {
  version: 'test',
  locales: {
    en: {
      locale: 'en',
      articles: [],
      phrases: {},
      intents: [
        intent(
          'en',
          'cancel_order',
          ['cancel order {order}', 'cancel {order} please', 'I want to cancel my order', 'call off order {order}'],
          [ORDER_NUMBER, REASON],
        ),
        intent(
          'en',
          'track_order',
          ['where is order {order}', 'track {order}', 'where is my parcel', 'when does {order} arrive'],
          [ORDER_NUMBER],
        ),
        intent(
          'en',
          'change_size',
          ['I need size {size}', 'swap it for {size}', 'wrong size, I want {size}', 'other size please'],
          [SIZE],
        ),
      ],
    },
    zh: {
      locale: 'zh',
      articles: [],
      phrases: {},
      intents: [
        intent(
          'zh',
          'cancel_order',
          ['取消订单{order}', '我要取消订单', '订单不想要了', '把{order}取消'],
          [ORDER_NUMBER],
        ),
        intent('zh', 'track_order', ['订单{order}到哪了', '我的快递呢', '查物流', '包裹什么时候到'], [ORDER_NUMBER]),
      ],
    },
  },
};

let understander: Understander;
beforeAll(async () => {
  understander = await createUnderstander({ content: CONTENT, now: () => new Date(2024, 4, 15).getTime() });
});

test('a value in the text stands where the utterance has its mark, and fills the slot', () => {
  const { intents, entities } = understander.understand({ text: 'cancel order 00123842', locale: 'en' });
  expect(intents[0]).toMatchObject({ intent: 'cancel_order', slots: { order: '00123842' } });
  expect(entities).toMatchObject([{ type: 'order_number', value: '00123842' }]);
  const change = understander.understand({ text: 'please swap it for large', locale: 'en' });
  expect(change.intents[0]).toMatchObject({ intent: 'change_size', slots: { size: 'large' } });
});

test('a text in another language of the desk is understood in that language', () => {
  const understanding = understander.understand({ text: '订单12345678到哪了', locale: 'en' });
  expect(understanding.locale).toBe('zh');
  expect(understanding.intents[0]).toMatchObject({ intent: 'track_order', slots: { order: '12345678' } });
});

test('the answer to a question gives the value of the slot that was asked for', () => {
  const answer = (text: string, slot: string) =>
    understander.understand({ text, locale: 'en', expecting: { intent: 'cancel_order', slot } }).expectedSlotValue;
  expect(answer('it is #98765432', 'order')).toBe('98765432');
  expect(answer('no idea', 'order')).toBeUndefined();
  expect(answer('I found it cheaper', 'reason')).toBe('I found it cheaper');
  expect(answer('98765432', 'unknown slot')).toBeUndefined();
});

test('full-width digits and letters are read as plain ones', () => {
  const { entities } = understander.understand({ text: '订单号：１２３４５６７８', locale: 'zh' });
  expect(entities).toMatchObject([{ type: 'order_number', value: '12345678', start: 4, end: 12 }]);
});

test('traditional Chinese is read as simplified, and its values keep the characters that were written', async () => {
  const { intents, entities } = understander.understand({ text: '後天訂單12345678到哪了', locale: 'zh' });
  expect(intents[0]).toMatchObject({ intent: 'track_order', slots: { order: '12345678' } });
  expect(entities).toMatchObject([
    { type: 'date', text: '後天', start: 0, end: 2 },
    { type: 'order_number', text: '12345678', start: 4, end: 12 },
  ]);
  const name: Slot = { name: 'name', type: 'text', ask: '您貴姓？', values: {}, pattern: undefined };
  const color: Slot = {
    name: 'color',
    type: 'choice',
    ask: '什麼顏色？',
    values: { 紅色: ['赤'] },
    pattern: undefined,
  };
  const intentsInTraditional = [
    intent('zh', 'change_color', ['換成{color}', '我要{color}的', '顏色換一下'], [color, name]),
  ];
  const zh = { locale: 'zh', articles: [], phrases: {}, intents: intentsInTraditional };
  const other = await createUnderstander({ content: { version: 'test', locales: { zh } } });
  expect(other.understand({ text: '颜色换成红色', locale: 'zh' }).intents[0]).toMatchObject({
    intent: 'change_color',
    slots: { color: '紅色' },
  });
  const expecting = { intent: 'change_color', slot: 'name' };
  expect(other.understand({ text: '陳蘭', locale: 'zh', expecting }).expectedSlotValue).toBe('陳蘭');
});

test('an unreadable text has no intent', () => {
  expect(understander.understand({ text: '🎉🎉', locale: 'en' })).toMatchObject({ readable: false, intents: [] });
});

test('an unknown locale is answered in the first one, and content without locales is understood as nothing', async () => {
  expect(understander.understand({ text: 'где', locale: 'ru' }).locale).toBe('en');
  const empty = await createUnderstander({ content: { version: '', locales: {} } });
  expect(empty.understand({ text: 'hello', locale: 'en' })).toMatchObject({ locale: 'en', intents: [] });
});

test('no text at all makes it throw, and confidences stay probabilities that add up to at most 1', () => {
  const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 300 }));
  fc.assert(
    fc.property(anyText, (text) => {
      const { intents, entities, sentiment } = understander.understand({ text, locale: 'en' });
      expect(intents.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1.000001);
      expect(entities.every(({ start, end, text: own }) => end - start === own.length && end <= text.length)).toBe(
        true,
      );
      expect(Math.abs(sentiment)).toBeLessThanOrEqual(1);
    }),
  );
});

const HOSTILE = [
  'a',
  'a@',
  '1',
  '1 ',
  '1-',
  '(1',
  '我',
  '\ufdfa',
  '\ud800',
  '\u0000',
  'not ',
  'www.',
  'no ',
  'the the ',
  'talk to a ',
  'never buy ',
  'you are ',
  'terrible company ',
  '1,111',
  'ok ',
  '<script>',
  '\u202e',
  "'; drop table ",
  '{order} ',
  '__proto__ ',
  '第',
  '1月',
  '不',
  'sick of this ',
];

test('a hundred thousand characters of anything are read as fast as their beginning', () => {
  for (const part of HOSTILE) {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const started = performance.now();
    understander.understand({ text, locale: 'en', expecting: { intent: 'cancel_order', slot: 'order' } });
    expect(performance.now() - started, JSON.stringify(part)).toBeLessThan(500);
  }
});
