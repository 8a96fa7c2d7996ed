import { expect, test } from 'vitest';
import { crossValidate } from '../../../src/evaluation/cross-validate.ts';
import { toFolds } from '../../../src/evaluation/folds.ts';
import { intentNamed, localeOf } from './content-pieces.ts';

const content = localeOf([
  intentNamed('gift_cards', ['do you sell gift cards', 'I want a gift card', 'gift card please', 'a gift card for 50']),
  intentNamed('hours', ['when are you open', 'opening hours', 'are you open today', 'until when are you open']),
]);

test('every fold is judged, in order, by threads of their own', async () => {
  const folds = toFolds(content, 4);
  let count = 0;
  const judged = await crossValidate(folds, { onFold: () => (count += 1), signal: new AbortController().signal });
  expect(count).toBe(4);
  expect(judged.map((fold) => fold.map(({ text, meant }) => [text, meant]))).toEqual(
    folds.map(({ heldOut }) => heldOut.map(({ text, intent }) => [text, intent])),
  );
}, 60_000);

test('it ends at once where it is interrupted, between folds and before the first', async () => {
  const controller = new AbortController();
  let count = 0;
  const onFold = () => {
    count += 1;
    controller.abort();
  };
  expect(await crossValidate(toFolds(content, 4), { onFold, signal: controller.signal })).toEqual([]);
  expect(count).toBe(1);
  expect(await crossValidate(toFolds(content, 4), { onFold, signal: controller.signal })).toEqual([]);
  expect(count).toBe(1);
}, 60_000);

test('what cannot be trained on is an error that says why', async () => {
  const [fold] = toFolds(content, 2);
  const broken = { ...fold, content: { ...content, intents: null } } as unknown as NonNullable<typeof fold>;
  const signal = new AbortController().signal;
  await expect(crossValidate([broken], { onFold: () => undefined, signal })).rejects.toThrow(/could not be trained/);
}, 60_000);
