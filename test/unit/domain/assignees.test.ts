import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/domain/policy.ts';
import { isWithStaff } from '../../../src/domain/ticket.ts';
import { ANNA, analysis, BEN, heldByAnna, LEA, TestConversation } from '../../support/conversation.ts';

const ANNA_LEAVES = {
  kind: 'unassign',
  assigneeId: ANNA.id,
  by: LEA,
  reason: 'Anna is not on the staff any more',
} as const;

describe('when the holder of a ticket leaves', () => {
  test('it waits for somebody again, its history says why, and the customer is told nothing', () => {
    const conversation = heldByAnna();
    conversation.handle(ANNA_LEAVES);
    expect(conversation.state.ticket).toMatchObject({ status: 'open', assignee: undefined });
    expect(conversation.effects).toContainEqual({
      kind: 'ticket_event',
      event: expect.objectContaining({
        kind: 'unassigned',
        by: expect.objectContaining({ name: 'Lea' }),
        detail: ANNA_LEAVES.reason,
      }),
    });
    expect(conversation.sent).toEqual([]);
    expect(conversation.timers).toEqual(['reminder', 'supervisor']);
  });

  test('the customer has waited as long as before', () => {
    const conversation = heldByAnna();
    const since = conversation.state.ticket?.waitingSince;
    conversation.pass(HOUR_MS);
    conversation.handle(ANNA_LEAVES);
    expect(since).toBeDefined();
    expect(conversation.state.ticket?.waitingSince).toBe(since);
  });

  test('one that waited for the customer waits for staff from now on, so that somebody is reminded of it', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'reply', text: 'Which colour?' });
    conversation.pass(HOUR_MS);
    conversation.handle(ANNA_LEAVES);
    expect(conversation.state.ticket).toMatchObject({ status: 'open', waitingSince: conversation.now });
  });

  test('one that is snoozed comes back at its time, for everybody', () => {
    const conversation = heldByAnna();
    const until = conversation.now + HOUR_MS;
    conversation.does(ANNA, { kind: 'snooze', until });
    conversation.handle(ANNA_LEAVES);
    expect(conversation.state.ticket).toMatchObject({ status: 'snoozed', snoozedUntil: until, assignee: undefined });
    conversation.pass(HOUR_MS);
    conversation.handle({ kind: 'timer', timer: 'wake_snoozed' });
    expect(conversation.state.ticket?.status).toBe('open');
    expect(conversation.timers).toEqual(['reminder', 'supervisor']);
  });

  test('one that only the customer would bring back is in the queue at once', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'snooze' });
    conversation.handle(ANNA_LEAVES);
    expect(conversation.state.ticket).toMatchObject({ status: 'open', waitingSince: conversation.now });
  });

  test('the bot stays silent, also where the ticket told of a message in doubt', () => {
    const conversation = new TestConversation();
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot', detail: 'lost' });
    conversation.does(ANNA, { kind: 'claim' });
    conversation.handle(ANNA_LEAVES);
    expect(isWithStaff(conversation.state.ticket)).toBe(true);
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    expect(conversation.sent).toEqual([]);
  });

  test.each(['resolve', 'close'] as const)('one they have %sd stays as it is', (kind) => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind });
    const before = conversation.state;
    conversation.handle(ANNA_LEAVES);
    expect(conversation.state).toBe(before);
    expect(conversation.effects).toEqual([]);
  });

  test('one that somebody else holds by now stays with them, and twice is as good as once', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'transfer', to: BEN });
    conversation.handle(ANNA_LEAVES);
    expect(conversation.state.ticket?.assignee).toEqual(BEN);
    conversation.handle({ ...ANNA_LEAVES, assigneeId: BEN.id });
    conversation.handle({ ...ANNA_LEAVES, assigneeId: BEN.id });
    expect(conversation.effects).toEqual([]);
  });
});

test('a ticket shows the new name of its holder, and nothing is said about it', () => {
  const conversation = heldByAnna();
  conversation.handle({ kind: 'staff_renamed', staff: { ...ANNA, name: 'Anne' } });
  expect(conversation.state.ticket?.assignee?.name).toBe('Anne');
  expect(conversation.effects).toEqual([]);
  conversation.handle({ kind: 'staff_renamed', staff: { ...BEN, name: 'Benno' } });
  expect(conversation.state.ticket?.assignee?.name).toBe('Anne');
});
