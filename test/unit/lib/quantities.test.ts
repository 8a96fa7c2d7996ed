import { expect, test } from 'vitest';
import { quantitiesAsked, quantitiesStated } from '../../../src/lib/quantities.ts';

test.each([
  ['en', 'how many weeks do you hold it', 'time'],
  ['en', 'what does a postcard to Malta cost, how much', 'money'],
  ['en', 'is there a maximum size', 'size'],
  ['en', 'is 30 w too strong', 'power'],
  ['zh', '要等几天', 'time'],
  ['zh', '运费多少钱', 'money'],
  ['zh', '箱子最多多重', 'size'],
])('%s: “%s” asks for %s', (locale, text, kind) => {
  expect(quantitiesAsked(text, locale)).toContain(kind);
});

test.each([
  ['en', 'We keep it for weeks: 3 weeks.', ['time']],
  ['en', 'That is 12.50 EUR.', ['money']],
  ['en', 'Boxes up to 80 cm and 9 kg.', ['size']],
  ['en', 'Press the button.', []],
  ['zh', '我们保管 14 天。', ['time']],
  ['zh', '每件 3 欧元。', ['money']],
  ['zh', '请按按钮。', []],
  ['fr', 'Trois semaines, 12 EUR.', []],
])('%s: “%s” states %j', (locale, text, kinds) => {
  expect([...quantitiesStated(text, locale)]).toEqual(kinds);
});
