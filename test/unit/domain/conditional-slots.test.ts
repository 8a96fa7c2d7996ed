import { expect, test } from 'vitest';
import type { Intent, Slot } from '../../../src/domain/content.ts';
import { analysis, CONTENT, TestConversation } from '../../support/conversation.ts';

const SOLUTION: Slot = {
  name: 'solution',
  type: 'choice',
  ask: 'What would you like?',
  values: { exchange: [], refund: [] },
  pattern: undefined,
};
const SIZE: Slot = {
  name: 'size',
  type: 'text',
  ask: 'Which size?',
  values: {},
  pattern: undefined,
  when: { name: 'solution', texts: ['exchange'], negated: false },
};
const DAMAGED: Intent = {
  name: 'damaged_item',
  locale: 'en',
  category: 'returns',
  importance: 3,
  utterances: ['it is broken'],
  slots: [SOLUTION, SIZE],
  outcome: { kind: 'answer', text: 'A {solution} it is{if size}, in size {size}{end}.' },
};

function conversation(): TestConversation {
  const made = new TestConversation();
  const en = { ...CONTENT.locales.en, locale: 'en', phrases: {}, articles: [], intents: [DAMAGED] };
  made.content = { ...CONTENT, locales: { en } };
  return made;
}

test('a slot under a condition is asked for when the condition holds', () => {
  const talk = conversation();
  talk.says('broken, I want another', analysis([['damaged_item', 0.9, { solution: 'exchange' }]]));
  expect(talk.sent[0]?.text).toBe('Which size?');
  talk.says('M', analysis([], { expectedSlotValue: 'M' }));
  expect(talk.sent[0]?.text).toBe('A exchange it is, in size M.');
});

test('a slot under a condition that does not hold is passed over, and so is what the answer says of it', () => {
  const talk = conversation();
  talk.says('it is broken', analysis([['damaged_item', 0.9]]));
  expect(talk.sent[0]?.text).toBe('What would you like?');
  talk.says('a refund', analysis([], { expectedSlotValue: 'refund' }));
  expect(talk.sent[0]?.text).toBe('A refund it is.');
});
