import { describe, expect, test } from 'vitest';
import type { CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { CommandFacts } from '../../../src/domain/decision.ts';
import type { StaffMember } from '../../../src/domain/staff.ts';
import { analysis, TestConversation } from '../../support/conversation.ts';

const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };
const FACTS: CommandFacts = {
  ticketNumber: 7,
  ahead: { count: 2, isMore: false },
  articles: [],
  newCode: 'ABCD2345',
  codeMinutes: 15,
  codeWaitMs: 0,
  typedCode: undefined,
  mergedWith: [],
};

function asks(
  conversation: TestConversation,
  command: CustomerCommand,
  argument = '',
  facts: Partial<CommandFacts> = {},
) {
  return conversation.handle({
    kind: 'command',
    messageId: 'c9',
    command,
    argument,
    isPrivate: true,
    facts: { ...FACTS, ...facts },
  });
}

const textAfter = (conversation: TestConversation) => conversation.sent.map(({ text }) => text).join('\n');

test('pressing Start is greeted, and /help names the commands', () => {
  const conversation = new TestConversation();
  asks(conversation, 'start');
  expect(textAfter(conversation)).toMatch(/^Hello! I am .*bot/);
  asks(conversation, 'help');
  for (const command of ['/human', '/status', '/language', '/link', '/unlink'])
    expect(textAfter(conversation)).toContain(command);
});

test('/human hands over at once, and tells those who wait already that they do', () => {
  const conversation = new TestConversation();
  asks(conversation, 'human');
  expect(conversation.state.ticket).toMatchObject({ status: 'open', reason: 'requested' });
  const before = conversation.state.ticket?.id;
  asks(conversation, 'human');
  expect(textAfter(conversation)).toMatch(/in the queue/);
  expect(conversation.state.ticket?.id).toBe(before);
});

describe('/status', () => {
  const status = (conversation: TestConversation, facts: Partial<CommandFacts> = {}) => {
    asks(conversation, 'status', '', facts);
    return textAfter(conversation);
  };

  test('tells each state of a request in its own words', () => {
    const conversation = new TestConversation();
    expect(status(conversation)).toMatch(/no open request/);
    asks(conversation, 'human');
    expect(status(conversation)).toMatch(/no\. 7 is in the queue; before it there are 2/);
    expect(status(conversation, { ahead: { count: 0, isMore: false } })).toMatch(/no\. 7 is next in the queue/);
    conversation.does(ANNA, { kind: 'claim' });
    expect(status(conversation)).toMatch(/Anna is dealing with your request no\. 7/);
    conversation.does(ANNA, { kind: 'reply', text: 'Which lamp?' });
    expect(status(conversation)).toMatch(/Anna has answered/);
    conversation.does(ANNA, { kind: 'snooze', until: conversation.now + 60_000 });
    expect(status(conversation)).toMatch(/rests for now/);
    conversation.does(ANNA, { kind: 'resolve' });
    expect(status(conversation)).toMatch(/marked as resolved/);
    conversation.does(ANNA, { kind: 'close' });
    expect(status(conversation)).toMatch(/no open request/);
  });

  test('keeps to itself a ticket that was opened only because a message may be lost', () => {
    const conversation = new TestConversation();
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot' as const, detail: 'lost' });
    expect(conversation.state.ticket?.status).toBe('open');
    expect(status(conversation)).toMatch(/no open request/);
  });
});

describe('/language', () => {
  test.each(['zh', 'Chinese', '中文', ' ZH '])('takes %j', (wanted) => {
    const conversation = new TestConversation();
    asks(conversation, 'language', wanted);
    expect(conversation.state.locale).toBe('zh');
    expect(textAfter(conversation)).toBe('好的，我会使用中文。');
  });

  test('offers the languages there are, and takes the one that is pressed', () => {
    const conversation = new TestConversation();
    asks(conversation, 'language', 'Klingon');
    expect(textAfter(conversation)).toMatch(/do not know that language/);
    asks(conversation, 'language');
    const [message] = conversation.sent;
    expect(message?.choices.map(({ label }) => label)).toEqual(['English', '中文']);
    conversation.handle({ kind: 'choice', messageId: 'c10', choiceId: message?.choices[1]?.id ?? '' });
    expect(conversation.state.locale).toBe('zh');
  });

  test('works while people hold the conversation', () => {
    const conversation = new TestConversation();
    asks(conversation, 'human');
    conversation.handle({ kind: 'choice', messageId: 'c10', choiceId: 'language:zh' });
    expect(conversation.state.locale).toBe('zh');
  });
});

describe('a customer who cannot be written to', () => {
  const blocks = { kind: 'reachability', reachable: false, detail: 'Kim has blocked the bot' } as const;

  test('is told to staff on the ticket, once, and again when they can', () => {
    const conversation = new TestConversation();
    asks(conversation, 'human');
    conversation.handle(blocks);
    expect(conversation.recorded).toEqual(['customer_unreachable']);
    expect(conversation.state.unreachable).toBe('Kim has blocked the bot');
    conversation.handle(blocks);
    expect(conversation.recorded).toEqual([]);
    conversation.handle({ kind: 'reachability', reachable: true, detail: '' });
    expect(conversation.recorded).toEqual(['customer_reachable']);
  });

  test('can be written to again as soon as they write', () => {
    const conversation = new TestConversation();
    conversation.handle(blocks);
    conversation.says('hello again', analysis([]));
    expect(conversation.state.unreachable).toBeUndefined();
  });
});

describe('/help', () => {
  const choicesOf = (conversation: TestConversation) => conversation.sent[0]?.choices ?? [];
  const presses = (conversation: TestConversation, choiceId = '') =>
    conversation.handle({ kind: 'choice', messageId: 'c9', choiceId });

  test('has a button for each category, which lists its articles, which show themselves', () => {
    const conversation = new TestConversation();
    asks(conversation, 'help');
    expect(choicesOf(conversation)).toEqual([{ id: '/help Returns', label: 'Returns' }]);
    asks(conversation, 'help', 'returns');
    expect(choicesOf(conversation).map(({ label }) => label)).toEqual(['Returning an item']);
    presses(conversation, choicesOf(conversation)[0]?.id);
    expect(conversation.sent).toMatchObject([
      { source: { articleId: 'returns' }, text: expect.stringMatching(/^Send it back/) },
    ]);
  });

  test('with words shows the articles that were found for them', () => {
    const conversation = new TestConversation();
    asks(conversation, 'help', 'send back', { articles: [{ articleId: 'returns', title: 'Returning an item' }] });
    expect(textAfter(conversation)).toMatch(/may help/);
    expect(choicesOf(conversation).map(({ label }) => label)).toEqual(['Returning an item']);
  });

  test('with words for which there is nothing says so, and has the categories', () => {
    const conversation = new TestConversation();
    asks(conversation, 'help', 'bicycles');
    expect(textAfter(conversation)).toMatch(/no article about that/);
    expect(choicesOf(conversation).map(({ label }) => label)).toEqual(['Returns']);
  });

  describe('what is read and searched', () => {
    const FOUND = { articles: [{ articleId: 'returns', title: 'Returning an item' }] };
    const counting = () => {
      const conversation = new TestConversation();
      conversation.policy = { ...conversation.policy, countsHelpUse: true };
      return conversation;
    };
    const usesOf = (conversation: TestConversation) =>
      conversation.effects.flatMap((effect) => (effect.kind === 'note_help_use' ? [effect.use] : []));

    test.each([
      ['words that were found', 'Send  BACK?', FOUND, [{ kind: 'search', words: 'send back', isFound: true }]],
      ['words that were not', '自行车', {}, [{ kind: 'search', words: '自行车', isFound: false }]],
      ['nothing', '', {}, []],
      ['marks alone', '???', {}, []],
      ['a category', 'returns', {}, []],
    ])('%s', (_what, argument, facts, uses) => {
      const conversation = counting();
      asks(conversation, 'help', argument, facts);
      expect(usesOf(conversation)).toEqual(uses);
    });

    test('an article that is picked is read, and reading on is told apart', () => {
      const conversation = counting();
      asks(conversation, 'help', 'returns');
      presses(conversation, choicesOf(conversation)[0]?.id);
      expect(usesOf(conversation)).toEqual([{ kind: 'read', articleId: 'returns', way: 'chat' }]);
      presses(conversation, 'm:returns:0.0-1');
      expect(usesOf(conversation)).toEqual([{ kind: 'read', articleId: 'returns', way: 'more' }]);
    });

    test('is counted nowhere where desk.yaml does not say so', () => {
      const conversation = new TestConversation();
      asks(conversation, 'help', 'bicycles');
      expect(usesOf(conversation)).toEqual([]);
      presses(conversation, 'm:returns:0.0-0');
      expect(usesOf(conversation)).toEqual([]);
    });
  });
});
