import { expect, test } from 'vitest';
import { decideIntent } from '../../../src/domain/confidence-gate.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { backgroundTexts } from '../../../src/lib/background/background.ts';
import {
  createIntentClassifier,
  type IntentClassifier,
  type LabelledText,
  trainIntentClassifier,
} from '../../../src/understanding/classifier/intent-classifier.ts';

const ENGLISH: Record<string, string[]> = {
  track: [
    'where is my parcel',
    'track my order',
    'when will my parcel arrive',
    'my order has not come yet',
    'is my parcel on its way',
  ],
  refund: [
    'I want my money back',
    'give me a refund',
    'how do I get a refund',
    'please refund my payment',
    'refund the lamp',
  ],
  password: [
    'I forgot my password',
    'reset my password',
    'cannot log in, wrong password',
    'change the password',
    'password is lost',
  ],
  hours: [
    'when are you open',
    'what are your opening hours',
    'are you open on sunday',
    'until when are you open',
    'open today',
  ],
  invoice: [
    'send me an invoice',
    'where is my invoice',
    'I need the invoice as a pdf',
    'invoice for my company',
    'download the invoice',
  ],
};
const CHINESE: Record<string, string[]> = {
  track: ['我的包裹到哪了', '查一下快递', '订单什么时候到', '物流怎么不动了', '包裹还没收到'],
  refund: ['我要退款', '怎么退钱', '退款什么时候到账', '把钱退给我', '申请退款'],
  password: ['忘记密码了', '怎么改密码', '密码错误登录不了', '重置密码', '找回密码'],
  invoice: ['怎么开发票', '发票在哪里下载', '我要发票', '补开发票', '公司抬头的发票'],
};

function examplesOf(utterances: Record<string, string[]>): LabelledText[] {
  return Object.entries(utterances).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })));
}

function trainOn(examples: readonly LabelledText[], locale: string): IntentClassifier {
  return createIntentClassifier(trainIntentClassifier({ locale, examples, background: backgroundTexts(locale) }));
}

test('a handful of examples is enough to tell the intents of new texts in English and Chinese', () => {
  const english = trainOn(examplesOf(ENGLISH), 'en');
  expect(english('has my parcel arrived')[0]?.intent).toBe('track');
  expect(english('reste my pasword')[0]?.intent).toBe('password');
  const chinese = trainOn(examplesOf(CHINESE), 'zh');
  expect(chinese('我的快递到哪里了')[0]?.intent).toBe('track');
  expect(chinese('密码忘了')[0]?.intent).toBe('password');
});

test('a text out of scope gets less confidence than any that is in scope', () => {
  const classify = trainOn(examplesOf(ENGLISH), 'en');
  const inScope = ['where is my order', 'refund please', 'forgot password', 'send the invoice'].map(
    (text) => classify(text)[0]?.confidence ?? 0,
  );
  const outOfScope = ['what is the weather like', 'tell me a joke', 'my cat likes fish', 'who won the election'].map(
    (text) => classify(text)[0]?.confidence ?? 1,
  );
  expect(Math.max(...outOfScope)).toBeLessThan(Math.min(...inScope));
  expect(Math.max(...outOfScope)).toBeLessThan(DEFAULT_POLICY.answerIntentAt);
});

test('confidences come best first, are probabilities, and add up to at most 1', () => {
  const classify = trainOn(examplesOf(ENGLISH), 'en');
  for (const text of ['refund', 'my parcel and my invoice', '', 'zzz', 'constructor __proto__ toString']) {
    const confidences = classify(text).map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    expect(confidences.every((confidence) => confidence >= 0 && confidence <= 1)).toBe(true);
    expect(confidences.reduce((sum, confidence) => sum + confidence, 0)).toBeLessThanOrEqual(1.000001);
  }
});

test('the same examples give the same answers', () => {
  const [first, second] = [1, 2].map(() => trainOn(examplesOf(ENGLISH), 'en')('where is my refund'));
  expect(first).toEqual(second);
});

test('no examples, one example and one intent are enough not to fail', () => {
  expect(trainOn([], 'en')('hello')).toEqual([]);
  expect(trainOn([{ intent: 'a', text: 'hello there' }], 'en')('hello there')).toHaveLength(1);
  expect(trainOn([{ intent: 'a', text: '???' }], 'fr')('bonjour')).toHaveLength(1);
});

test('everyday talk that the desk has an intent for is in scope', () => {
  const jokes = [
    'tell me a joke',
    'tell me another joke',
    'do you know a joke',
    'say something funny',
    'a joke please',
  ];
  const classify = trainOn(examplesOf({ ...ENGLISH, jokes }), 'en');
  expect(classify('tell me a joke please')[0]).toMatchObject({ intent: 'jokes' });
  expect(classify('tell me a joke please')[0]?.confidence).toBeGreaterThan(DEFAULT_POLICY.offerAt);
});

test.each([
  [[], 'none'],
  [[0.1], 'none'],
  [[0.2], 'clarify'],
  [[0.59, 0.1], 'clarify'],
  [[0.6, 0.1], 'answer'],
  [[0.6, 0.36], 'clarify'],
  [[0.6, 0.35], 'answer'],
])('confidences %j lead to "%s"', (confidences, decision) => {
  expect(
    decideIntent(
      confidences.map((confidence) => ({ confidence })),
      DEFAULT_POLICY,
    ),
  ).toBe(decision);
});
