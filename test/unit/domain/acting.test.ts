import { beforeEach, describe, expect, test } from 'vitest';
import type { ActionResult } from '../../../src/domain/actions/action.ts';
import type { RequestedCall } from '../../../src/domain/actions/requested-call.ts';
import { confirmChoiceIds } from '../../../src/domain/choice-id.ts';
import type { Intent, Slot } from '../../../src/domain/content.ts';
import { withoutEscapes } from '../../../src/domain/markdown.ts';
import { actingConversation, CANCEL, intentOf, ORDER_NUMBER } from '../../support/acting-conversation.ts';
import { ANNA, analysis, type TestConversation } from '../../support/conversation.ts';

const FOUND: ActionResult = {
  kind: 'answered',
  outcome: 'found',
  values: { state: { type: 'text', value: 'packed' } },
};
const CANCELLED: ActionResult = { kind: 'answered', outcome: 'cancelled', values: {} };
const failed = (failure: 'not_sent' | 'refused' | 'unknown'): ActionResult => ({
  kind: 'failed',
  failure,
  reason: 'it answered 503',
});
const order = (name: string, value = '100234') => analysis([[name, 0.9, { order_number: value }]]);
const twoOrders = (name: string) => {
  const entities = ['100234', '100235'].map((value) => ({
    type: 'order_number' as const,
    value,
    text: value,
    start: 0,
    end: 6,
  }));
  return analysis([[name, 0.9, { order_number: '100234' }]], { entities });
};
const nothing = (parts: Parameters<typeof analysis>[1] = {}) => analysis([], { isQuestion: false, ...parts });
const says = (word: 'yes' | 'no', isAll = true) => nothing({ agreement: { says: word, isAll } });

let talk: TestConversation;

beforeEach(() => {
  talk = actingConversation();
});

const texts = () => talk.sent.map(({ text }) => text);
const calls = () => talk.effects.flatMap((effect) => (effect.kind === 'perform_action' ? [effect.call] : []));

function ends(call: RequestedCall | undefined, result: ActionResult) {
  if (call === undefined) throw new Error('nothing was asked for');
  return talk.handle({ kind: 'action_ended', call, result });
}

describe('an intent whose action reads', () => {
  test('is answered by what the other system says', () => {
    talk.answers = () => FOUND;
    const { records } = talk.says('where is 100234', order('track_order'));
    expect(texts()).toEqual(['100234 is packed.']);
    expect(talk.sent[0]?.asksFeedback).toBe(true);
    expect(records[0]?.called).toEqual({
      action: 'order_status',
      inputs: { order_number: '100234' },
      ended: 'found, state packed',
    });
  });

  test('asks for what is missing first, and the other system only then', () => {
    talk.answers = () => FOUND;
    talk.says('where is my order', analysis([['track_order', 0.9]]));
    expect(texts()).toEqual(['Which order?']);
    expect(talk.asked).toEqual([]);
    talk.says('100234', nothing({ expectedSlotValue: '100234' }));
    expect(texts()).toEqual(['100234 is packed.']);
  });

  test('answers as the intent says where nobody is asked', () => {
    talk.answers = () => failed('not_sent');
    talk.says('where is 100234', order('track_order'));
    expect(texts()).toEqual(['See your account for 100234.']);
  });

  test.each(['refused', 'unknown'] as const)('says beside that that it could not look it up (%s)', (failure) => {
    talk.answers = () => failed(failure);
    talk.says('where is 100234', order('track_order'));
    expect(texts()).toEqual(['I cannot look that up just now.', 'See your account for 100234.']);
    expect(talk.state.ticket).toBeUndefined();
  });

  test.each(['not_sent', 'refused', 'unknown'] as const)('is handed over with what happened (%s)', (failure) => {
    talk.answers = () => failed(failure);
    talk.says('100234 never came', order('lost_parcel'));
    expect(talk.state.ticket).toMatchObject({ reason: 'lookup_failed', intent: 'lost_parcel' });
    expect(talk.events[0]?.detail).toContain('order_status (order_number 100234)');
    expect(talk.events[0]?.detail).toContain('it answered 503');
    expect(talk.state.ticket?.tried.at(-1)?.called?.action).toBe('order_status');
  });

  test('of two orders each is asked about once, and both are answered in order', () => {
    talk.answers = ({ inputs }) => (inputs.order_number === '100235' ? { ...FOUND, outcome: 'not_found' } : FOUND);
    talk.says('where are 100234 and 100235', twoOrders('track_order'));
    expect(texts()).toEqual(['100234 is packed.', 'No order 100235.']);
    expect(talk.asked).toHaveLength(2);
  });
});

describe('an intent whose action writes', () => {
  const cancels = () => {
    talk.says('cancel 100234', order('cancel_order'));
    return talk.sent[0]?.choices ?? [];
  };

  test('says what will be done, and does nothing before the customer agrees', () => {
    const { records } = talk.says('cancel 100234', order('cancel_order'));
    expect(texts()).toEqual(['I will cancel 100234. Shall I?']);
    expect(talk.sent[0]?.choices.map(({ label }) => label)).toEqual(['Yes, please', 'No, leave it']);
    expect(calls()).toEqual([]);
    expect(records[0]?.action).toBe('asked_to_confirm');
  });

  test.each([
    ['the button', () => talk.presses('Yes, please')],
    ['a yes', () => talk.says('yes', says('yes'))],
    ['a yes that repeats it', () => talk.says('yes, cancel it', { ...order('cancel_order'), ...says('yes', false) })],
  ])('is requested once by %s, and what comes of it is said', (_, agree) => {
    cancels();
    agree();
    const [call, ...others] = calls();
    expect(others).toEqual([]);
    expect(call).toMatchObject({ inputs: { order_number: '100234' }, action: { name: 'cancel_order' } });
    expect(texts()).toEqual([]);
    ends(call, CANCELLED);
    expect(texts()).toEqual(['100234 is cancelled.']);
    expect(talk.state.ticket).toBeUndefined();
  });

  test.each([
    ['the button', () => talk.presses('No, leave it')],
    ['a no', () => talk.says('no', says('no'))],
    ['a word that calls off', () => talk.says('never mind', nothing({ cancels: true }))],
  ])('is not requested after %s', (_, decline) => {
    const [yes] = cancels();
    decline();
    expect(calls()).toEqual([]);
    expect(texts()).toEqual(['All right, I leave it as it is. What else can I do for you?']);
    talk.chooses(yes?.id ?? '');
    expect(calls()).toEqual([]);
  });

  test('a button that is pressed twice requests it once; the other one comes too late', () => {
    const [yes, no] = cancels();
    talk.chooses(yes?.id ?? '');
    expect(calls()).toHaveLength(1);
    talk.chooses(yes?.id ?? '');
    expect([...calls(), ...texts()]).toEqual([]);
    talk.chooses(no?.id ?? '');
    expect(texts()).toEqual(['That is under way already.']);
  });

  test('what is neither a yes nor a no is asked about once more, and then read for itself', () => {
    cancels();
    talk.says('hm', nothing());
    expect(texts()).toEqual(['Is that a yes or a no? I will cancel 100234. Shall I?']);
    const { records } = talk.says('hm', nothing());
    expect(records[0]?.rule).not.toBe('confirmation_unclear');
    expect(calls()).toEqual([]);
  });

  test('another matter is answered; the buttons still hold, and a yes may be meant for that, so that it is asked again', () => {
    cancels();
    talk.says('do you sell gift cards', analysis([['gift_card', 0.9]]));
    expect(texts()).toEqual(['About gift_card.']);
    talk.says('ok do it', says('yes'));
    expect(calls()).toEqual([]);
    expect(texts()).toEqual(['Is that a yes or a no? I will cancel 100234. Shall I?']);
    talk.says('yes', says('yes'));
    expect(calls()).toHaveLength(1);
  });

  test('what was left for another matter is asked about again once, and its buttons hold on', () => {
    const [yes] = cancels();
    const gift = analysis([['gift_card', 0.9]]);
    talk.says('do you sell gift cards', gift);
    talk.says('ok', says('yes'));
    talk.says('where is 100235', order('track_order', '100235'));
    const { records } = talk.says('ok', says('yes'));
    expect(records[0]?.rule).not.toBe('confirmation_unclear');
    talk.chooses(yes?.id ?? '');
    expect(calls()).toHaveLength(1);
  });

  test('a yes is a yes, also where its words sound like those for a person', () => {
    cancels();
    talk.says('yes pls', { ...says('yes'), understanding: { ...says('yes').understanding, wantsPerson: true } });
    expect(calls()).toHaveLength(1);
    expect(talk.state.ticket).toBeUndefined();
  });

  test('a yes that names another value as well does not lose what it agrees to', () => {
    const [yes] = cancels();
    const value = { type: 'order_number' as const, value: '100235', text: '100235', start: 9, end: 15 };
    talk.says('yes, and 100235 too', nothing({ entities: [value], agreement: { says: 'yes', isAll: false } }));
    talk.chooses(yes?.id ?? '');
    expect(calls().map(({ inputs }) => inputs.order_number)).toEqual(['100234']);
  });

  test('another value is proposed in place of the one before', () => {
    const [yes] = cancels();
    const value = { type: 'order_number' as const, value: '100235', text: '100235', start: 9, end: 15 };
    talk.says('no sorry 100235', nothing({ entities: [value], agreement: { says: 'no', isAll: false } }));
    expect(texts()).toEqual(['I will cancel 100235. Shall I?']);
    talk.chooses(yes?.id ?? '');
    expect(calls()).toEqual([]);
    talk.says('yes', says('yes'));
    expect(calls().map(({ inputs }) => inputs.order_number)).toEqual(['100235']);
  });

  test('of two that wait a yes does not say which; each button does', () => {
    talk.says('cancel 100234 and 100235', twoOrders('cancel_order'));
    const [, second] = talk.sent.map(({ choices }) => choices[0]?.id ?? '');
    talk.says('yes', says('yes'));
    expect(calls()).toEqual([]);
    talk.chooses(second ?? '');
    expect(calls().map(({ inputs }) => inputs.order_number)).toEqual(['100235']);
  });

  test('after a long silence nothing waits any more', () => {
    const [yes] = cancels();
    talk.pass(talk.policy.forgetAfterMs + 1);
    talk.chooses(yes?.id ?? '');
    expect(calls()).toEqual([]);
    expect(talk.state.ticket).toBeUndefined();
  });

  test('what was agreed to is done as it was shown, whatever the content says by then', () => {
    cancels();
    talk.content = { ...talk.content, actions: {}, version: 'another' };
    talk.presses('Yes, please');
    expect(calls()[0]?.action.request.url).toBe('https://shop.example/{order_number}');
  });

  test('a button of nobody’s does nothing', () => {
    talk.chooses(confirmChoiceIds('p1-1').yes);
    expect(calls()).toEqual([]);
    expect(texts()).toEqual(['That choice is no longer there. Please tell me again what you need.']);
  });
});

describe('a write whose values cannot be checked', () => {
  const check = { action: 'order_status', accept: ['found'], otherwise: 'None.' };
  const withCheck = (outcome: Intent['outcome']) => {
    const { en } = talk.content.locales;
    const asked = intentOf('cancel_order', { slots: [{ ...ORDER_NUMBER, check }], action: CANCEL, outcome });
    if (en !== undefined) talk.content = { ...talk.content, locales: { en: { ...en, intents: [asked] } } };
  };

  test('is not proposed: nobody can be asked, and the intent’s own answer stands', () => {
    withCheck({ kind: 'answer', text: 'Do it yourself.' });
    talk.says('cancel 100234', order('cancel_order'));
    expect(texts()).toEqual(['Do it yourself.']);
    talk.answers = () => failed('unknown');
    talk.says('cancel 100234', order('cancel_order'));
    expect(texts()).toEqual(['I cannot look that up just now.', 'Do it yourself.']);
  });

  test('is handed over where that is what the intent says', () => {
    withCheck({ kind: 'escalate' });
    talk.says('cancel 100234', order('cancel_order'));
    expect(talk.state.ticket).toMatchObject({ reason: 'lookup_failed', intent: 'cancel_order' });
  });

  test('is proposed where the check says that they will do', () => {
    withCheck({ kind: 'escalate' });
    talk.answers = () => FOUND;
    talk.says('cancel 100234', order('cancel_order'));
    expect(texts()).toEqual(['I will cancel 100234. Shall I?']);
  });
});

describe('a write that what a check found rules out', () => {
  const unless = '{if state is packed}Too late for {order_number}.{end}';
  const check = { action: 'order_status', accept: ['found'], otherwise: 'None.', unless };
  const found = (state: string): ActionResult => ({ ...FOUND, values: { state: { type: 'text', value: state } } });
  const asks = (state: string) => {
    const { en } = talk.content.locales;
    const outcome = { kind: 'escalate' as const };
    const asked = intentOf('cancel_order', { slots: [{ ...ORDER_NUMBER, check }], action: CANCEL, outcome });
    if (en !== undefined) talk.content = { ...talk.content, locales: { en: { ...en, intents: [asked] } } };
    talk.answers = () => found(state);
    talk.says('cancel 100234', order('cancel_order'));
  };

  test('is refused before the customer is asked to agree, and not asked for again', () => {
    asks('packed');
    expect(texts()).toEqual(['Too late for 100234.']);
    expect(talk.state.confirmations ?? []).toEqual([]);
    expect(talk.state.slotFilling).toBeUndefined();
    expect(calls()).toEqual([]);
  });

  test('is proposed where it says nothing', () => {
    asks('received');
    expect(texts()).toEqual(['I will cancel 100234. Shall I?']);
  });
});

describe('a write that failed', () => {
  const agreed = (name: string) => {
    talk.says('cancel 100234', order(name));
    talk.presses('Yes, please');
    return calls()[0];
  };

  test('that nothing was changed is said, with what the intent says beside it, where nothing was sent', () => {
    ends(agreed('cancel_order'), failed('not_sent'));
    expect(texts()).toEqual(['That did not work, and nothing was changed.', 'See your account for 100234.']);
    expect(talk.state.ticket).toBeUndefined();
  });

  test.each([
    ['stop_order', 'not_sent', 'action_failed', 2],
    ['cancel_order', 'refused', 'action_failed', 2],
    ['cancel_order', 'unknown', 'action_unknown', 4],
  ] as const)('%s that ends %s is handed over as %s', (name, failure, reason, importance) => {
    ends(agreed(name), failed(failure));
    expect(talk.state.ticket).toMatchObject({ reason, importance, intent: name });
    expect(talk.state.ticket?.tried.at(-1)?.called?.ended).toContain('it answered 503');
    expect(talk.events.at(-1)?.detail).toContain('cancel_order (order_number 100234)');
    expect(texts()).toHaveLength(1);
  });

  test('an outcome for which there are no words any more is not told as nothing', () => {
    const call = agreed('cancel_order');
    ends(call, { kind: 'answered', outcome: 'gone', values: {} });
    expect(talk.state.ticket?.reason).toBe('action_unknown');
  });

  test('where a person is in charge by then, it stands on the ticket, and the customer is told all the same', () => {
    const call = agreed('cancel_order');
    talk.says('a person please', analysis([], { wantsPerson: true }));
    talk.does(ANNA, { kind: 'claim' });
    ends(call, failed('unknown'));
    expect(texts()).toEqual(['I cannot tell whether that was done.']);
    expect(talk.recorded).toEqual(['action_ended']);
    ends(call, CANCELLED);
    expect(texts()).toEqual(['100234 is cancelled.']);
    expect(talk.state.ticket?.assignee?.id).toBe('anna');
  });

  test('handing over drops what waits to be agreed to', () => {
    talk.says('cancel 100234', order('cancel_order'));
    const [yes] = talk.sent[0]?.choices ?? [];
    talk.says('a person please', analysis([], { wantsPerson: true }));
    talk.chooses(yes?.id ?? '');
    expect(calls()).toEqual([]);
  });
});

describe('slots that are looked up or checked', () => {
  const EMAIL: Slot = { name: 'email', type: 'email', ask: 'Which address?', values: {}, pattern: undefined };
  const withSlots = (slots: Slot[]) => {
    const { en } = talk.content.locales;
    const asked = intentOf('invoice', {
      slots,
      outcome: { kind: 'answer', text: 'Sent to {email} for {order_number}.' },
    });
    if (en !== undefined) talk.content = { ...talk.content, locales: { en: { ...en, intents: [asked] } } };
  };
  const check = { action: 'order_status', accept: ['found'], otherwise: 'I find no {order_number}.' };

  test('a value that is looked up is not asked for', () => {
    withSlots([ORDER_NUMBER, { ...EMAIL, from: { action: 'order_status', value: 'email' } }]);
    talk.answers = () => ({ ...FOUND, values: { email: { type: 'text', value: 'kim@example.org' } } });
    talk.says('invoice for 100234', order('invoice'));
    expect(texts().map(withoutEscapes)).toEqual(['Sent to kim@example.org for 100234.']);
  });

  test.each([
    ['there is none', FOUND],
    ['nobody answers', failed('unknown')],
  ])('it is asked for where %s', (_, answer) => {
    withSlots([ORDER_NUMBER, { ...EMAIL, from: { action: 'order_status', value: 'email' } }]);
    talk.answers = () => answer;
    talk.says('invoice for 100234', order('invoice'));
    expect(texts()).toEqual(['Which address?']);
  });

  test('a day is written as the language writes it, in what is confirmed as in what is answered', () => {
    const day: Slot = { name: 'day', type: 'date', ask: 'Which day?', values: {}, pattern: undefined };
    withSlots([day]);
    const { en } = talk.content.locales;
    const asked = intentOf('invoice', { slots: [day], outcome: { kind: 'answer', text: 'On {day}.' } });
    if (en !== undefined) talk.content = { ...talk.content, locales: { en: { ...en, intents: [asked] } } };
    talk.says('invoice of that day', analysis([['invoice', 0.9, { day: '2026-12-03' }]]));
    expect(texts().map(withoutEscapes)).toEqual(['On December 3, 2026.']);
  });

  test('a value that will not do is said to, and asked for again', () => {
    withSlots([{ ...ORDER_NUMBER, check }, EMAIL]);
    talk.answers = ({ inputs }) => (inputs.order_number === '100234' ? { ...FOUND, outcome: 'not_found' } : FOUND);
    talk.says('invoice for 100234', order('invoice'));
    expect(texts()).toEqual(['I find no 100234. Which order?']);
    talk.says('100235', nothing({ expectedSlotValue: '100235' }));
    expect(texts()).toEqual(['Which address?']);
  });

  test('a value that nobody can check will do', () => {
    withSlots([{ ...ORDER_NUMBER, check }, EMAIL]);
    talk.answers = () => failed('unknown');
    talk.says('invoice for 100234', order('invoice'));
    expect(texts()).toEqual(['Which address?']);
  });
});
