import { describe, expect, test } from 'vitest';
import { CUSTOMER_COMMANDS, parseCommandText, toCommandText } from '../../../src/domain/customer-commands.ts';
import type { CommandFacts, MergeCode, MergeCustomer } from '../../../src/domain/decision.ts';
import { MINUTE_MS } from '../../../src/domain/policy.ts';
import { ANNA, BEN, escalated, heldByAnna, LEA, TestConversation } from '../../support/conversation.ts';

const CODE = 'ABCDE23456';
/** The customer of the test's conversation. */
const KIM = { customerId: 'u1', conversationId: 'c1', name: 'Kim', channel: 'web' };
const KIMMY = { customerId: 'u2', conversationId: 'c2', name: 'Kimmy', channel: 'telegram' };
const LU = { customerId: 'u3', conversationId: 'c3', name: '[Lu](https://evil.example)', channel: 'discord' };

const merged = (other: MergeCustomer, agreedIn = 'c1') => ({ ...other, agreedIn });
const code = (parts: Partial<MergeCode>): MergeCode => ({
  code: CODE,
  owner: KIMMY,
  taker: undefined,
  takerAgreed: false,
  obstacle: undefined,
  ...parts,
});

interface Asked extends Partial<CommandFacts> {
  command?: 'link' | 'unlink';
  argument?: string;
  isPrivate?: boolean;
}

/** Asks, and tells what came of it: what is said, and what is done beside. */
function ask(conversation: TestConversation, asked: Asked) {
  const { command = 'link', argument = '', isPrivate = true, ...facts } = asked;
  conversation.handle({
    kind: 'command',
    messageId: 'c9',
    command,
    argument,
    isPrivate,
    facts: {
      ticketNumber: undefined,
      ahead: undefined,
      articles: [],
      newCode: CODE,
      codeMinutes: 15,
      codeWaitMs: 0,
      typedCode: undefined,
      mergedWith: [],
      ...facts,
    },
  });
  return outcomeOf(conversation);
}

function outcomeOf(conversation: TestConversation) {
  const { effects } = conversation;
  return {
    said: conversation.sent.map(({ text }) => text).join('\n'),
    choices: conversation.sent.flatMap(({ choices }) => choices.map(({ id }) => id)),
    done: effects.map(({ kind }) => kind).filter((kind) => kind !== 'send' && kind !== 'tell_conversation'),
    told: effects.flatMap((effect) =>
      effect.kind === 'tell_conversation' ? [{ to: effect.conversationId, ...effect.news }] : [],
    ),
  };
}

/** What comes of a command in a conversation of its own. */
const outcome = (asked: Asked) => ask(new TestConversation(), asked);

describe('/link', () => {
  test('gives a code out, to be typed in a private chat elsewhere', () => {
    const { said, done, told } = outcome({});
    expect(said).toContain(`/link ${CODE} in a private chat`);
    expect({ done, told }).toEqual({ done: ['give_code'], told: [] });
  });

  test.each<[string, Asked]>([
    ['a code is asked for', {}],
    ['a code is typed', { argument: CODE, typedCode: code({}) }],
    ['the taker agrees', { argument: CODE, typedCode: code({ taker: KIM }) }],
    ['the owner agrees', { argument: CODE, typedCode: code({ owner: KIM, taker: KIMMY, takerAgreed: true }) }],
    ['a wrong code is typed', { argument: 'WRONG' }],
  ])('where others read along does nothing but send to a private chat when %s', (_what, asked) => {
    const { said, done, told } = outcome({ ...asked, isPrivate: false });
    expect(said).toMatch(/write \/link in a private chat/);
    expect(said).not.toMatch(/Kim|ABCDE/);
    expect({ done, told }).toEqual({ done: [], told: [] });
  });

  test('with a code first says whose it is, and joins nothing', () => {
    const { said, choices, done, told } = outcome({ argument: CODE, typedCode: code({}) });
    expect(said).toContain('This code is that of Kimmy on Telegram');
    expect(choices.map(parseCommandText)).toEqual([
      { command: 'link', argument: CODE },
      { command: 'unlink', argument: CODE },
    ]);
    expect({ done, told }).toEqual({ done: ['take_code'], told: [] });
  });

  test('typed once more by its taker agrees, and its owner is asked, who is told by whom', () => {
    const { said, done, told } = outcome({ argument: CODE, typedCode: code({ taker: KIM }) });
    expect(said).toMatch(/once Kimmy agrees on Telegram/);
    expect(done).toEqual(['agree_to_code']);
    expect(told).toEqual([{ to: 'c2', kind: 'merge_requested', code: CODE, name: 'Kim', channel: 'web' }]);
  });

  test('typed a third time by its taker asks the owner no second time', () => {
    const { said, done, told } = outcome({ argument: CODE, typedCode: code({ taker: KIM, takerAgreed: true }) });
    expect(said).toMatch(/once Kimmy agrees on Telegram/);
    expect({ done, told }).toEqual({ done: [], told: [] });
  });

  test('whose code is wanted is asked, told who wants it, and nothing of a name is markup', () => {
    const conversation = new TestConversation();
    conversation.handle({ kind: 'merge_requested', code: CODE, name: LU.name, channel: LU.channel });
    const { said, choices, done } = outcomeOf(conversation);
    expect(said).toContain(String.raw`\[Lu\]\(https`);
    expect(said).toContain('on Discord has typed your code');
    expect(choices).toEqual([toCommandText('link', CODE), toCommandText('unlink', CODE)]);
    expect(done).toEqual([]);
  });

  test('typed by its owner after both know who the other is joins them, and both and staff are told', () => {
    const conversation = escalated();
    const typedCode = code({ owner: KIM, taker: KIMMY, takerAgreed: true });
    const { said, done, told } = ask(conversation, { argument: CODE, typedCode });
    expect(conversation.effects).toContainEqual({ kind: 'merge_contacts', code: CODE, other: KIMMY });
    expect(said).toMatch(/what Kimmy asked on Telegram/);
    expect(done).toEqual(['merge_contacts', 'ticket_event']);
    expect(conversation.recorded).toEqual(['contacts_merged']);
    expect(told).toEqual([{ to: 'c2', kind: 'contacts_merged', name: 'Kim', channel: 'web' }]);
  });

  test.each([
    ['nobody has typed it', code({ owner: KIM })],
    ['its taker has not agreed', code({ owner: KIM, taker: KIMMY })],
  ])('typed by its owner joins nothing while %s', (_when, typedCode) => {
    const { said, done, told } = outcome({ argument: CODE, typedCode });
    expect(said).toMatch(/in the other channel first/);
    expect({ done, told }).toEqual({ done: [], told: [] });
  });

  test.each([false, true])('typed by a second taker ends the code for all (the first agreed: %s)', (takerAgreed) => {
    const typedCode = code({ taker: LU, takerAgreed });
    const { said, done, told } = outcome({ argument: CODE, typedCode });
    expect(said).toMatch(/do not know this code/);
    expect(done).toEqual(['count_wrong_code', 'end_code']);
    expect(told).toEqual([
      { to: 'c2', kind: 'merge_ended', reason: 'typed_by_another' },
      { to: 'c3', kind: 'merge_ended', reason: 'typed_by_another' },
    ]);
  });

  test.each([
    ['typed_by_another' as const, /no longer good, since somebody else has typed it/],
    ['called_off' as const, /does not want to be joined/],
  ])('a code that was ended (%s) is told of with the reason', (reason, words) => {
    const conversation = new TestConversation();
    conversation.handle({ kind: 'merge_ended', reason });
    expect(outcomeOf(conversation).said).toMatch(words);
  });

  test('with a code that nobody has is counted, and after too many even a right one is not looked at', () => {
    expect(outcome({ argument: 'WRONG' })).toMatchObject({ done: ['count_wrong_code'] });
    for (const typedCode of [undefined, code({}), code({ taker: LU })]) {
      const { said, done, told } = outcome({ argument: CODE, typedCode, codeWaitMs: 2 * MINUTE_MS });
      expect(said).toMatch(/too many wrong codes.*in 2 min/);
      expect({ done, told }).toEqual({ done: [], told: [] });
    }
  });

  test.each([
    ['joined_already' as const, /joined already/],
    ['too_many' as const, /no more can be/],
  ])('joins nothing where that cannot be (%s)', (obstacle, words) => {
    for (const typedCode of [
      code({ obstacle }),
      code({ obstacle, taker: KIM }),
      code({ obstacle, owner: KIM, taker: KIMMY, takerAgreed: true }),
    ]) {
      const { said, done, told } = outcome({ argument: CODE, typedCode });
      expect(said).toMatch(words);
      expect({ done, told }).toEqual({ done: [], told: [] });
    }
  });
});

describe('/unlink', () => {
  const unlink = (asked: Asked) => outcome({ command: 'unlink', ...asked });

  test('parts the customer from whom they are joined with, and both sides and staff are told', () => {
    const conversation = escalated();
    const { said, done, told } = ask(conversation, { command: 'unlink', mergedWith: [merged(KIMMY), merged(LU)] });
    expect(conversation.effects).toContainEqual({ kind: 'unmerge_contacts', otherIds: ['u2', 'u3'] });
    expect(done).toEqual(['unmerge_contacts', 'ticket_event']);
    expect(conversation.recorded).toEqual(['contacts_unmerged']);
    const by = { kind: 'customer', id: 'u1', name: 'Kim' };
    expect(told).toEqual([
      { to: 'c2', kind: 'contacts_unmerged', others: [{ name: 'Kim', channel: 'web' }], by },
      { to: 'c3', kind: 'contacts_unmerged', others: [{ name: 'Kim', channel: 'web' }], by },
    ]);
    expect(said).toMatch(/on its own again/);
    expect(said).not.toMatch(/Kimmy|Lu/);
  });

  test('where nothing is joined says so, and in public nothing at all', () => {
    expect(unlink({})).toMatchObject({ said: expect.stringMatching(/not joined/), done: [], told: [] });
    expect(unlink({ isPrivate: false, mergedWith: [merged(KIMMY)] })).toMatchObject({
      said: expect.stringMatching(/write \/unlink in a private chat/),
      done: [],
      told: [],
    });
  });

  test.each([
    ['its owner', code({ owner: KIM, taker: KIMMY }), ['c2']],
    ['its owner, before anybody typed it', code({ owner: KIM }), []],
    ['its taker', code({ taker: KIM }), ['c2']],
    ['its taker, who had agreed', code({ taker: KIM, takerAgreed: true }), ['c2']],
  ])('with a code calls it off for %s', (_who, typedCode, told) => {
    const called = unlink({ argument: CODE, typedCode });
    expect(called).toMatchObject({ said: expect.stringMatching(/nothing is joined/), done: ['end_code'] });
    expect(called.told).toEqual(told.map((to) => ({ to, kind: 'merge_ended', reason: 'called_off' })));
  });

  test.each([undefined, code({}), code({ taker: LU })])('with a code of others does nothing', (typedCode) => {
    expect(unlink({ argument: CODE, typedCode })).toMatchObject({
      said: expect.stringMatching(/do not know this code/),
      done: [],
      told: [],
    });
  });
});

describe('staff who part a customer from others', () => {
  const by = { kind: 'agent', id: 'anna', name: 'Anna' };

  test('are recorded on the tickets of both, and neither customer is told by whom or from whom', () => {
    const conversation = heldByAnna();
    conversation.mergedWith = [merged(KIMMY)];
    expect(conversation.does(ANNA, { kind: 'unmerge' }).outcome).toEqual({
      ok: true,
      message: 'Parted from Kimmy on Telegram.',
    });
    const { said, told } = outcomeOf(conversation);
    expect(told).toEqual([{ to: 'c2', kind: 'contacts_unmerged', others: [{ name: 'Kim', channel: 'web' }], by }]);
    expect(said).toMatch(/on its own again/);
    expect(said).not.toMatch(/Anna|Kimmy/);
    const event = { kind: 'contacts_unmerged', by, detail: 'Parted from Kimmy on Telegram' };
    expect(conversation.effects).toContainEqual({ kind: 'ticket_event', event: expect.objectContaining(event) });
  });

  test('the other side is told no names, and its ticket by whom, in whatever state it is', () => {
    for (const end of ['resolve', 'close'] as const) {
      const conversation = heldByAnna();
      conversation.does(ANNA, { kind: end });
      conversation.handle({ kind: 'contacts_unmerged', others: [KIMMY], by: { ...by, kind: 'agent' } });
      expect(conversation.recorded).toEqual(['contacts_unmerged']);
      expect(outcomeOf(conversation).said).not.toMatch(/Anna|Kimmy/);
    }
  });

  test('tell the customer where they agreed to it, not in a group whose ticket it was done on', () => {
    const conversation = heldByAnna();
    conversation.mergedWith = [merged(KIMMY, 'in private'), merged(LU, 'in private')];
    conversation.does(ANNA, { kind: 'unmerge' });
    const { said, told } = outcomeOf(conversation);
    expect(said).toBe('');
    expect(told.map(({ to }) => to)).toEqual(['c2', 'c3', 'in private']);
    const others = [KIMMY, LU].map(({ name, channel }) => ({ name, channel }));
    expect(told.at(-1)).toEqual({ to: 'in private', kind: 'contacts_unmerged', others, by });
    expect(conversation.recorded).toEqual(['contacts_unmerged']);
  });

  test('need a customer who is joined with somebody, and a ticket that is not somebody else’s', () => {
    const conversation = heldByAnna();
    expect(conversation.does(ANNA, { kind: 'unmerge' }).outcome).toMatchObject({ ok: false, code: 'wrong_state' });
    conversation.mergedWith = [merged(KIMMY)];
    expect(conversation.does(BEN, { kind: 'unmerge' }).outcome).toMatchObject({ code: 'assigned_to_other' });
    expect(conversation.effects).toEqual([]);
    expect(conversation.does(LEA, { kind: 'unmerge' }).outcome).toMatchObject({ ok: true });
  });

  test('read of somebody the desk has forgotten that it was somebody', () => {
    const conversation = heldByAnna();
    conversation.mergedWith = [merged({ customerId: 'u9', conversationId: '', name: '', channel: '' }, '')];
    expect(conversation.does(ANNA, { kind: 'unmerge' }).outcome).toMatchObject({
      message: 'Parted from somebody in another channel.',
    });
  });
});

test.each(CUSTOMER_COMMANDS)('the text of /%s is read as that command', (command) => {
  expect(parseCommandText(toCommandText(command, ' 12 3 '))).toEqual({ command, argument: '12 3' });
  expect(parseCommandText(toCommandText(command, ''))).toEqual({ command, argument: '' });
});
