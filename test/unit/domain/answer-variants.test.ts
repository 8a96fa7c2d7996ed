import { expect, test } from 'vitest';
import { answerKey } from '../../../src/domain/answer-trial.ts';
import type { AnswerVariants, DeskContent } from '../../../src/domain/content.ts';
import { newConversationState } from '../../../src/domain/conversation.ts';
import { decide } from '../../../src/domain/decide.ts';
import type { DecideContext } from '../../../src/domain/decision.ts';
import { explainDecision } from '../../../src/domain/explain-decision.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { analysis, CONTENT } from '../../support/conversation.ts';

const TEXTS = ['From 20 on.', 'From 20 on, in the shop.', 'Yes, we do.'];

function contentWith(variants: AnswerVariants): DeskContent {
  const en = CONTENT.locales.en ?? { locale: 'en', phrases: {}, intents: [], articles: [] };
  const intents = en.intents.map((intent) =>
    intent.name === 'gift_card'
      ? { ...intent, outcome: { kind: 'answer' as const, text: variants.texts[variants.fixed ?? 0] ?? '', variants } }
      : intent,
  );
  return { ...CONTENT, locales: { ...CONTENT.locales, en: { ...en, intents } } };
}

function decideOn(variants: AnswerVariants, drawnAnswers: DecideContext['drawnAnswers'], confidence = 0.95) {
  const state = newConversationState({
    id: 'c1',
    channel: 'test',
    locale: 'en',
    customer: { id: 'u1', name: 'Kim' },
  } as Parameters<typeof newConversationState>[0]);
  const event = {
    ...{ kind: 'turn' as const, messageIds: ['m1'], text: 'gift card?', messageKey: 'k1', files: 0 },
    analysis: analysis([['gift_card', confidence]]),
  };
  const decision = decide(state, event, {
    ...{ content: contentWith(variants), policy: DEFAULT_POLICY, now: 1, eventId: 'e1' },
    ...(drawnAnswers && { drawnAnswers }),
  });
  const said = decision.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message.text] : []));
  return { said, record: decision.records[0] };
}

test('the answer that was drawn is said, and kept with how often it is', () => {
  const { said, record } = decideOn({ texts: TEXTS }, new Map([['en/gift_card', { index: 1, share: 0.62 }]]));
  expect(said).toEqual([TEXTS[1]]);
  expect(record?.answer).toEqual({ key: answerKey(TEXTS[1] ?? ''), number: 2, of: 3, share: 0.62 });
  const lines = record && explainDecision({ ...record, id: 1, outcome: undefined, correction: undefined });
  expect(lines?.[1]).toBe(
    'Of the intent’s 3 answers it drew number 2, which 62 % of the customers are given: as likely is it to be the best.',
  );
});

test('one that is fixed is said whatever was drawn', () => {
  const drawn = new Map([['en/gift_card', { index: 1, share: 1 }]]);
  const { said, record } = decideOn({ texts: TEXTS, fixed: 2 }, drawn);
  expect(said).toEqual([TEXTS[2]]);
  expect(record?.answer).toEqual({ key: answerKey(TEXTS[2] ?? ''), number: 3, of: 3, share: undefined });
});

test('the first is said where nothing was drawn, and counts for no trial', () => {
  const { said, record } = decideOn({ texts: TEXTS }, undefined);
  expect(said).toEqual([TEXTS[0]]);
  expect(record?.answer).toBeUndefined();
});

test('nothing of several answers is said where the intent is not sure enough', () => {
  const { said, record } = decideOn({ texts: TEXTS }, new Map([['en/gift_card', { index: 1, share: 1 }]]), 0.3);
  expect(record?.action).not.toBe('answered');
  expect(record?.answer).toBeUndefined();
  expect(said.filter((text) => TEXTS.includes(text))).toEqual([]);
});
