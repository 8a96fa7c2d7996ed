import { beforeEach, expect, test } from 'vitest';
import { runnableActions } from '../../../src/domain/actions/runnable-actions.ts';
import type { StaffCommand } from '../../../src/domain/staff.ts';
import { actingConversation } from '../../support/acting-conversation.ts';
import { ANNA, analysis, BEN, type TestConversation } from '../../support/conversation.ts';

const run = (action: string, inputs: Record<string, string> = { order_number: ' 100234 ' }): StaffCommand => ({
  kind: 'run_action',
  action,
  inputs,
});
const CANCELLED = { kind: 'answered' as const, outcome: 'cancelled', values: {} };

let talk: TestConversation;
beforeEach(() => {
  talk = actingConversation();
  talk.says('a person please', analysis([], { wantsPerson: true }));
});
const calls = () => talk.effects.flatMap((effect) => (effect.kind === 'perform_action' ? [effect.call] : []));

test('anybody looks something up; that it was asked for, and how it ended, stands on the ticket', () => {
  const { outcome } = talk.does(BEN, run('order_status'));
  expect(outcome?.ok).toBe(true);
  const [call] = calls();
  expect(call).toMatchObject({ inputs: { order_number: '100234' }, for: { kind: 'staff', staff: BEN } });
  expect(talk.events.at(-1)).toMatchObject({
    kind: 'action_requested',
    by: { id: 'ben' },
    detail: 'order_status (order_number 100234)',
  });
  if (call === undefined) throw new Error('nothing was asked for');
  talk.handle({ kind: 'action_ended', call, result: CANCELLED });
  expect(talk.sent).toEqual([]);
  expect(talk.events.at(-1)).toMatchObject({
    kind: 'action_ended',
    detail: 'order_status (order_number 100234): cancelled',
  });
});

test('only the assignee has something changed', () => {
  expect(talk.does(ANNA, run('cancel_order')).outcome).toMatchObject({ ok: false, code: 'not_assignee' });
  talk.does(ANNA, { kind: 'claim' });
  expect(talk.does(BEN, run('cancel_order')).outcome).toEqual({
    ok: false,
    code: 'assigned_to_other',
    message: 'This changes something, and the ticket is assigned to Anna: ask them, or have it assigned to you.',
  });
  expect(calls()).toEqual([]);
  expect(talk.does(ANNA, run('cancel_order')).outcome?.ok).toBe(true);
  expect(calls()).toHaveLength(1);
});

test.each([
  ['an action that is gone', 'order_gone', { order_number: '1' }, 'not_found'],
  ['a value that is missing', 'order_status', {}, 'invalid'],
  ['a value of blanks', 'order_status', { order_number: ' ' }, 'invalid'],
  ['a value that is too long', 'order_status', { order_number: '1'.repeat(501) }, 'invalid'],
  ['a value it does not take', 'order_status', { order_number: '1', customer: 'kim' }, 'invalid'],
  ['a value named as one of JavaScript’s own', 'order_status', { order_number: '1', constructor: '1' }, 'invalid'],
  ['a name of JavaScript’s own', 'constructor', { order_number: '1' }, 'not_found'],
])('%s is refused', (_, action, inputs, code) => {
  expect(talk.does(ANNA, run(action, inputs)).outcome).toMatchObject({ ok: false, code });
  expect(calls()).toEqual([]);
});

test('nothing is done on a ticket that is over', () => {
  talk.does(ANNA, { kind: 'claim' });
  talk.does(ANNA, { kind: 'resolve' });
  expect(talk.does(ANNA, run('order_status')).outcome).toMatchObject({ ok: false, code: 'wrong_state' });
});

test('what can be run has the value that was given last, or that another system was asked about', () => {
  const { ticket, memory } = talk.state;
  if (ticket === undefined) throw new Error('there is no ticket');
  const values = (...given: Parameters<typeof runnableActions>) =>
    runnableActions(...given).map(({ name, writes, inputs }) => [name, writes, inputs[0]?.value]);
  expect(values(talk.content, ticket, memory)).toEqual([
    ['order_status', false, ''],
    ['cancel_order', true, ''],
  ]);
  const at = talk.now;
  const remembered = { topics: [], values: [{ type: 'order_number' as const, value: '100235', at }] };
  expect(values(talk.content, ticket, remembered)[0]).toEqual(['order_status', false, '100235']);
  const called = { action: 'order_status', inputs: { order_number: '100236' }, ended: 'found' };
  const attempt = {
    question: 'q',
    what: 'called' as const,
    intent: undefined,
    articleId: undefined,
    confidence: 1,
    at,
  };
  expect(values(talk.content, { ...ticket, tried: [{ ...attempt, called }] }, undefined)[1]).toEqual([
    'cancel_order',
    true,
    '100236',
  ]);
});
