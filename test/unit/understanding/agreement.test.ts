import { expect, test } from 'vitest';
import { agreementIn } from '../../../src/understanding/requests/agreement.ts';

test.each([
  'yes',
  'Yes!',
  'yes please',
  'ok, go ahead',
  'Sure, thanks',
  'please do',
  'yep 👍',
  '是的',
  '好的，谢谢',
  '好',
  '可以，麻烦您了',
  '确认',
  '请办理',
])('%j is a yes and nothing else', (text) => {
  expect(agreementIn(text)).toEqual({ says: 'yes', isAll: true });
});

test.each([
  'no',
  'No thanks',
  'nope, leave it',
  'please don’t',
  'wait',
  '不用了',
  '不要',
  '算了，谢谢',
  '先等等',
  'no no no',
])('%j is a no and nothing else', (text) => {
  expect(agreementIn(text)).toEqual({ says: 'no', isAll: true });
});

test.each([
  ['yes, cancel it', 'yes'],
  ['ok and where is 100235', 'yes'],
  ['no, it is 100235', 'no'],
  ['好的取消吧', 'yes'],
  ['不，是 100235', 'no'],
] as const)('%j begins with a %s and says more', (text, says) => {
  expect(agreementIn(text)).toEqual({ says, isAll: false });
});

test.each([
  'yesterday',
  'nothing',
  'not sure',
  'do you ship to Spain',
  'yes but not today',
  'no, only if it is free',
  'ok if it costs nothing',
  '好像不行',
  '可以，但是要快',
  'where is my order',
  '',
  '👍',
])('%j is neither', (text) => {
  expect(agreementIn(text)).toBeUndefined();
});
