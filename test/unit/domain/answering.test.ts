import { describe, expect, test } from 'vitest';
import { analysis, CONTENT, heldByAnna, TestConversation } from '../../support/conversation.ts';

describe('answering', () => {
  test('a confident intent is answered from its file, and feedback is asked for', () => {
    const conversation = new TestConversation();
    conversation.says('gift card?', analysis([['gift_card', 0.9]]));
    expect(conversation.sent).toMatchObject([{ text: 'About gift_card.', asksFeedback: true, intent: 'gift_card' }]);
    expect(conversation.sent[0]?.inReplyTo).toEqual(['c1']);
    expect(conversation.state.ticket).toBeUndefined();
  });

  test('an intent that answers from an article sends the best passage and names the article', () => {
    const conversation = new TestConversation();
    conversation.says('return it', analysis([['return_item', 0.9]], { answers: [['returns', 0.3]] }));
    expect(conversation.sent).toMatchObject([
      { text: 'Within 30 days.', source: { articleId: 'returns', title: 'Returning an item' }, intent: 'return_item' },
    ]);
  });

  test('without a passage, the first paragraph of the article is sent', () => {
    const conversation = new TestConversation();
    conversation.says('return it', analysis([['return_item', 0.9]]));
    expect(conversation.sent[0]?.text).toBe('Send it back within 30 days.');
  });

  test('an article answers when no intent is confident', () => {
    const conversation = new TestConversation();
    conversation.says('sending things back', analysis([['gift_card', 0.1]], { answers: [['returns', 0.8]] }));
    expect(conversation.sent).toMatchObject([{ source: { articleId: 'returns' }, asksFeedback: true }]);
  });

  test('smalltalk is answered without asking for feedback, and is not remembered as work', () => {
    const conversation = new TestConversation();
    conversation.says('thanks', analysis([['thanks', 0.95]]));
    expect(conversation.sent).toMatchObject([{ text: 'You are welcome.', asksFeedback: false }]);
    expect(conversation.state.tried).toEqual([]);
  });

  test('a word alone is offered an article that has it, and is not answered from it', () => {
    const conversation = new TestConversation();
    conversation.says('returns', analysis([], { answers: [['returns', 0.9]] }));
    expect(conversation.sent[0]?.choices?.[0]).toMatchObject({ label: 'Returning an item' });
    expect(conversation.state.ticket).toBeUndefined();
  });

  test.each(['flight', '0', 'asdkjha qwe', '航班'])(
    '“%s”, for which nothing is likely, is asked about first',
    (text) => {
      const conversation = new TestConversation();
      conversation.says(text, analysis([]));
      expect(conversation.state.ticket).toBeUndefined();
      conversation.says(text, analysis([]));
      expect(conversation.state.ticket).toMatchObject({ reason: 'repeated_failure' });
    },
  );

  test('an article answers unless an intent close to it means something else', () => {
    const sure = new TestConversation();
    sure.says('sending it back', analysis([['gift_card', 0.4]], { answers: [['returns', 0.8]] }));
    expect(sure.sent).toMatchObject([{ source: { articleId: 'returns' } }]);
    const close = new TestConversation();
    close.says('sending it back', analysis([['gift_card', 0.58]], { answers: [['returns', 0.8]] }));
    expect(close.sent[0]?.choices).toBeDefined();
  });

  test('below its confidence the bot says that it does not know, and hands over', () => {
    const conversation = new TestConversation();
    conversation.says('do you sell cars', analysis([['gift_card', 0.05]]));
    expect(conversation.sent[0]?.text).toContain('I do not know the answer');
    expect(conversation.state.ticket).toMatchObject({
      status: 'open',
      reason: 'no_answer',
      subject: 'do you sell cars',
    });
  });

  test('emoji alone call nobody, however often they come', () => {
    const conversation = new TestConversation();
    for (const text of ['🤔', '🙂🙂', '👀!']) {
      conversation.says(text, analysis([], { readable: false }));
      expect(conversation.sent[0]?.text).toContain('could not make sense of that');
    }
    expect(conversation.state.ticket).toBeUndefined();
  });

  test('a message with nothing to read is asked about once, and the second in a row goes to a person', () => {
    const conversation = new TestConversation();
    conversation.says('asdfghj', analysis([], { readable: false }));
    expect(conversation.sent[0]?.text).toContain('in other words');
    expect(conversation.state.ticket).toBeUndefined();
    conversation.says('qwertyui', analysis([], { readable: false }));
    expect(conversation.state.ticket).toMatchObject({ reason: 'repeated_failure' });
  });

  test('an answer between two failures means they are not in a row', () => {
    const conversation = new TestConversation();
    conversation.says('asdfghj', analysis([], { readable: false }));
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    conversation.says('asdfghj', analysis([], { readable: false }));
    expect(conversation.state.ticket).toBeUndefined();
  });

  test('an intent that only people can settle is handed over with its category and importance', () => {
    const conversation = new TestConversation();
    conversation.says('I want to complain', analysis([['complaint', 0.9]]));
    expect(conversation.state.ticket).toMatchObject({ reason: 'intent', category: 'complaints', importance: 5 });
  });

  test('an angry message goes to a person even when the bot knows an answer', () => {
    const conversation = new TestConversation();
    conversation.says('WHERE IS MY GIFT CARD', analysis([['gift_card', 0.99]], { angry: true, sentiment: -0.9 }));
    expect(conversation.state.ticket).toMatchObject({ reason: 'angry', sentiment: -0.9, intent: 'gift_card' });
  });

  test('what the bot tried before is on the ticket, and the ticket is about that', () => {
    const conversation = new TestConversation();
    conversation.says('gift card?', analysis([['gift_card', 0.9]]));
    conversation.says('a person', analysis([], { wantsPerson: true }));
    expect(conversation.state.ticket).toMatchObject({
      subject: 'gift card?',
      intent: 'gift_card',
      tried: [{ what: 'answered', intent: 'gift_card', question: 'gift card?' }],
    });
  });
});

describe('asking for a slot', () => {
  test('a missing value is asked for, and the answer to that settles the intent', () => {
    const conversation = new TestConversation();
    conversation.says('where is it', analysis([['track_order', 0.9]]));
    expect(conversation.sent[0]?.text).toBe('Which order?');
    conversation.says('it is 4711', analysis([['gift_card', 0.7]], { expectedSlotValue: '4711' }));
    expect(conversation.sent[0]?.text).toBe('Order 4711 is on its way.');
    expect(conversation.state.slotFilling).toBeUndefined();
  });

  test('a value that is there already is not asked for', () => {
    const conversation = new TestConversation();
    conversation.says('where is 4711', analysis([['track_order', 0.9, { order_number: '4711' }]]));
    expect(conversation.sent[0]?.text).toBe('Order 4711 is on its way.');
  });

  test('what a customer wrote is shown as it is, and is no markup', () => {
    const conversation = new TestConversation();
    conversation.says('where is x', analysis([['track_order', 0.9, { order_number: '[x](http://evil)' }]]));
    expect(conversation.sent[0]?.text).toBe('Order \\[x\\]\\(http\\:\\/\\/evil\\) is on its way.');
  });

  test('a word alone that begins a talk is asked about, and answered where the talk has begun', () => {
    const conversation = new TestConversation();
    conversation.says('card', analysis([['gift_card', 0.95]]));
    expect(conversation.sent[0]?.choices[0]?.label).toBe('Gift_card please');
    conversation.presses('Gift_card please');
    expect(conversation.sent[0]?.text).toBe('About gift_card.');
    conversation.says('how do I return it', analysis([['return_item', 0.95]]));
    conversation.says('card', analysis([['gift_card', 0.95]]));
    expect(conversation.sent[0]?.text).toBe('About gift_card.');
    const kind = new TestConversation();
    kind.says('thanks', analysis([['thanks', 0.95]]));
    expect(kind.sent[0]?.text).toBe('You are welcome.');
  });

  test('a slot is asked for once more, then a person takes over', () => {
    const conversation = new TestConversation();
    conversation.says('where is it', analysis([['track_order', 0.9]]));
    conversation.says('dunno', analysis([]));
    expect(conversation.sent[0]?.text).toContain('Which order?');
    conversation.says('dunno', analysis([]));
    expect(conversation.state.ticket).toMatchObject({ reason: 'repeated_failure', intent: 'track_order' });
  });

  test('another clear question is answered first, and then the slot is asked for again, but not a third time', () => {
    const conversation = new TestConversation();
    conversation.says('where is it', analysis([['track_order', 0.9]]));
    conversation.says('do you have gift cards', analysis([['gift_card', 0.9]]));
    expect(conversation.sent.map(({ text }) => text)).toEqual([
      'About gift_card.',
      expect.stringContaining('Which order?'),
    ]);
    expect(conversation.state.slotFilling).toMatchObject({ intent: 'track_order' });
    conversation.says('can I return them', analysis([['return_item', 0.9]]));
    expect(conversation.sent.map(({ intent }) => intent)).toEqual(['return_item']);
    expect(conversation.state.slotFilling).toBeUndefined();
  });

  test('smalltalk leaves the slot open', () => {
    const conversation = new TestConversation();
    conversation.says('where is it', analysis([['track_order', 0.9]]));
    conversation.says('thanks', analysis([['thanks', 0.9]]));
    expect(conversation.state.slotFilling).toMatchObject({ intent: 'track_order' });
  });

  test('"never mind" ends the asking', () => {
    const conversation = new TestConversation();
    conversation.says('where is it', analysis([['track_order', 0.9]]));
    conversation.says('never mind', analysis([], { cancels: true }));
    expect(conversation.state.slotFilling).toBeUndefined();
    expect(conversation.state.ticket).toBeUndefined();
  });

  test('"a person, please" works while a slot is asked for', () => {
    const conversation = new TestConversation();
    conversation.says('where is it', analysis([['track_order', 0.9]]));
    conversation.says('a person', analysis([], { wantsPerson: true, expectedSlotValue: 'a person' }));
    expect(conversation.state.ticket).toMatchObject({ reason: 'requested' });
  });
});

describe('offering a choice', () => {
  const CLOSE = analysis([
    ['track_order', 0.45, { order_number: '4711' }],
    ['gift_card', 0.4],
  ]);

  test('two close candidates are offered as buttons, with the way to a person', () => {
    const conversation = new TestConversation();
    conversation.says('4711 gift', CLOSE);
    expect(conversation.sent[0]?.choices.map(({ id }) => id)).toEqual(['i:track_order', 'i:gift_card', 'person']);
  });

  test('of two close intents even a confident one is offered, not assumed', () => {
    const conversation = new TestConversation();
    conversation.says(
      'x',
      analysis([
        ['return_item', 0.6],
        ['gift_card', 0.4],
      ]),
    );
    expect(conversation.sent[0]?.choices).toHaveLength(3);
  });

  test('an intent and the article that it answers from are one choice', () => {
    const conversation = new TestConversation();
    conversation.says('x', analysis([['return_item', 0.45]], { answers: [['returns', 0.4]] }));
    expect(conversation.sent[0]?.choices.map(({ id }) => id)).toEqual(['i:return_item', 'person']);
  });

  test('a button says the label of its intent, and what two would say alike is one', () => {
    const conversation = new TestConversation();
    const en = CONTENT.locales.en ?? { locale: 'en', phrases: {}, intents: [], articles: [] };
    const label = 'Returning: an item';
    const intents = en.intents.map((one) => (one.name === 'gift_card' ? { ...one, label } : one));
    conversation.content = { ...CONTENT, locales: { ...CONTENT.locales, en: { ...en, intents } } };
    conversation.says('x', analysis([['gift_card', 0.45]], { answers: [['returns', 0.4]] }));
    expect(conversation.sent[0]?.choices).toMatchObject([{ id: 'i:gift_card', label }, { id: 'person' }]);
  });

  test('smalltalk is never offered', () => {
    const conversation = new TestConversation();
    conversation.says(
      'x',
      analysis([
        ['thanks', 0.4],
        ['gift_card', 0.3],
      ]),
    );
    expect(conversation.sent[0]?.choices.map(({ id }) => id)).toEqual(['i:gift_card', 'person']);
    expect(conversation.sent[0]?.text).toContain('Is it this?');
  });

  test('a pressed choice is settled with the values found in the question', () => {
    const conversation = new TestConversation();
    conversation.says('4711 gift', CLOSE);
    conversation.handle({ kind: 'choice', messageId: 'c9', choiceId: 'i:track_order' });
    expect(conversation.sent).toMatchObject([{ text: 'Order 4711 is on its way.', inReplyTo: ['c9'] }]);
    expect(conversation.state.failures).toBe(0);
  });

  test.each([['2'], ['Gift_card please'], [' GIFT_CARD PLEASE ']])('typing %j chooses as well', (typed) => {
    const conversation = new TestConversation();
    conversation.says('4711 gift', CLOSE);
    conversation.says(typed, analysis([]));
    expect(conversation.sent[0]?.text).toBe('About gift_card.');
  });

  test('the button of an earlier offer still works, and one whose intent is gone says so', () => {
    const conversation = new TestConversation();
    conversation.handle({ kind: 'choice', messageId: 'c1', choiceId: 'i:gift_card' });
    expect(conversation.sent[0]?.text).toBe('About gift_card.');
    conversation.handle({ kind: 'choice', messageId: 'c2', choiceId: 'i:gone' });
    expect(conversation.sent[0]?.text).toContain('no longer there');
  });

  test('the way to a person leads to one', () => {
    const conversation = new TestConversation();
    conversation.says('4711 gift', CLOSE);
    conversation.handle({ kind: 'choice', messageId: 'c2', choiceId: 'person' });
    expect(conversation.state.ticket).toMatchObject({ reason: 'requested', subject: '4711 gift' });
  });

  test('unclear twice in a row goes to a person', () => {
    const conversation = new TestConversation();
    conversation.says('4711 gift', CLOSE);
    conversation.says('hm', CLOSE);
    expect(conversation.state.ticket).toMatchObject({ reason: 'repeated_failure' });
  });

  test('a button pressed while a person holds the conversation does not make the bot speak', () => {
    const conversation = heldByAnna();
    conversation.handle({ kind: 'choice', messageId: 'c7', choiceId: 'i:gift_card' });
    expect(conversation.sent).toEqual([]);
    expect(conversation.recorded).toEqual(['customer_wrote']);
  });
});

describe('more of an article', () => {
  const quoted = () => {
    const conversation = new TestConversation();
    conversation.says('sending things back', analysis([], { answers: [['returns', 0.8]] }));
    return conversation;
  };
  const press = (conversation: TestConversation, choiceId = '') =>
    conversation.handle({ kind: 'choice', messageId: 'p1', choiceId });

  test('is behind a button under the answer, and the last part has no such button', () => {
    const conversation = quoted();
    const [more] = conversation.sent[0]?.choices ?? [];
    expect(more?.label).toBe('More');
    press(conversation, more?.id);
    expect(conversation.sent).toMatchObject([
      { text: 'Send it back within 30 days.\n\nMore.', source: { articleId: 'returns' }, choices: [] },
    ]);
  });

  test('is read while the customer waits for a person, too', () => {
    const conversation = quoted();
    const [more] = conversation.sent[0]?.choices ?? [];
    conversation.says('a person', analysis([], { wantsPerson: true }));
    press(conversation, more?.id);
    expect(conversation.sent).toMatchObject([{ source: { articleId: 'returns' } }]);
  });

  test('is said to be gone where the article is', () => {
    const conversation = quoted();
    press(conversation, 'm:gone-article:1.0-1');
    expect(conversation.sent).toMatchObject([{ text: expect.stringMatching(/no longer there/), choices: [] }]);
  });

  test('what was offered is answered by the part that answered the question, once it is picked', () => {
    const conversation = new TestConversation();
    conversation.says('back?', analysis([['return_item', 0.4]], { answers: [['returns', 0.3]] }));
    press(conversation, 'i:return_item');
    expect(conversation.sent).toMatchObject([{ text: 'Within 30 days.', source: { articleId: 'returns' } }]);
  });
});

describe('an article that is silent on what is asked', () => {
  const silent = (intents: [string, number][], answered: number) => {
    const read = analysis(intents, { answers: [['returns', 0.9]] });
    return { ...read, answers: read.answers.map((match) => ({ ...match, answered })) };
  };

  test('is offered and not quoted, however likely it is the right one', () => {
    const conversation = new TestConversation();
    conversation.says('can I return a bicycle I found', silent([], 0.2));
    expect(conversation.sent).toMatchObject([{ source: undefined, choices: [{ id: 'a:returns' }, { id: 'person' }] }]);
    const other = new TestConversation();
    other.says('can I return it', silent([], 0.6));
    expect(other.sent).toMatchObject([{ source: { articleId: 'returns' } }]);
  });

  test('is offered where an intent means it, too, once hardly a word of the question is known of either', () => {
    const conversation = new TestConversation();
    conversation.says('a return flight to Mars', silent([['return_item', 0.9]], 0.2));
    expect(conversation.sent).toMatchObject([{ choices: [{ id: 'i:return_item' }, { id: 'person' }] }]);
    const other = new TestConversation();
    other.says('take it back', silent([['return_item', 0.9]], 0.4));
    expect(other.sent).toMatchObject([{ source: { articleId: 'returns' } }]);
  });
});

test('what is said beside a single request chooses the sentence that answers it, too', () => {
  const conversation = new TestConversation();
  const part = analysis([['return_item', 0.9]], { answers: [['returns', 0.9]] });
  const whole = analysis([], { answers: [['returns', 0.5]] });
  const [match] = whole.answers;
  const answers = match ? [{ ...match, passage: 'Lamps within 14 days.' }] : [];
  const aside = { text: 'it is a lamp', ...analysis([], { isQuestion: false }) };
  const read = { ...whole, answers, parts: [aside, { text: 'can I return it', ...part }] };
  conversation.says('it is a lamp, can I return it', read);
  expect(conversation.sent).toMatchObject([{ text: 'Lamps within 14 days.' }]);
});

test('an intent answers from another article than its own where only that is likely to have the answer', () => {
  const [answered] = CONTENT.locales.en?.articles ?? [];
  if (answered === undefined) throw new Error('The content has no article.');
  const en = CONTENT.locales.en ?? { locale: 'en', phrases: {}, intents: [], articles: [] };
  const other = { ...answered, id: 'pick-up', title: 'Pick-up points' };
  const content = { ...CONTENT, locales: { ...CONTENT.locales, en: { ...en, articles: [answered, other] } } };
  const asked = (confidence: number) =>
    analysis([['return_item', 0.9]], {
      answers: [
        ['pick-up', confidence],
        ['returns', 0.02],
      ],
    });
  const sentAfter = (text: string, read: ReturnType<typeof asked>) => {
    const conversation = new TestConversation();
    conversation.content = content;
    conversation.says(text, read);
    return conversation.sent;
  };
  expect(sentAfter('how large may it be at a pick-up point', asked(0.7))).toMatchObject([
    { intent: 'return_item', source: { articleId: 'pick-up' } },
  ]);
  expect(sentAfter('how large may it be', asked(0.3))).toMatchObject([
    { intent: 'return_item', source: { articleId: 'returns' } },
  ]);
});

describe('what was said just before', () => {
  const asks = (conversation: TestConversation, text: string) =>
    conversation.says(text, analysis([['return_item', 0.9]]));

  test('is not said again: the rest and a person are offered, and a person comes the second time', () => {
    const conversation = new TestConversation();
    asks(conversation, 'how do I return it');
    const [{ text: passage = '' } = {}] = conversation.sent;
    asks(conversation, 'no, I want you to do it');
    expect(conversation.sent).toMatchObject([
      {
        text: 'I have nothing to add to what I said above. Shall a person take over?',
        choices: [{ label: 'More' }, { label: 'A person, please' }],
        asksFeedback: false,
      },
    ]);
    expect(passage).toBe('Send it back within 30 days.');
    asks(conversation, 'it does not work');
    expect(conversation.state.ticket).toMatchObject({ reason: 'not_helpful', subject: expect.anything() });
  });

  test('is said again to who asks the same again', () => {
    const conversation = new TestConversation();
    for (const _ of [1, 2, 3]) asks(conversation, 'how do I return it');
    expect(conversation.sent[0]?.text).toBe('Send it back within 30 days.');
  });

  test('is said again where it names what is asked about now', () => {
    const asksFor = (text: string) => {
      const conversation = new TestConversation();
      asks(conversation, 'how do I return it');
      conversation.says(text, analysis([['return_item', 0.9]], { leaning: 'same' }));
      return conversation.sent[0]?.text;
    };
    expect(asksFor('and within 30 days?')).toBe('Send it back within 30 days.');
    expect(asksFor('and the vouchers?')).toContain('nothing to add');
  });

  test('is said again after something else, and after a long silence', () => {
    const conversation = new TestConversation();
    asks(conversation, 'how do I return it');
    conversation.says('do you have gift cards', analysis([['gift_card', 0.9]]));
    asks(conversation, 'how do I return it');
    expect(conversation.sent[0]?.text).toBe('Send it back within 30 days.');
    conversation.now += conversation.policy.forgetAfterMs + 1;
    asks(conversation, 'how do I return it');
    expect(conversation.sent[0]?.text).toBe('Send it back within 30 days.');
  });
});
