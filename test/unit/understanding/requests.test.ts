import { describe, expect, test } from 'vitest';
import type { Intent } from '../../../src/domain/content.ts';
import { findEntities } from '../../../src/understanding/entities.ts';
import { isOnlyCourtesy, withoutCourtesies } from '../../../src/understanding/requests/courtesies.ts';
import { countHolders, toDeniesIntent } from '../../../src/understanding/requests/denied-intents.ts';
import { isOnlyValues, leaningOf, namedPlace, namesAnother } from '../../../src/understanding/requests/leaning.ts';
import { toParts } from '../../../src/understanding/requests/split.ts';

describe('courtesies', () => {
  test.each([
    ['good morning, where is my parcel? Thank you so much!', 'where is my parcel?'],
    ['Hi there! Quick question: do you ship to Spain', 'do you ship to Spain'],
    ['ok then cancel it please', 'cancel it'],
    ["Hello team, I hope you're well. I need an invoice. Kind regards", 'I need an invoice'],
    ['thanks, but the lamp still flickers', 'but the lamp still flickers'],
    ['你好，请问怎么退货？谢谢！', '怎么退货？'],
    ['亲，在吗？我想问一下运费多少，麻烦了', '运费多少'],
  ])('%s → %s', (text, rest) => {
    expect(withoutCourtesies(text)).toBe(rest);
  });

  test.each([
    'history of my orders',
    'hi-fi speakers',
    'thankyou cards',
    'best lamp for reading',
    'good quality?',
    '好像坏了',
    '亲子灯有货吗',
  ])('words that only begin or end like one are kept: %s', (text) => {
    expect(withoutCourtesies(text)).toBe(text);
  });

  test('a text of courtesies alone is what it is', () => {
    for (const text of ['hello', 'Good morning!', 'thanks a lot 😀', '你好，谢谢']) {
      expect([isOnlyCourtesy(text), withoutCourtesies(text) === '']).toEqual([true, false]);
    }
    expect(isOnlyCourtesy('hello, where is it')).toBe(false);
    expect(isOnlyCourtesy('!!')).toBe(false);
  });
});

describe('parts', () => {
  test.each([
    ['where is my order and how do I pay', ['where is my order', 'how do I pay']],
    ['change the address on it, and is Klarna ok', ['change the address on it', 'is Klarna ok']],
    ['I need version 2.5 of www.a.example now', []],
    ['where is it? I want it back!', ['where is it?', 'I want it back']],
    ['怎么退货，另外你们发台湾吗', ['怎么退货', '你们发台湾吗']],
    ['怎麼退貨，還有你們發臺灣嗎', ['怎麼退貨', '你們發臺灣嗎']],
    ['the lamp and the cushion', []],
    ['1) where is my order 2) how do I pay', ['where is my order', 'how do I pay']],
    ['save a card + close the account', ['save a card', 'close the account']],
    ['布灯罩没坏 就是脏了 怎么洗', ['布灯罩没坏', '就是脏了', '怎么洗']],
  ])('%s', (text, parts) => {
    expect(toParts(text)).toEqual(parts);
  });

  test('a tale is not cut into requests', () => {
    expect(toParts('I waited, and waited, '.repeat(10))).toEqual([]);
  });
});

function intent(...utterances: string[]): Intent {
  const outcome = { kind: 'escalate' as const };
  return { name: 'x', locale: 'en', category: 'orders', importance: 3, utterances, slots: [], outcome };
}

describe('denied intents', () => {
  const cancel = intent(
    'cancel my order',
    'I want to cancel',
    "I don't want my order any more",
    '取消订单',
    '我要取消',
  );
  const charged = intent('I was charged twice', 'you charged me two times', '我被扣了两次钱', '重复扣款', '重复扣款了');
  const missing = intent(
    'my parcel has not arrived',
    'parcel never came',
    'where is my parcel',
    '包裹没到',
    '我的包裹',
  );

  test.each([
    ["don't cancel my order", cancel, true],
    ['please do not cancel it, just change the address', cancel, true],
    ['不要取消我的订单', cancel, true],
    ['I never asked you to cancel', cancel, true],
    ['I have not been charged twice', charged, true],
    ['我没有被重复扣款', charged, true],
    ["I can't cancel my order", cancel, false],
    ["I don't know how to cancel", cancel, false],
    ["I don't want my order any more", cancel, false],
    ['why did you not cancel my order', cancel, false],
    ['为什么不取消我的订单', cancel, false],
    ['不取消了', cancel, true],
    ['the money was taken but no order came', cancel, false],
    ['my parcel has not arrived', missing, false],
    ['我的包裹还没到', missing, false],
    ['不能取消订单', cancel, false],
    ['cancel my order', cancel, false],
    ['nothing was charged twice, I only have a question', charged, true],
    ['是重复扣款不', charged, false],
    ['没有重复扣款，我只是要发票', charged, true],
    ["what's not charged", charged, false],
    ["if you don't cancel my order I'll complain", cancel, false],
    ["if I do not like it, please don't cancel my order", cancel, true],
    ['如果我不取消订单会怎样', cancel, false],
  ])('%s', (text, about, isDenied) => {
    expect(toDeniesIntent(about.utterances)(text)).toBe(isDenied);
  });
});

test('a person is denied a word or two after the denial as well; another thing is not', () => {
  const person = intent('a human please', 'talk to a human', 'human agent', '转人工', '人工客服', '我要人工');
  const denies = toDeniesIntent(person.utterances, { reach: 2 });
  expect(denies('no need to get a human for this')).toBe(true);
  expect(denies('no need to connect me with a human')).toBe(true);
  expect(denies('不用给我转人工')).toBe(true);
  expect(denies('I want a human')).toBe(false);
  const order = intent('change my order', 'change the order', 'change it');
  expect(toDeniesIntent(order.utterances)('I do not want to see the order, change it')).toBe(false);
});

test('a word that hardly any other intent has names its own, in however few of its utterances', () => {
  const many = Array.from({ length: 40 }, (_, at) => `where is parcel ${at}`);
  const utterances = [...many, 'send the voucher', 'the voucher please'];
  expect(
    toDeniesIntent(utterances, { all: countHolders([...utterances, 'how do I pay']) })("I don't want the voucher"),
  ).toBe(true);
  expect(
    toDeniesIntent(utterances, { all: countHolders([...utterances, 'use a voucher', 'my voucher', 'old voucher']) })(
      "I don't want the voucher",
    ),
  ).toBe(false);
});

test.each([
  ['please cancel the first one', 0],
  ['the second order', 1],
  ['the last one', -1],
  ['第一个到哪里了', 0],
  ['第二单', 1],
  ['first of all, where is it', undefined],
  ['第一次买', undefined],
])('which of several is meant: %s', (text, place) => {
  expect(namedPlace(text)).toBe(place);
});

describe('leaning on what was said before', () => {
  test.each([
    ['how long does that take', 'further'],
    ['can I get it in red', 'further'],
    ['and to Spain?', 'same'],
    ['那香港呢', 'same'],
    ['and how much is it', 'further'],
    ['100235', 'possible'],
    ['where is my invoice', 'possible'],
    ['how do I change the delivery address of an order', 'none'],
    ['', 'none'],
  ])('%s: %s', (text, leaning) => {
    expect(leaningOf(text)).toBe(leaning);
  });

  test.each([
    ['100235', true],
    ['no, the other order: 100235', true],
    ['and 100235 and 100236?', true],
    ['不是这个，是另一个订单100236', true],
    ['where is 100235', false],
    ['no the other one', false],
  ])('%s says values alone: %s', (text, isOnly) => {
    expect(isOnlyValues(text, findEntities(text, 0))).toBe(isOnly);
  });

  test('another thing is told from the one before', () => {
    expect(['cancel the other order', '另一个订单', 'cancel my order'].map(namesAnother)).toEqual([true, true, false]);
  });
});
