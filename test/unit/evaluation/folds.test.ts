import { array, assert, integer, property, string, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toFolds } from '../../../src/evaluation/folds.ts';
import { withValues } from '../../../src/evaluation/judge-fold.ts';
import { intentNamed, localeOf, slotNamed } from './content-pieces.ts';

const contents = array(uniqueArray(string({ minLength: 1 }), { minLength: 1, maxLength: 12 }), { maxLength: 5 }).map(
  (intents) => localeOf(intents.map((utterances, index) => intentNamed(`intent ${index}`, utterances))),
);
const counts = integer({ min: 2, max: 6 });

test('every utterance is held out once and learnt in all other folds, but where an intent has no other', () => {
  assert(
    property(contents, counts, (content, count) => {
      const folds = toFolds(content, count);
      for (const { name, utterances } of content.intents) {
        for (const text of utterances) {
          const heldOut = folds.filter((fold) => fold.heldOut.some((one) => one.intent === name && one.text === text));
          const learnt = folds.filter((fold) =>
            fold.content.intents.some((intent) => intent.name === name && intent.utterances.includes(text)),
          );
          expect(heldOut).toHaveLength(utterances.length === 1 ? 0 : 1);
          expect(learnt).toHaveLength(folds.length - heldOut.length);
        }
      }
    }),
  );
});

test('each fold has about the same share of each intent', () => {
  assert(
    property(contents, counts, (content, count) => {
      for (const { heldOut } of toFolds(content, count)) {
        for (const { name, utterances } of content.intents) {
          const own = heldOut.filter(({ intent }) => intent === name).length;
          expect(own).toBeLessThanOrEqual(Math.ceil(utterances.length / count));
        }
      }
    }),
  );
});

test('the same content is dealt out the same, whatever else is in it and in whatever order; another seed deals otherwise', () => {
  const letters = [...'abcdefghij'];
  const [a, b] = [intentNamed('a', letters), intentNamed('b', letters.toReversed())];
  const heldOutOfA = (...args: Parameters<typeof toFolds>) =>
    toFolds(...args).map(({ heldOut }) =>
      heldOut
        .filter(({ intent }) => intent === 'a')
        .map(({ text }) => text)
        .sort(),
    );
  const alone = heldOutOfA(localeOf([a]), 5);
  expect(heldOutOfA(localeOf([b, { ...a, utterances: letters.toReversed() }]), 5)).toEqual(alone);
  expect(heldOutOfA(localeOf([a]), 5, 2)).not.toEqual(alone);
});

test('what comes with the desk is never held out', () => {
  expect(toFolds(localeOf([intentNamed('greeting', ['hi', 'hello'], { builtIn: true })]), 2)).toEqual([]);
});

describe('an utterance as customers write it', () => {
  const intent = intentNamed('buy', [], {
    slots: [
      slotNamed('order', { type: 'order_number' }),
      slotNamed('colour', { type: 'choice', values: { red: [], blue: [] } }),
      slotNamed('wish', { type: 'text' }),
    ],
  });
  test.each([
    ['where is {order}', 'where is 100234'],
    ['in {colour}, {wish}', 'in red, '],
    ['my mail is {email}', 'my mail is anna@example.com'],
    ['no mark', 'no mark'],
    ['{constructor}', '{constructor}'],
  ])('%s', (utterance, written) => {
    expect(withValues(utterance, intent)).toBe(written);
  });
});
