import { describe, expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import type { Intent, LocaleContent } from '../../../src/domain/content.ts';
import { findWeaknesses } from '../../../src/evaluation/find-weaknesses.ts';
import { claimedUtterances } from '../../../src/evaluation/rules/claimed-utterances.ts';
import { intentNamed, localeOf } from './content-pieces.ts';

const others = intentNamed('others', [
  'do you sell gift cards',
  'when are you open today',
  'I want to speak to somebody',
  'what does it cost to send it to France',
]);

function repeatsOf(a: string, b: string): string[][] {
  const content = localeOf([intentNamed('a', [a]), intentNamed('b', [b]), others]);
  return claimedUtterances(content)
    .filter(({ rule }) => rule === 'near_repeat')
    .map(({ subject }) => subject);
}

describe('utterances that are nearly the same in two intents', () => {
  test.each([
    ['where is my order', 'where is my orders'],
    ["what's new with my parcel", 'whats new with my parcel'],
    ['is order {order_number} here', 'is order {number} here?'],
    ['where is my order, please', 'where is my order please'],
    ['取消訂閱電子報', '取消订阅电子报'],
  ])('%s | %s', (a, b) => {
    expect(repeatsOf(a, b)).toEqual([[`a: ${a}`, `b: ${b}`]]);
  });

  test.each([
    ['where is my parcel', 'where is my refund'],
    ['cancel my order', 'change my order'],
    [
      'how many miles can I drive before I need to change my tires',
      'how many miles can I drive before I need to change my oil',
    ],
    // The check of the files tells of these already.
    ['Where is my order?', 'where is my order'],
    ['?!', '...'],
  ])('not %s | %s', (a, b) => {
    expect(repeatsOf(a, b)).toEqual([]);
  });

  test('within one intent they do no harm', () => {
    const content = localeOf([intentNamed('a', ['where is my order', 'where is my orders']), others]);
    expect(claimedUtterances(content)).toEqual([]);
  });
});

describe('intents that overlap', () => {
  const track = ['where is my order', 'has my order left', 'is the order on its way', 'follow my order please'];
  const follow = [
    'where is the order now',
    'has the order left already',
    'is my order on its way',
    'please follow the order',
  ];

  test('the pair is told once, with the utterances that are like those of the other, whatever their order', () => {
    const intents = [intentNamed('track', track), intentNamed('follow', follow), others];
    for (const order of [intents, intents.toReversed()]) {
      const found = claimedUtterances(localeOf(order)).filter(({ rule }) => rule === 'overlapping_intents');
      expect(found.map(({ subject }) => subject)).toEqual([['follow', 'track']]);
      expect(found[0]?.reason).toContain('"is my order on its way" (follow) is like "is the order on its way"');
    }
  });

  test('one that comes with the desk cannot be changed, and overlaps with none', () => {
    const built = intentNamed('follow', follow, { builtIn: true });
    expect(claimedUtterances(localeOf([intentNamed('track', track), built, others]))).toEqual([]);
  });
});

describe('the sample desk and those of relaydesk init', async () => {
  const desks = await Promise.all(['.', 'starter/en', 'starter/zh'].map((root) => loadContent({ root })));
  const contents = desks.flatMap(({ content }) => content ?? []);

  test('have no weakness', () => {
    expect(contents).toHaveLength(3);
    expect(contents.flatMap(findWeaknesses)).toEqual([]);
  });

  test('most intents that are cut in two at random are found to overlap, and hardly any others', () => {
    const locales = Object.values(contents[0]?.locales ?? {});
    for (const content of locales) {
      const found = claimedUtterances(cutInTwo(content)).filter(({ rule }) => rule === 'overlapping_intents');
      const halves = found.filter(({ subject: [a = '', b = ''] }) => a.slice(0, -2) === b.slice(0, -2));
      expect(halves.length).toBeGreaterThan(0.75 * content.intents.length);
      expect(found.length - halves.length).toBeLessThanOrEqual(3);
    }
  });
});

function cutInTwo(content: LocaleContent): LocaleContent {
  const half = (intent: Intent, rest: number): Intent => ({
    ...intent,
    name: `${intent.name}_${rest}`,
    utterances: intent.utterances.filter((_, index) => ((index * 19) % 100 < 50 ? 0 : 1) === rest),
  });
  const own = content.intents.filter(({ builtIn }) => builtIn !== true);
  return { ...content, intents: own.flatMap((intent) => [half(intent, 0), half(intent, 1)]) };
}
