/** What staff in Slack ask other systems, and have them do, from a ticket's card. */

import { expect, test } from 'vitest';
import type { RunnableAction } from '../../src/domain/actions/runnable-actions.ts';
import { makeCard } from '../support/scripted-staff-service.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';

const HOSTILE = '*bold* <!channel> `code`';
const STATUS: RunnableAction = {
  name: 'order_status',
  description: 'Where an order is',
  writes: false,
  inputs: [{ name: 'order_number', value: '100234' }],
};
const CANCEL: RunnableAction = {
  name: 'cancel_order',
  description: undefined,
  writes: true,
  inputs: [
    { name: 'order_number', value: '' },
    { name: 'why', value: HOSTILE },
  ],
};

async function opened(runnable: RunnableAction[]) {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens(makeCard({}, { runnable }));
  return { staff, card };
}

test('an action is chosen, its values stand in the fields, and what is sent is what stands there', async () => {
  const { staff, card } = await opened([STATUS, CANCEL]);
  await staff.ann.presses(staff.refTo(card), 'action:run');
  expect(staff.ann.modal()?.title).toBe('Other systems');
  expect(await staff.ann.submits({ answer: 'order_status' })).toEqual({ ok: true });
  expect(staff.ann.modal()).toMatchObject({ title: 'Look it up', submit: 'Look it up' });
  expect(await staff.ann.submits()).toEqual({ ok: true });
  expect(staff.service.requests.map(({ ticketId, command }) => [ticketId, command])).toEqual([
    [card.ticket.id, { kind: 'run_action', action: 'order_status', inputs: { order_number: '100234' } }],
  ]);
  expect(staff.ann.modal()).toBeUndefined();
});

test('what changes something is agreed to first', async () => {
  const { staff, card } = await opened([STATUS, CANCEL]);
  await staff.ann.presses(staff.refTo(card), 'action:run');
  await staff.ann.submits({ answer: 'cancel_order' });
  expect(staff.ann.modal()).toMatchObject({ title: 'Have it done' });
  await expect(staff.ann.submits({ 'input:order_number': '100235' })).rejects.toThrow('required field: agrees');
  expect(staff.service.requests).toEqual([]);
  await staff.ann.submits({ 'input:order_number': '100235', agrees: ['yes'] });
  expect(staff.service.requests[0]?.command).toEqual({
    kind: 'run_action',
    action: 'cancel_order',
    inputs: { order_number: '100235', why: HOSTILE },
  });
});

test('a refusal stands at the first field, and the form can be sent again', async () => {
  const { staff, card } = await opened([STATUS]);
  let isRefused = true;
  staff.service.decide = () =>
    isRefused ? { ok: false, code: 'invalid', message: 'That will not do.' } : { ok: true, message: 'Under way.' };
  await staff.ann.presses(staff.refTo(card), 'action:run');
  await staff.ann.submits({ answer: 'order_status' });
  expect(await staff.ann.submits()).toEqual({ ok: false, errors: { 'input:order_number': 'That will not do.' } });
  isRefused = false;
  expect(await staff.ann.submits({ 'input:order_number': '100236' })).toEqual({ ok: true });
});

test('a desk without actions has no such button', async () => {
  const { staff } = await opened([]);
  expect(staff.ann.sees(staff.channel)[0]?.buttons.map(({ text }) => text)).not.toContain('Other systems …');
});

test('an action that is gone by then is said to be', async () => {
  const { staff, card } = await opened([STATUS]);
  await staff.ann.presses(staff.refTo(card), 'action:run');
  for (const one of staff.service.cards) one.runnable = [];
  expect(await staff.ann.submits({ answer: 'order_status' })).toEqual({
    ok: false,
    errors: { answer: 'That is no longer there.' },
  });
});

test('however many there are, and however long their names, the menu holds them', async () => {
  const many = Array.from({ length: 150 }, (_, index) => ({
    ...STATUS,
    name: `action_${index}`,
    description: 'x'.repeat(500),
    inputs: [{ name: 'y'.repeat(200), value: 'z'.repeat(5_000) }],
  }));
  const { staff, card } = await opened(many);
  await staff.ann.presses(staff.refTo(card), 'action:run');
  expect(await staff.ann.submits({ answer: 'action_99' })).toEqual({ ok: true });
  expect(staff.ann.modal()?.title).toBe('Look it up');
});
