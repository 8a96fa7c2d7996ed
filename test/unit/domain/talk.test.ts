import { describe, expect, test } from 'vitest';
import type { Analysis, ArticleMatch, PartAnalysis, Understanding } from '../../../src/domain/analysis.ts';
import { MINUTE_MS } from '../../../src/domain/policy.ts';
import { ANNA, analysis, TestConversation } from '../../support/conversation.ts';

const orderNumber = (value: string) => ({ type: 'order_number' as const, value, text: value, start: 0, end: 6 });

function part(text: string, read: Analysis): PartAnalysis {
  return { ...read, text };
}

function asked(conversation: TestConversation, order = '100234'): TestConversation {
  conversation.says(
    `where is ${order}`,
    analysis([['track_order', 0.9, { order_number: order }]], { entities: [orderNumber(order)] }),
  );
  return conversation;
}

const texts = ({ sent }: TestConversation) => sent.map(({ text }) => text);

describe('what was said before', () => {
  test('a value is not asked for twice, and named when it is used', () => {
    const conversation = asked(new TestConversation());
    conversation.says('do you have gift cards', analysis([['gift_card', 0.9]]));
    conversation.says('and where is it now?', analysis([['track_order', 0.9]]));
    expect(texts(conversation)[0]).toContain('100234');
    expect(conversation.state.slotFilling).toBeUndefined();
  });

  test('it is asked for again where the customer speaks of another one, after half an hour, and after a resolved ticket', () => {
    const another = asked(new TestConversation());
    another.says('the other order', analysis([['track_order', 0.9]], { namesAnother: true }));
    expect(texts(another)).toEqual(['Which order?']);

    const later = asked(new TestConversation());
    later.now += 31 * MINUTE_MS;
    later.says('where is it', analysis([['track_order', 0.9]]));
    expect(texts(later)).toEqual(['Which order?']);

    const resolved = asked(new TestConversation());
    resolved.says('a person, please', analysis([], { wantsPerson: true }));
    resolved.does(ANNA, { kind: 'claim' });
    resolved.does(ANNA, { kind: 'resolve' });
    expect(resolved.state.memory).toBeUndefined();
  });

  test('another value alone asks the same of that one; without anything asked before it is kept', () => {
    const value = analysis([], { isOnlyValues: true, entities: [orderNumber('100235')] });
    const conversation = asked(new TestConversation());
    conversation.says('and 100235?', value);
    expect(texts(conversation)[0]).toContain('100235');

    const unasked = new TestConversation();
    unasked.says('100235', value);
    expect(texts(unasked)[0]).toContain('What would you like to know');
    unasked.says('where is my order', analysis([['track_order', 0.9]]));
    expect(texts(unasked)[0]).toContain('100235');
  });

  test('what leans on it is read together with it, and a complete question is not', () => {
    const conversation = asked(new TestConversation());
    const inContext = { intents: analysis([['gift_card', 0.8]]).understanding.intents, answers: [] };
    conversation.says('how long is that valid', { ...analysis([['thanks', 0.1]], { leaning: 'further' }), inContext });
    expect(texts(conversation)).toEqual(['About gift_card.']);

    const complete = asked(new TestConversation());
    complete.says('another question', {
      ...analysis([['gift_card', 0.9]], { leaning: 'possible' }),
      inContext: {
        intents: analysis([['track_order', 0.9]]).understanding.intents,
        answers: [],
      },
    });
    expect(texts(complete)).toEqual(['About gift_card.']);
  });
});

describe('what further is asked about an article', () => {
  const match = (confidence: number, passage = 'Boxes may be open.'): ArticleMatch => {
    return { articleId: 'returns', locale: 'en', title: 'Returning an item', passage, score: confidence, confidence };
  };
  const afterReturns = () => {
    const conversation = new TestConversation();
    conversation.says('how do I send it back', analysis([['return_item', 0.9]]));
    return conversation;
  };
  const further = (
    confidence: number,
    parts: Partial<Understanding> = {},
    intents: [string, number][] = [],
  ): Analysis => {
    const inContext = { intents: [], answers: [match(confidence)] };
    return { ...analysis(intents, { leaning: 'further', ...parts }), inContext };
  };

  test('is answered by that article from where another would not be sure enough', () => {
    const conversation = afterReturns();
    conversation.says('may it be open', further(0.4));
    expect(texts(conversation)).toEqual(['Boxes may be open.']);
    const unasked = new TestConversation();
    unasked.says('how do I get a gift card', analysis([['gift_card', 0.9]]));
    unasked.says('may it be open', further(0.4));
    expect(texts(unasked)).not.toEqual(['Boxes may be open.']);
  });

  test('is not where it is no question, or hardly likely', () => {
    for (const read of [further(0.4, { isQuestion: false }), further(0.1)]) {
      const conversation = afterReturns();
      conversation.says('it is open', read);
      expect(texts(conversation)).not.toEqual(['Boxes may be open.']);
    }
  });

  test('is no small talk where the article answers', () => {
    const conversation = afterReturns();
    conversation.says('what do you need for that', further(0.7, {}, [['thanks', 0.9]]));
    expect(texts(conversation)).toEqual(['Boxes may be open.']);
  });

  test('is said again where it names something of what was just said', () => {
    const conversation = new TestConversation();
    const leds = (words: string) => ({
      ...analysis([], { answers: [['returns', 0.9]] }),
      answers: [match(0.9, words)],
    });
    conversation.says('which lamps may I send back', leds('Only LED lamps.'));
    conversation.says('is LED fine', leds('Only LED lamps.'));
    expect(texts(conversation)).toEqual(['Only LED lamps.']);
    conversation.says('is neon fine', leds('Only LED lamps.'));
    expect(texts(conversation)[0]).toContain('nothing to add');
  });
});

describe('an intent that is not sure enough by itself', () => {
  const returns: [string, number][] = [['returns', 0.1]];
  test.each([
    [
      'is acted upon where its article is found first for a question',
      [['return_item', 0.5]],
      { answers: returns },
      true,
    ],
    ['is not where it is no question', [['return_item', 0.5]], { answers: returns, isQuestion: false }, false],
    [
      'is not where another is likely, too',
      [
        ['return_item', 0.5],
        ['gift_card', 0.15],
      ],
      { answers: returns },
      false,
    ],
    ['is not where it is less likely', [['return_item', 0.4]], { answers: returns }, false],
    ['is not where the text is rather off topic', [['return_item', 0.5]], { answers: returns, offTopic: 0.6 }, false],
    ['is not where nothing else speaks for it', [['gift_card', 0.5]], { answers: returns }, false],
  ] as const)('%s', (_, intents, parts, isActedOn) => {
    const conversation = new TestConversation();
    const read = intents.map(([name, confidence]): [string, number] => [name, confidence]);
    const { records } = conversation.says('some words of it', analysis(read, { ...parts }));
    expect(records.map(({ action }) => action === 'answered')).toEqual([isActedOn]);
  });

  test('is acted upon where the customer names an order, unless that was asked for', () => {
    const named = analysis([['track_order', 0.5, { order_number: '100234' }]], { isQuestion: false });
    const conversation = new TestConversation();
    conversation.says('any idea of 100234', named);
    expect(texts(conversation)[0]).toContain('100234');
  });
});

describe('several requests', () => {
  test('of one article are each answered by what it says to them', () => {
    const conversation = new TestConversation();
    const says = (passage: string): ArticleMatch[] => [
      { articleId: 'returns', locale: 'en', title: 'Returning an item', passage, score: 1, confidence: 0.9 },
    ];
    const read = (passage: string) => ({ ...analysis([['return_item', 0.9]]), answers: says(passage) });
    const parts = [
      part('may the box be open', read('An open box is fine.')),
      part('is it free of charge', read('It is free.')),
    ];
    conversation.says('may the box be open, is it free', { ...read('An open box is fine.'), parts });
    expect(texts(conversation)).toEqual(['An open box is fine.\n\nIt is free.']);
  });

  const cards = part('do you have gift cards', analysis([['gift_card', 0.9]]));
  const order = part('where is 100234', analysis([['track_order', 0.9, { order_number: '100234' }]]));
  const number = part('where is my order', analysis([['track_order', 0.9]]));
  const together = (parts: PartAnalysis[]): Analysis => ({ ...analysis([['gift_card', 0.4]]), parts });

  test('are answered in order, each once, and each has its own reason', () => {
    const conversation = new TestConversation();
    const { records } = conversation.says('both', together([order, cards, cards]));
    expect(texts(conversation)).toEqual([expect.stringContaining('100234'), 'About gift_card.']);
    expect(records.map(({ intent }) => intent)).toEqual(['track_order', 'gift_card']);
    expect(records.map(({ answerIds }) => answerIds.length)).toEqual([1, 1]);
  });

  test('a question back comes last', () => {
    const conversation = new TestConversation();
    conversation.says('both', together([number, cards]));
    expect(texts(conversation)).toEqual(['About gift_card.', 'Which order?']);
  });

  test('one clear part says what a muddled whole does not', () => {
    const conversation = new TestConversation();
    const tale = part('it was dark and cold', analysis([['thanks', 0.1]], { isQuestion: false }));
    conversation.says('a tale', together([tale, cards]));
    expect(texts(conversation)).toEqual(['About gift_card.']);
  });

  test('a question among them that has no answer is named, and a person offered for it', () => {
    const conversation = new TestConversation();
    const pianos = part('do you rent out *pianos*', analysis([['track_order', 0.1]]));
    const { records } = conversation.says('both', together([cards, pianos, order]));
    expect(texts(conversation)).toEqual([
      'About gift_card.',
      expect.stringContaining('100234'),
      'I do not know the answer to this; shall a person take it? “do you rent out \\*pianos\\*”',
    ]);
    expect(conversation.sent.at(-1)?.choices.map(({ label }) => label)).toEqual(['A person, please']);
    expect(records.map(({ rule }) => rule)).toEqual(['intent_confident', 'intent_confident', 'nothing_likely']);
    conversation.presses('A person, please');
    expect(conversation.state.ticket?.tried).toContainEqual(
      expect.objectContaining({ what: 'nothing_found', question: 'do you rent out *pianos*' }),
    );
  });

  test.each([
    ['is likely to be about what is answered', analysis([['gift_card', 0.4]])],
    ['is no business of the desk’s', analysis([], { offTopic: 0.7 })],
    ['is kind', analysis([], { isOnlyCourtesy: true })],
    ['asks nothing', analysis([], { isQuestion: false })],
  ])('nothing is said of a part that %s', (_what, read) => {
    const conversation = new TestConversation();
    conversation.says('both', together([cards, part('what about all the rest', read), order]));
    expect(texts(conversation)).toEqual(['About gift_card.', expect.stringContaining('100234')]);
  });
});

describe('while a ticket waits that nobody has claimed', () => {
  const question = analysis([['gift_card', 0.9]], { isQuestion: true });

  function waiting(read: Analysis): TestConversation {
    const conversation = new TestConversation();
    conversation.says('do you rent out pianos', read);
    expect(conversation.state.ticket?.status).toBe('open');
    return conversation;
  }
  const unanswered = () => waiting(analysis([], { isQuestion: true }));

  test('a question that the bot is sure of is answered, and stands on the ticket, which waits on', () => {
    const conversation = unanswered();
    const { records } = conversation.says('do you have gift cards', question);
    expect(texts(conversation)).toEqual(['About gift_card.']);
    expect(records.map(({ rule }) => rule)).toEqual(['with_staff', 'intent_confident']);
    expect(conversation.state.ticket).toMatchObject({ status: 'open', waitingSince: expect.any(Number) });
  });

  test.each<[string, () => TestConversation, Analysis]>([
    ['somebody has claimed it', () => claimed(unanswered()), question],
    ['the customer wanted a person', () => waiting(analysis([], { wantsPerson: true })), question],
    ['the customer was angry', () => waiting(analysis([], { angry: true })), question],
    [
      'the customer is angry now',
      unanswered,
      { ...question, understanding: { ...question.understanding, angry: true } },
    ],
    ['it is no question', unanswered, analysis([['gift_card', 0.9]], { isQuestion: false })],
    ['the bot would have to ask back', unanswered, analysis([['track_order', 0.9]], { isQuestion: true })],
    ['it is for people', unanswered, analysis([['damaged', 0.9]], { isQuestion: true })],
    [
      'it leans on what people are to answer',
      unanswered,
      analysis([['gift_card', 0.9]], { isQuestion: true, leaning: 'further' }),
    ],
    ['the bot is not sure', unanswered, analysis([['gift_card', 0.4]], { isQuestion: true })],
  ])('nothing is said where %s', (_, begin, read) => {
    const conversation = begin();
    conversation.says('and one more thing', read);
    expect(texts(conversation)).toEqual([]);
  });

  function claimed(conversation: TestConversation): TestConversation {
    conversation.does(ANNA, { kind: 'claim' });
    return conversation;
  }
});

describe('what was given', () => {
  test('of several orders named at once, the one meant is taken', () => {
    const both = { entities: [orderNumber('100234'), orderNumber('100235')] };
    const conversation = new TestConversation();
    conversation.says('I have 100234 and 100235', analysis([], { ...both, isQuestion: false }));
    conversation.says('where is the first one', analysis([['track_order', 0.9]], { namedPlace: 0 }));
    expect(texts(conversation)[0]).toContain('100234');
    conversation.says('and the last one', analysis([['track_order', 0.9]], { namedPlace: -1 }));
    expect(texts(conversation)[0]).toContain('100235');

    const atOnce = new TestConversation();
    atOnce.says(
      '100234 and 100235, where is the second one',
      analysis([['track_order', 0.9]], { ...both, namedPlace: 1 }),
    );
    expect(texts(atOnce)).toEqual([expect.stringContaining('100235')]);
    atOnce.says('100234 and 100235, the third one', analysis([['track_order', 0.9]], { ...both, namedPlace: 2 }));
    expect(texts(atOnce)).toEqual([expect.stringContaining('100234'), expect.stringContaining('100235')]);
  });

  test('an order is done for what is said of it, and another for what is said of that', () => {
    const conversation = new TestConversation();
    const cards = part('100235 as a gift', analysis([['gift_card', 0.9]], { entities: [orderNumber('100235')] }));
    const order = part('where is 100234', analysis([['track_order', 0.4]], { entities: [orderNumber('100234')] }));
    const whole = analysis([['track_order', 0.9]], { entities: [orderNumber('100234'), orderNumber('100235')] });
    conversation.says('both of them', { ...whole, parts: [order, cards] });
    expect(texts(conversation)).toEqual([expect.stringContaining('100234'), 'About gift_card.']);
  });

  test('who calls it off and says why is not asked again', () => {
    const conversation = new TestConversation();
    conversation.says('where is my order', analysis([['track_order', 0.9]]));
    const parts = [part('actually forget it', analysis([], { cancels: true })), part('just saw it', analysis([]))];
    conversation.says('actually forget it, just saw it', { ...analysis([]), parts });
    expect(conversation.state.slotFilling).toBeUndefined();
    expect(texts(conversation)).toEqual(['All right, never mind. What else can I do for you?']);
  });
});

describe('what is no business of the desk', () => {
  test('calls nobody, however often; the way to a person is a button', () => {
    const conversation = new TestConversation();
    for (const text of ['will it rain', 'tell me a joke', 'who won']) {
      conversation.says(text, analysis([], { offTopic: 0.7 }));
      expect(conversation.sent).toMatchObject([
        { text: expect.stringContaining('Relaydesk'), choices: [{ id: 'person' }] },
      ]);
    }
    expect(conversation.state.ticket).toBeUndefined();
  });

  test('is not answered for a word in common, unless an article is likely to answer it', () => {
    const joke = new TestConversation();
    joke.says(
      'a joke about returns',
      analysis([['return_item', 0.9]], { offTopic: 0.95, answers: [['returns', 0.1]] }),
    );
    expect(joke.sent).toMatchObject([{ source: undefined }]);
    const question = new TestConversation();
    question.says(
      'how do returns work',
      analysis([['return_item', 0.9]], { offTopic: 0.95, answers: [['returns', 0.8]] }),
    );
    expect(question.sent).toMatchObject([{ source: { articleId: 'returns' } }]);
  });

  test('is offered where it may be something else', () => {
    const conversation = new TestConversation();
    conversation.says('return?', analysis([['return_item', 0.4]], { offTopic: 0.6 }));
    expect(conversation.sent).toMatchObject([{ choices: [{ id: 'i:return_item' }, { id: 'person' }] }]);
  });
});

test('a person who is not wanted is not called, whatever else the words look like', () => {
  const person = analysis([['contact_human_agent', 0.9]], { wantsPerson: true });
  const denied = {
    ...person.understanding.intents[0],
    intent: 'contact_human_agent',
    confidence: 0.9,
    slots: {},
    isDenied: true,
  };
  const parts = [
    part('no need for a human', { ...person, understanding: { ...person.understanding, intents: [denied] } }),
    part('do you have gift cards', analysis([['gift_card', 0.9]])),
  ];
  const conversation = new TestConversation();
  conversation.says('no need for a human, do you have gift cards', { ...person, parts });
  expect(texts(conversation)).toEqual(['About gift_card.']);
});

test('a question about the rule is answered from an article where it would else be asked for an order', () => {
  const read = analysis([['track_order', 0.9]], { answers: [['returns', 0.8]] });
  const asDetail = (isDetail: boolean) => ({ ...read, answers: read.answers.map((match) => ({ ...match, isDetail })) });
  const detail = new TestConversation();
  detail.says('until when can it come back', asDetail(true));
  expect(detail.sent).toMatchObject([{ text: 'Within 30 days.' }]);
  const general = new TestConversation();
  general.says('where is my order', asDetail(false));
  expect(texts(general)).toEqual(['Which order?']);
});

test('what is said in two halves is one matter where none of them says so', () => {
  const parts = [
    part('I sent it back', analysis([['return_item', 0.9]])),
    part('got no card', analysis([['gift_card', 0.9]])),
  ];
  const conversation = new TestConversation();
  conversation.says('I sent it back and got no card', { ...analysis([['track_order', 0.95]]), parts });
  expect(texts(conversation)).toEqual(['Which order?']);
});
