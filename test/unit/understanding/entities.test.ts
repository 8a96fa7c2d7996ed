import { expect, test } from 'vitest';
import type { EntityType, Slot } from '../../../src/domain/content.ts';
import { findEntities, findOfType, markEntities } from '../../../src/understanding/entities.ts';
import { findExpectedValue, findSlotValues } from '../../../src/understanding/slots.ts';

/** A Wednesday, at noon local time. */
const NOW = new Date(2024, 4, 15, 12).getTime();

function valuesIn(text: string): string[] {
  return findEntities(text, NOW).map(({ type, value }) => `${type} ${value}`);
}

function slot(type: EntityType, parts: Partial<Slot> = {}): Slot {
  return { name: 'value', type, ask: '?', values: {}, pattern: undefined, ...parts };
}

test.each([
  ['where is order 12345678', ['order_number 12345678']],
  ['order #AB-123456 please', ['order_number AB123456']],
  ['my order no12345', ['order_number 12345']],
  ['订单12345678到哪了', ['order_number 12345678']],
  ['call me on +44 20 7946 0958', ['phone +442079460958']],
  ['我的电话是13812345678', ['phone 13812345678']],
  ['(555) 123-4567', ['phone 5551234567']],
  ['write to Ann.Lee+shop@Example.co.uk.', ['email ann.lee+shop@example.co.uk']],
  ['see https://shop.example/a?b=1, thanks', ['url https://shop.example/a?b=1']],
  ['you charged $1,299.50 twice', ['amount 1299.5 USD']],
  ['30 euros and 5块', ['amount 30 EUR', 'amount 5 CNY']],
  ['￥99.9', ['amount 99.9 CNY']],
  ['I bought 3 lamps', ['number 3']],
  ['version 1.2.3 of the app', []],
  ['nothing here', []],
])('finds the values in "%s"', (text, expected) => {
  expect(valuesIn(text)).toEqual(expected);
});

test.each([
  ['2024-06-01', '2024-06-01'],
  ['on 13/06/2024', '2024-06-13'],
  ['3/4/2024', '2024-03-04'],
  ['3.4.2024', '2024-04-03'],
  ['May 3rd', '2024-05-03'],
  ['the 3rd of June 2023', '2023-06-03'],
  ['december 28', '2023-12-28'],
  ['tomorrow', '2024-05-16'],
  ['the day before yesterday', '2024-05-13'],
  ['in 3 days', '2024-05-18'],
  ['two weeks ago', '2024-05-01'],
  ['last monday', '2024-05-13'],
  ['on friday', '2024-05-17'],
  ['next wednesday', '2024-05-22'],
  ['2024年6月1日', '2024-06-01'],
  ['6月1号', '2024-06-01'],
  ['昨天买的', '2024-05-14'],
  ['大后天', '2024-05-18'],
  ['三天前', '2024-05-12'],
  ['下周一', '2024-05-20'],
  ['上周日', '2024-05-12'],
])('reads "%s" as the day %s', (text, day) => {
  expect(valuesIn(text)).toContain(`date ${day}`);
});

test('there is no day such as the 31st of February', () => {
  expect(findOfType('date', '2024-02-31 and 31 February', NOW)).toEqual([]);
});

test('an entity says where it stands, as the customer wrote it', () => {
  const text = 'Is #AB-123456 late?';
  const [entity] = findEntities(text, NOW);
  expect(entity).toEqual({ type: 'order_number', value: 'AB123456', text: '#AB-123456', start: 3, end: 13 });
  expect(text.slice(entity?.start, entity?.end)).toBe('#AB-123456');
});

test('values are replaced by their type for classification, and the words of a date are kept', () => {
  const text = 'order 12345678 from yesterday';
  expect(markEntities(text, findEntities(text, NOW)).replace(/\s+/g, ' ').trim()).toBe(
    'order {order_number} from yesterday {date}',
  );
});

test('the slots of an intent are filled from the text without being asked for', () => {
  const slots = [
    slot('order_number', { name: 'order_number' }),
    slot('choice', { name: 'size', values: { small: ['s', '小号'], large: ['l', '大号'] } }),
    slot('text', { name: 'reason' }),
  ];
  expect(findSlotValues(slots, 'swap the lamp of 12345678 for L please', NOW)).toEqual({
    order_number: '12345678',
    size: 'large',
  });
  expect(findSlotValues(slots, '换成小号', NOW)).toEqual({ size: 'small' });
  expect(findSlotValues(slots, 'a small problem? not really', NOW)).toEqual({ size: 'small' });
  expect(findSlotValues(slots, 'smaller', NOW)).toEqual({});
});

test('an answer to a question gives the value that was asked for', () => {
  expect(findExpectedValue(slot('order_number'), 'it is 13812345678', NOW)).toBe('13812345678');
  expect(findExpectedValue(slot('order_number'), "I don't know", NOW)).toBeUndefined();
  expect(findExpectedValue(slot('number'), 'three of them', NOW)).toBe('3');
  expect(findExpectedValue(slot('number'), '两个', NOW)).toBe('2');
  expect(findExpectedValue(slot('email'), 'me@shop.example', NOW)).toBe('me@shop.example');
  expect(findExpectedValue(slot('text'), `  ${'x'.repeat(600)} `, NOW)).toBe('x'.repeat(500));
  expect(findExpectedValue(slot('text'), '   ', NOW)).toBeUndefined();
});

test('a value has to match the pattern of its slot, in its canonical form or as written', () => {
  const patterned = slot('order_number', { pattern: '[A-Z]{2}-\\d{6}' });
  expect(findExpectedValue(patterned, 'AB-123456', NOW)).toBe('AB-123456');
  expect(findExpectedValue(patterned, '12345678', NOW)).toBeUndefined();
  expect(findExpectedValue(slot('order_number', { pattern: 'X\\d{3}' }), 'it is x123 I think', NOW)).toBe('x123');
});
