import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../src/domain/analysis.ts';
import { isRight, type Outcome, outcomeOf } from '../../../src/replay/outcome.ts';
import { analysis, CONTENT, escalated, heldByAnna, TestConversation } from '../../support/conversation.ts';

/** What a turn of the conversation comes to. */
function say(conversation: TestConversation, text: string, read: Analysis): Outcome {
  const [record] = conversation.says(text, read).records;
  if (record === undefined) throw new Error('Nothing was decided.');
  return outcomeOf(record);
}

const askedForNumber = () => {
  const conversation = new TestConversation();
  say(conversation, 'where is it', analysis([['track_order', 0.9]]));
  return conversation;
};

describe('a turn is', () => {
  const fresh = () => new TestConversation();
  test.each<[string, () => TestConversation, Analysis, Partial<Outcome>]>([
    [
      'answered from an intent',
      fresh,
      analysis([['gift_card', 0.9]]),
      { kind: 'answered', asked: false, actedOn: { kind: 'intent', intent: 'gift_card' } },
    ],
    [
      'answered from an article that was found',
      fresh,
      analysis([], { answers: [['returns', 0.9]] }),
      { kind: 'answered', actedOn: { kind: 'intent', intent: 'return_item' } },
    ],
    [
      'answered when a missing value is asked for',
      fresh,
      analysis([['track_order', 0.9]]),
      { kind: 'answered', asked: true, actedOn: { kind: 'intent', intent: 'track_order' } },
    ],
    [
      'answered when the value is given',
      askedForNumber,
      analysis([], { expectedSlotValue: '12345' }),
      { kind: 'answered', asked: false, actedOn: { kind: 'intent', intent: 'track_order' } },
    ],
    [
      'answered when the matter is called off',
      askedForNumber,
      analysis([], { cancels: true }),
      { kind: 'answered', asked: false, actedOn: undefined },
    ],
    [
      'answered when it is smalltalk',
      fresh,
      analysis([['thanks', 0.9]]),
      { kind: 'answered', asked: false, actedOn: { kind: 'intent', intent: 'thanks' } },
    ],
    [
      'clarified when choices are offered',
      fresh,
      analysis([
        ['gift_card', 0.45],
        ['track_order', 0.4],
      ]),
      { kind: 'clarified', actedOn: undefined, offered: ['gift_card', 'track_order'] },
    ],
    ['clarified when it cannot be read', fresh, analysis([], { readable: false }), { kind: 'clarified', offered: [] }],
    ['clarified when the value asked for is missing again', askedForNumber, analysis([]), { kind: 'clarified' }],
    [
      'escalated on request',
      fresh,
      analysis([], { wantsPerson: true }),
      { kind: 'escalated', reason: 'requested', actedOn: { kind: 'person' } },
    ],
    [
      'escalated as the file of its intent says',
      fresh,
      analysis([['complaint', 0.9]]),
      { kind: 'escalated', reason: 'intent', actedOn: { kind: 'intent', intent: 'complaint' } },
    ],
    [
      'escalated when nothing is found',
      fresh,
      analysis([]),
      { kind: 'escalated', reason: 'no_answer', actedOn: undefined },
    ],
    [
      'escalated when the customer is angry, whatever the matter',
      fresh,
      analysis([['gift_card', 0.9]], { angry: true }),
      { kind: 'escalated', reason: 'angry', actedOn: undefined },
    ],
    [
      'escalated while it waits for a person',
      escalated,
      analysis([['gift_card', 0.9]]),
      { kind: 'escalated', reason: 'held' },
    ],
    [
      'escalated while a person holds it',
      heldByAnna,
      analysis([['gift_card', 0.9]]),
      { kind: 'escalated', reason: 'held' },
    ],
  ])('%s', (_what, conversation, read, expected) => {
    expect(say(conversation(), 'what the customer says', read)).toMatchObject(expected);
  });
});

test('two turns in a row that nothing comes of are first clarified, then escalated', () => {
  const conversation = new TestConversation();
  const unreadable = analysis([], { readable: false });
  expect(say(conversation, '??', unreadable)).toMatchObject({ kind: 'clarified', reason: undefined });
  expect(say(conversation, '??', unreadable)).toMatchObject({ kind: 'escalated', reason: 'repeated_failure' });
});

describe('what was acted on is right', () => {
  const outcome = (actedOn: Outcome['actedOn']): Outcome => ({
    kind: 'answered',
    asked: false,
    reason: undefined,
    actedOn,
    offered: [],
    locale: 'en',
  });
  test.each<[string, Outcome['actedOn'], string, boolean]>([
    ['when it is the label', { kind: 'intent', intent: 'gift_card' }, 'gift_card', true],
    ['not when it is another intent', { kind: 'intent', intent: 'gift_card' }, 'track_order', false],
    ['when the label answers from the article', { kind: 'article', articleId: 'returns' }, 'return_item', true],
    ['not when the label answers otherwise', { kind: 'article', articleId: 'returns' }, 'gift_card', false],
    ['when the label asks for a person', { kind: 'person' }, 'contact_human_agent', true],
    ['not when the label does not', { kind: 'person' }, 'complaint', false],
    ['not when there is no such intent', { kind: 'article', articleId: 'returns' }, 'no_such_intent', false],
    ['not when nothing was acted on', undefined, 'gift_card', false],
  ])('%s', (_when, actedOn, label, expected) => {
    expect(isRight(outcome(actedOn), label, CONTENT)).toBe(expected);
  });
});
