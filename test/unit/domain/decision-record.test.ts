import { describe, expect, test } from 'vitest';
import type { RequestedCall } from '../../../src/domain/actions/requested-call.ts';
import type { Decision, DeskEvent } from '../../../src/domain/decision.ts';
import {
  ACTIONS,
  type Correction,
  type DecisionOutcome,
  type DecisionRecord,
  RULES,
} from '../../../src/domain/decision-record.ts';
import { describeAnalysis, explainDecision } from '../../../src/domain/explain-decision.ts';
import { actingConversation } from '../../support/acting-conversation.ts';
import { ANNA, analysis, escalated, heldByAnna, TestConversation } from '../../support/conversation.ts';

const FACTS = {
  ticketNumber: 1,
  ahead: { count: 0, isMore: false },
  articles: [],
  newCode: 'X',
  codeMinutes: 15,
  codeWaitMs: 0,
  typedCode: undefined,
  mergedWith: [],
};
const UNREAD: DeskEvent = { kind: 'unread', messageIds: ['c1'], messageKey: undefined };
const close = analysis([
  ['gift_card', 0.45],
  ['track_order', 0.4],
]);

const fresh = () => new TestConversation();
const askedForNumber = () => after(fresh(), (kim) => kim.says('where is it', analysis([['track_order', 0.9]])));
const answered = () => after(fresh(), (kim) => kim.says('gift card?', analysis([['gift_card', 0.9]])));
const offered = () => after(fresh(), (kim) => kim.says('card order', close));
const failedOnce = () => after(fresh(), (kim) => kim.says('asdfghj', analysis([], { readable: false })));
const resolved = () => after(heldByAnna(), (kim) => kim.does(ANNA, { kind: 'resolve' }));
const press = (choiceId: string) => (kim: TestConversation) =>
  kim.handle({ kind: 'choice', messageId: 'c9', choiceId });

const orderNumber = (value: string) => ({
  type: 'order_number' as const,
  value,
  text: value,
  start: 0,
  end: value.length,
});

function denying(intent: string): ReturnType<typeof analysis> {
  const read = analysis([[intent, 0.9]]);
  const intents = read.understanding.intents.map((one) => ({ ...one, isDenied: true }));
  return { ...read, understanding: { ...read.understanding, intents } };
}

const CANCEL = analysis([['cancel_order', 0.9, { order_number: '100234' }]]);
const CANCELLED = { kind: 'answered' as const, outcome: 'cancelled', values: {} };
const cancelling = () => after(actingConversation(), (kim) => kim.says('cancel 100234', CANCEL));

/** Somebody who is to be reminded now. */
function reminded(): TestConversation {
  const kim = fresh();
  const step = { kind: 'say' as const, text: 'It begins soon.' };
  const pending = { id: 'f1', intent: 'book', slots: {}, outcome: 'booked', values: {}, validUntil: undefined, step };
  kim.state = { ...kim.state, followUps: [{ ...pending, dueAt: kim.now }] };
  return kim;
}

function cancellation(): RequestedCall {
  const { effects } = cancelling().presses('Yes, please');
  const [call] = effects.flatMap((effect) => (effect.kind === 'perform_action' ? [effect.call] : []));
  if (call === undefined) throw new Error('Nothing was requested.');
  return call;
}

/** The decision about the rest of the turn. */
function withoutFirst(decision: Decision): Decision {
  return { ...decision, records: decision.records.slice(1) };
}

function after(kim: TestConversation, act: (kim: TestConversation) => void): TestConversation {
  act(kim);
  return kim;
}

/** Why, in the words that staff read, of what one turn is decided by each rule. */
const TURNS: [
  rule: DecisionRecord['rule'],
  action: DecisionRecord['action'],
  before: () => TestConversation,
  act: (kim: TestConversation) => Decision,
  lines: string[],
][] = [
  [
    'intent_confident',
    'answered',
    fresh,
    (kim) =>
      kim.says(
        'gift card?',
        analysis([
          ['gift_card', 0.91],
          ['track_order', 0.04],
        ]),
      ),
    [
      'Answered as the intent “gift_card” says.',
      'Sure enough of the intent “gift_card”: 0.91, and 0.6 is needed; next came “track_order” with 0.04.',
    ],
  ],
  [
    'intent_confident',
    'answered',
    fresh,
    (kim) => kim.says('return it', analysis([['return_item', 0.9]], { answers: [['returns', 0.3]] })),
    [
      'Answered as the intent “return_item” says, from the article “returns”.',
      'Sure enough of the intent “return_item”: 0.90, and 0.6 is needed.',
    ],
  ],
  [
    'intent_confident',
    'asked_for_slot',
    fresh,
    (kim) => kim.says('where is it', analysis([['track_order', 0.9]])),
    [
      'Asked for “order_number”, which the intent “track_order” needs.',
      'Sure enough of the intent “track_order”: 0.90, and 0.6 is needed.',
    ],
  ],
  [
    'intent_confident',
    'handed_over',
    fresh,
    (kim) => kim.says('I complain', analysis([['complaint', 0.9]])),
    [
      'Handed over to people.',
      'Sure enough of the intent “complaint”: 0.90, and 0.6 is needed.',
      'The intent “complaint” is always for people.',
    ],
  ],
  [
    'article_confident',
    'answered',
    fresh,
    (kim) => kim.says('send back', analysis([['gift_card', 0.1]], { answers: [['returns', 0.8]] })),
    [
      'Answered as the intent “return_item” says, from the article “returns”.',
      'No intent was sure enough: “gift_card” came first with 0.10, and 0.6 is needed.',
      'Sure enough of the article “returns”: 0.80, and 0.6 is needed.',
    ],
  ],
  [
    'candidates_likely',
    'offered_choices',
    fresh,
    (kim) => kim.says('card order', close),
    [
      'Asked which is meant: “gift_card” or “track_order”.',
      'No intent was sure enough: “gift_card” came first with 0.45, and 0.6 is needed.',
      'One of these was likely enough to ask about: “gift_card” with 0.45 or “track_order” with 0.40; 0.85, and 0.2 is needed.',
    ],
  ],
  [
    'candidates_likely',
    'handed_over',
    failedOnce,
    (kim) => kim.says('card order', close),
    [
      'Handed over to people.',
      'No intent was sure enough: “gift_card” came first with 0.45, and 0.6 is needed.',
      'One of these was likely enough to ask about: “gift_card” with 0.45 or “track_order” with 0.40; 0.85, and 0.2 is needed.',
      'That made 2 in a row without success, and after 2 the bot hands over.',
    ],
  ],
  [
    'nothing_likely',
    'handed_over',
    fresh,
    (kim) => kim.says('do you sell cars?', analysis([['gift_card', 0.05]])),
    [
      'Handed over to people.',
      'No intent was sure enough: “gift_card” came first with 0.05, and 0.6 is needed.',
      'No article was found. Nothing was likely enough to offer, for which 0.2 is needed.',
    ],
  ],
  [
    'too_few_words',
    'asked_to_rephrase',
    fresh,
    (kim) => kim.says('flight', analysis([['gift_card', 0.05]])),
    [
      'Asked to put it in other words.',
      'No intent was sure enough: “gift_card” came first with 0.05, and 0.6 is needed.',
      'No article was found. Nothing was likely enough to offer, for which 0.2 is needed.',
      'These were a word or two, too few to ask people at once.',
    ],
  ],
  [
    'not_readable',
    'asked_to_rephrase',
    fresh,
    (kim) => kim.says('asdfghj', analysis([], { readable: false })),
    ['Asked to put it in other words.', 'There was nothing to read in it: no words, or keys hit at random.'],
  ],
  [
    'slot_given',
    'answered',
    askedForNumber,
    (kim) => kim.says('100234', analysis([], { expectedSlotValue: '100234' })),
    ['Answered as the intent “track_order” says.', 'The customer gave what was asked for the intent “track_order”.'],
  ],
  [
    'value_given',
    'answered',
    () => {
      const kim = new TestConversation();
      kim.says('where is 100234', analysis([['track_order', 0.9, { order_number: '100234' }]]));
      return kim;
    },
    (kim) => kim.says('and 100235?', analysis([], { isOnlyValues: true, entities: [orderNumber('100235')] })),
    [
      'Answered as the intent “track_order” says.',
      'The customer gave another value for what was asked before, the intent “track_order”.',
    ],
  ],
  [
    'value_given',
    'asked_to_rephrase',
    () => new TestConversation(),
    (kim) => kim.says('100235', analysis([], { isOnlyValues: true, entities: [orderNumber('100235')] })),
    ['Asked to put it in other words.', 'The customer gave a value and said nothing of what it is for.'],
  ],
  [
    'value_given',
    'offered_choices',
    () => {
      const kim = new TestConversation();
      kim.says('do you have gift cards', analysis([['gift_card', 0.9]]));
      return kim;
    },
    (kim) => kim.says('100235', analysis([], { isOnlyValues: true, entities: [orderNumber('100235')] })),
    ['Offered a person.', 'The customer gave a value and said nothing of what it is for.'],
  ],
  [
    'nothing_new',
    'offered_choices',
    () => {
      const kim = new TestConversation();
      kim.says('do you have gift cards', analysis([['gift_card', 0.9]]));
      return kim;
    },
    (kim) => kim.says('and what of them', analysis([['gift_card', 0.9]])),
    ['Offered a person.', 'What it would have answered it had said just before, so that a person was offered.'],
  ],
  [
    'off_topic',
    'asked_to_rephrase',
    () => new TestConversation(),
    (kim) => kim.says('will it rain', analysis([], { offTopic: 0.7 })),
    [
      'Asked to put it in other words.',
      'Nothing it may be about was likely, and it is most likely no business of the desk’s.',
    ],
  ],
  [
    'nothing_asked',
    'asked_to_rephrase',
    () => new TestConversation(),
    (kim) => kim.says('it was dark and cold', analysis([], { isQuestion: false })),
    ['Asked to put it in other words.', 'It was no question, and nothing it may be about was likely.'],
  ],
  [
    'courtesy',
    'informed',
    () => new TestConversation(),
    (kim) => kim.says('howdy', analysis([], { isOnlyCourtesy: true })),
    ['Said what the desk says by itself, without looking for an answer.', 'The customer only said courtesies.'],
  ],
  [
    'question_taken_up',
    'asked_for_slot',
    askedForNumber,
    (kim) => withoutFirst(kim.says('do you have gift cards', analysis([['gift_card', 0.9]]))),
    [
      'Asked for “order_number”, which the intent “track_order” needs.',
      'The customer had left the question for “track_order” for another matter.',
    ],
  ],
  [
    'request_denied',
    'informed',
    () => new TestConversation(),
    (kim) => kim.says('no gift card please', denying('gift_card')),
    [
      'Said what the desk says by itself, without looking for an answer.',
      'The customer said that “gift_card” is not wanted, or not the case, and asked for nothing else.',
    ],
  ],
  [
    'slot_called_off',
    'called_off',
    askedForNumber,
    (kim) => kim.says('never mind', analysis([], { cancels: true })),
    ['Asked no more for what the intent “track_order” needs.', 'The customer called it off.'],
  ],
  [
    'slot_missing',
    'asked_for_slot',
    askedForNumber,
    (kim) => kim.says('what?', analysis([])),
    [
      'Asked for “order_number”, which the intent “track_order” needs.',
      'No “order_number” was found in what was written, and no other intent was sure enough.',
    ],
  ],
  [
    'option_chosen',
    'answered',
    offered,
    press('i:gift_card'),
    ['Answered as the intent “gift_card” says.', 'The customer chose “gift_card” from what was offered.'],
  ],
  [
    'option_chosen',
    'answered',
    offered,
    (kim) => kim.says('1', analysis([])),
    ['Answered as the intent “gift_card” says.', 'The customer chose “gift_card” from what was offered.'],
  ],
  [
    'article_asked',
    'answered',
    fresh,
    press('m:returns:1.0-1'),
    ['Answered from the article “returns”.', 'The customer asked for more of the article “returns”.'],
  ],
  [
    'option_unknown',
    'informed',
    offered,
    press('i:gone'),
    [
      'Said what the desk says by itself, without looking for an answer.',
      'The button that the customer pressed stands for nothing any more: the content has changed.',
    ],
  ],
  [
    'person_requested',
    'handed_over',
    fresh,
    (kim) => kim.says('a person', analysis([], { wantsPerson: true })),
    ['Handed over to people.', 'The customer asked for a person.'],
  ],
  [
    'person_requested',
    'handed_over',
    fresh,
    (kim) => kim.says('somebody', analysis([['contact_human_agent', 0.7]])),
    ['Handed over to people.', 'The intent “contact_human_agent” asks for a person: 0.70, and 0.6 is needed.'],
  ],
  [
    'person_requested',
    'handed_over',
    offered,
    press('person'),
    ['Handed over to people.', 'The customer pressed the button for a person.'],
  ],
  [
    'person_requested',
    'limited',
    fresh,
    (kim) => {
      kim.ticketWaitMs = 60_000;
      return kim.says('a person', analysis([], { wantsPerson: true }));
    },
    [
      'Opened no ticket: too many were opened for this customer within a short time.',
      'The customer asked for a person.',
    ],
  ],
  [
    'angry',
    'handed_over',
    fresh,
    (kim) => kim.says('!!!', analysis([], { angry: true, sentiment: -0.84 })),
    ['Handed over to people.', 'The customer is angry (sentiment -0.8).'],
  ],
  [
    'with_staff',
    'added_to_ticket',
    heldByAnna,
    (kim) => kim.says('hello?', analysis([])),
    ['Added it to the ticket.', 'People are in charge of the conversation.'],
  ],
  [
    'with_staff',
    'added_to_ticket',
    escalated,
    press('i:gift_card'),
    ['Added it to the ticket.', 'People are in charge of the conversation.'],
  ],
  [
    'rating_given',
    'counted_rating',
    resolved,
    (kim) => kim.says('5', analysis([])),
    ['Counted it as the rating of a ticket.', 'A rating was asked for, and this is one.'],
  ],
  [
    'belongs_to_turn_before',
    'said_nothing',
    answered,
    (kim) => kim.says('', analysis([], { readable: false }), 1),
    ['Said nothing.', 'It is a file alone, and belongs to what the customer wrote seconds before.'],
  ],
  [
    'recently_resolved',
    'reopened',
    resolved,
    (kim) => kim.says('it broke again', analysis([])),
    ['Opened the ticket again.', 'The customer wrote again soon after it was resolved.'],
  ],
  [
    'person_declined',
    'informed',
    fresh,
    (kim) => kim.says('no humans', analysis([['contact_human_agent', 0.9]], { declinesPerson: true })),
    [
      'Said what the desk says by itself, without looking for an answer.',
      'The customer only said that they want no person.',
    ],
  ],
  [
    'talk_closed',
    'informed',
    resolved,
    (kim) => kim.says('all good now', analysis([], { closesTalk: true })),
    [
      'Said what the desk says by itself, without looking for an answer.',
      'The customer only closed the talk: there is nothing to do.',
    ],
  ],
  [
    'unread',
    'handed_over',
    fresh,
    (kim) => kim.handle(UNREAD),
    ['Handed over to people.', 'The desk could not read it, by no fault of the customer’s: the log says why.'],
  ],
  [
    'language_chosen',
    'informed',
    fresh,
    press('language:zh'),
    ['Said what the desk says by itself, without looking for an answer.', 'The customer chose a language.'],
  ],
  [
    'command_given',
    'informed',
    fresh,
    (kim) =>
      kim.handle({ kind: 'command', messageId: 'c1', command: 'help', argument: '', isPrivate: true, facts: FACTS }),
    ['Said what the desk says by itself, without looking for an answer.', 'The customer gave the command /help.'],
  ],
  [
    'command_given',
    'handed_over',
    fresh,
    (kim) =>
      kim.handle({ kind: 'command', messageId: 'c1', command: 'human', argument: '', isPrivate: true, facts: FACTS }),
    ['Handed over to people.', 'The customer gave the command /human.'],
  ],
  [
    'answer_not_helpful',
    'handed_over',
    fresh,
    (kim) => kim.handle({ kind: 'feedback', messageId: 'm1', author: 'bot', score: 0 }),
    ['Handed over to people.', 'The customer said that an answer did not help.'],
  ],
  [
    'delivery_failed',
    'handed_over',
    fresh,
    (kim) => kim.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot', detail: 'lost' }),
    ['Handed over to people.', 'A message may not have reached the customer.'],
  ],
  [
    'intent_confident',
    'asked_to_confirm',
    actingConversation,
    (kim) => kim.says('cancel 100234', CANCEL),
    [
      'Asked whether to do what the intent “cancel_order” is for.',
      'Sure enough of the intent “cancel_order”: 0.90, and 0.6 is needed.',
    ],
  ],
  [
    'confirmed',
    'requested_action',
    cancelling,
    (kim) => kim.says('yes', analysis([], { agreement: { says: 'yes', isAll: true } })),
    ['Has done what the intent “cancel_order” is for.', 'The customer agreed.'],
  ],
  [
    'confirmation_declined',
    'called_off',
    cancelling,
    (kim) => kim.presses('No, leave it'),
    ['Did nothing of what the intent “cancel_order” is for.', 'The customer did not agree.'],
  ],
  [
    'confirmation_unclear',
    'asked_to_confirm',
    cancelling,
    (kim) => kim.says('hm', analysis([], { isQuestion: false })),
    ['Asked whether to do what the intent “cancel_order” is for.', 'It was neither a yes nor a no.'],
  ],
  [
    'action_ended',
    'answered',
    actingConversation,
    (kim) => kim.handle({ kind: 'action_ended', call: cancellation(), result: CANCELLED }),
    [
      'Answered as the intent “cancel_order” says.',
      'Another system was called: cancel_order (order_number 100234): cancelled.',
      'What the customer agreed to has ended.',
    ],
  ],
  [
    'follow_up',
    'informed',
    reminded,
    (kim) => kim.handle({ kind: 'timer', timer: 'follow_up' }),
    [
      'Said what the desk says by itself, without looking for an answer.',
      'It was to follow what was done for the intent “book”.',
    ],
  ],
  [
    'follow_up_stopped',
    'called_off',
    fresh,
    press('f:f1-1-0'),
    ['Called off what it was to tell later.', 'The customer does not want to be told any more.'],
  ],
];

/** The decision with what became of it. */
function kept(
  record: DecisionRecord,
  later: { outcome?: DecisionOutcome; correction?: Correction } = {},
): Parameters<typeof explainDecision>[0] {
  return { ...record, id: 1, outcome: later.outcome, correction: later.correction };
}

function recordOf(decision: Decision): DecisionRecord {
  const [record] = decision.records;
  if (record === undefined) throw new Error('Nothing was decided.');
  return record;
}

describe('a decision says why', () => {
  test.each(TURNS)('%s: %s', (rule, action, before, act, lines) => {
    const record = recordOf(act(before()));
    expect([record.rule, record.action]).toEqual([rule, action]);
    expect(explainDecision(kept(record))).toEqual(lines);
  });

  test('every rule and every action there is has been seen here', () => {
    expect(new Set(TURNS.map(([rule]) => rule))).toEqual(new Set(RULES));
    expect(new Set(TURNS.map(([, action]) => action))).toEqual(new Set(ACTIONS));
  });
});

describe('why nothing was sure enough', () => {
  const nothing = (read: ReturnType<typeof analysis>) => {
    const [, ...why] = explainDecision(kept(recordOf(fresh().says('a b c', read))));
    return why;
  };

  test('two that are close to each other are both named, with how far apart they must be', () => {
    const read = analysis([
      ['gift_card', 0.62],
      ['track_order', 0.5],
    ]);
    expect(nothing(read)[0]).toBe(
      'Two intents were too close: “gift_card” with 0.62 and “track_order” with 0.50, and 0.25 between them is needed.',
    );
  });

  test('what is just below its threshold is shown with the digits that tell so', () => {
    const read = analysis([['gift_card', 0.59996]]);
    expect(nothing(read)[0]).toContain('came first with 0.59996, and 0.6 is needed.');
  });

  test('an intent that the language of the conversation does not have is said to be missing', () => {
    expect(nothing(analysis([['gone', 0.9]]))[0]).toContain('“gone” is not there in the language of the conversation');
  });

  test('an article that is sure enough, and that a likely intent contradicts, is named as such', () => {
    expect(nothing(analysis([['gift_card', 0.5]], { answers: [['returns', 0.7]] }))).toEqual([
      'No intent was sure enough: “gift_card” came first with 0.50, and 0.6 is needed.',
      'The article “returns” was, with 0.70, but an intent close to it means something else, or it was asked with a word alone.',
      'One of these was likely enough to ask about: the article “returns” with 0.70 or “gift_card” with 0.50; 1.20, and 0.2 is needed.',
    ]);
  });

  test('an article that comes first and is not sure enough is named with what is needed', () => {
    expect(nothing(analysis([], { answers: [['returns', 0.1]] }))).toEqual([
      'No intent was likely at all.',
      'No article was: “returns” came first with 0.10, and 0.6 is needed. Nothing was likely enough to offer, for which 0.2 is needed.',
    ]);
  });
});

describe('what became of a decision', () => {
  const record = recordOf(fresh().says('gift card?', analysis([['gift_card', 0.9]])));
  const last = (later: Parameters<typeof kept>[1]) => explainDecision(kept(record, later)).at(-1);

  test.each<[DecisionOutcome['outcome'], string]>([
    ['helped', 'The customer said that it helped.'],
    ['not_helped', 'The customer said that it did not help.'],
    ['picked', 'The customer then chose the article “returns”.'],
    ['handed_over', 'The next turn was handed over to people.'],
    ['reopened', 'The ticket was opened again after it was resolved.'],
  ])('%s is said last', (outcome, line) => {
    expect(last({ outcome: { outcome, choiceId: 'a:returns', at: 1 } })).toBe(line);
  });

  test.each<[Partial<Correction>, string]>([
    [{ intent: 'track_order' }, 'Anna says that it was about the intent “track_order”.'],
    [{ articleId: 'returns' }, 'Anna says that it was about the article “returns”.'],
    [{}, 'Anna says that it was about nothing that the desk knows of.'],
  ])('a correction is said with who made it', (given, line) => {
    const correction = { intent: undefined, articleId: undefined, by: ANNA, at: 1, ...given };
    expect(last({ correction })).toBe(line);
  });

  test('where what was read is gone with the message, that is said', () => {
    const lines = explainDecision(kept({ ...record, analysis: undefined }));
    expect(lines.at(-1)).toBe('What was read is gone, as the customer deleted what they wrote.');
    expect(lines[1]).toContain('0.90, and 0.6 is needed');
  });
});

test('of what was read, language, mood and what was found in it are told', () => {
  const read = analysis([], {
    sentiment: -0.52,
    urgent: true,
    readable: true,
    entities: [{ type: 'order_number', value: '100234', text: 'no. 100234', start: 0, end: 10 }],
  });
  const summary = recordOf(fresh().says('urgent: no. 100234', read)).analysis;
  expect(summary && describeAnalysis(summary)).toEqual([
    'Read as English (en), sentiment -0.5, urgent.',
    'Found in it: order_number “100234”.',
  ]);
});

test('a confidence that was scaled is told as it was read and as it counts, with the reason', () => {
  const read = {
    ...{ locale: 'en', sentiment: 0, signals: [], entities: [] },
    intents: [{ intent: 'gift_card', confidence: 0.554 }],
    articles: [{ articleId: 'gift-cards', confidence: 0.4 }],
    asRead: { intent: 0.91, article: 0.52 },
  };
  const scaledBy = {
    intent: { fitId: 7, slope: 0.62, intercept: -0.4 },
    article: undefined,
  };
  expect(describeAnalysis({ ...read, scaledBy })).toEqual([
    'Read as English (en), sentiment 0.0.',
    'The intent “gift_card” was read with 0.91 and counts 0.55, by what became of earlier messages (fit 7: slope 0.62, intercept -0.40).',
  ]);
  expect(describeAnalysis({ ...read, scaledBy: { intent: { offTopicShare: 0.5 } } }).at(-1)).toBe(
    'The intent “gift_card” was read with 0.91 and counts 0.55, as a share of 0.5 of the messages is taken to be off topic.',
  );
  expect(describeAnalysis(read)).toHaveLength(1);
});
