import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../../src/domain/policy.ts';
import { findNewWords, type TextRow } from '../../../../src/insights/demand/new-words.ts';
import { createWordReader } from '../../../../src/insights/words.ts';

const SINCE = 1_000 * DAY_MS;
const UNTIL = SINCE + 30 * DAY_MS;

const USUAL: Record<string, string[]> = {
  en: ['where is my parcel', 'I want to return the shoes', 'can I change the delivery address', 'my payment failed'],
  zh: ['我的包裹在哪里', '我想退货', '怎么修改收货地址', '付款失败了'],
};

/** Each of these customers writes something usual with a word more, on a day of their own. */
function texts(from: number, customers: number, locale: string, addition = ''): TextRow[] {
  return Array.from({ length: customers }, (_, index) => ({
    customerId: `${locale}-${from}-${addition}-${index}`,
    at: from + (index % 29) * DAY_MS,
    text: `${USUAL[locale]?.[index % 4]} ${addition}`,
    locale,
  }));
}

const BEFORE = [...texts(SINCE - 60 * DAY_MS, 120, 'en'), ...texts(SINCE - 60 * DAY_MS, 120, 'zh')];
const NOW = [...texts(SINCE, 60, 'en'), ...texts(SINCE, 60, 'zh')];

function newWords(rows: TextRow[]) {
  const found = findNewWords([...BEFORE, ...NOW, ...rows], { since: SINCE, until: UNTIL });
  return found.kind === 'known' ? found.terms.map(({ words }) => words) : found.reason;
}

test('what is new is shown as the phrase it is, in English and in Chinese, and what is usual is not', () => {
  const launch = [...texts(SINCE, 12, 'en', 'about the Polaris lantern'), ...texts(SINCE, 12, 'zh', '北极星灯笼')];
  const found = newWords(launch);
  expect(found).toContain('polaris lantern');
  expect(found).not.toContain('polaris');
  expect((found as string[]).some((words) => words.includes('灯笼'))).toBe(true);
  expect(found).not.toContain('parcel');
  expect(newWords([])).toEqual([]);
});

test('forms of a word are one, shown as most write it', () => {
  const forms = ['subscription', 'subscriptions', 'subscription', 'Subscription'];
  expect(newWords(forms.flatMap((form) => texts(SINCE, 3, 'en', form)))).toEqual(['subscription']);
});

test('words of fewer than three customers are not shown, however often they are written', () => {
  const two = texts(SINCE, 2, 'en', 'Wolfeschlegel');
  const often = Array.from({ length: 29 }).flatMap((_, day) =>
    two.map((row) => ({ ...row, at: SINCE + day * DAY_MS })),
  );
  expect(newWords(often)).toEqual([]);
});

test.each([
  'write to jane.doe@example.com',
  'order LF100234',
  'see https://example.org/private/path',
  'see example.org/private',
  'my number is +44 20 7946 0958',
  'ask @janedoe',
  '卡号6222020200112233',
])('of “%s” nothing personal is shown, whoever writes it', (addition) => {
  const shown = newWords(texts(SINCE, 20, 'en', addition)) as string[];
  expect(shown.filter((words) => /[\p{N}@]|jane|doe|example|private|lf/iu.test(words))).toEqual([]);
});

test('too few texts are no ground', () => {
  expect(findNewWords(texts(SINCE, 10, 'en'), { since: SINCE, until: UNTIL })).toEqual({
    kind: 'unknown',
    reason: "There are texts of 10 customers' days in the period and of 0 before; 30 of each are needed.",
  });
});

test('a word that everybody uses always is not new, and chance makes no news', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('blue', 'red', 'green', 'large', 'small'), { minLength: 200, maxLength: 200 }),
      (words) => {
        const rows = words.map((word, index) => ({
          ...{ customerId: `c${index}`, text: `${word} shoes`, locale: 'en' },
          at: index % 2 === 0 ? SINCE - DAY_MS : SINCE + DAY_MS,
        }));
        const found = findNewWords(rows, { since: SINCE, until: UNTIL });
        expect(found.kind === 'known' && found.terms.filter(({ words: shown }) => shown === 'shoes')).toEqual([]);
      },
    ),
    { numRuns: 20 },
  );
});

test.each([
  ['en', 'Where is my parcel? The cats were running.', [['parcel'], ['cat'], ['run']]],
  ['zh', '我的订单100234还没到', [['订单'], ['没']]],
  ['', 'Two words', [['two', 'words']]],
  ['de', 'Die Häuser', [['die', 'haus']]],
])('in %s the words of “%s” are %j', (locale, text, terms) => {
  expect(createWordReader(locale)(text).map((stretch) => stretch.map(({ term }) => term))).toEqual(terms);
});

test('the longest text costs no more than its beginning', () => {
  const read = createWordReader('en');
  expect(read('parcel '.repeat(100_000)).flat()).toHaveLength(143);
});
