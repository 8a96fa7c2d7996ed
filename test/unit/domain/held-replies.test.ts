import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/domain/decision.ts';
import type { OutgoingMessage, TranscriptMessage } from '../../../src/domain/message.ts';
import { DEFAULT_POLICY, HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import type { StaffCommand, StaffMember } from '../../../src/domain/staff.ts';
import { ANNA, analysis, BEN, heldByAnna, LEA, type TestConversation } from '../../support/conversation.ts';

const CANNOT = { edit: false, delete: false };

function held(): TestConversation {
  const conversation = heldByAnna();
  conversation.policy = DEFAULT_POLICY;
  return conversation;
}

/** The reply as the transcript has it before anybody has tried to send it. */
function replies(conversation: TestConversation, text = 'It leaves tomorow.'): TranscriptMessage {
  conversation.does(ANNA, { kind: 'reply', text });
  return untried(conversation.sent[0]);
}

function untried(message: OutgoingMessage | undefined): TranscriptMessage {
  if (message === undefined) throw new Error('Nothing was sent.');
  const unknown = { editedAt: undefined, deletedAt: undefined, score: undefined };
  return { ...message, ...unknown, conversationId: 'c1', sentAt: 0, delivery: 'pending' };
}

function hasLeft({ leavesAt: _, ...message }: TranscriptMessage): TranscriptMessage {
  return { ...message, delivery: 'sent' };
}

type OnReply = Extract<StaffCommand['kind'], 'undo_reply' | 'delete_reply'>;

function takesBack(
  conversation: TestConversation,
  concerned: TranscriptMessage,
  {
    kind = 'undo_reply',
    staff = ANNA,
    channelCan = CANNOT,
  }: { kind?: OnReply; staff?: StaffMember; channelCan?: typeof CANNOT } = {},
): Decision {
  const ticketId = conversation.state.ticket?.id ?? '';
  const command: StaffCommand = { kind, messageId: concerned.id };
  return conversation.handle({
    kind: 'staff_command',
    ticketId,
    staff,
    command,
    concerned,
    channelCan,
    mergedWith: [],
  });
}

function withdrawn({ effects }: Decision): string[] {
  return effects.flatMap((effect) => (effect.kind === 'withdraw' ? effect.messageIds : []));
}

describe('a reply', () => {
  test('leaves only after the time to undo it, and says so', () => {
    const conversation = held();
    const decision = conversation.does(ANNA, { kind: 'reply', text: 'Hello' });
    expect(conversation.sent).toMatchObject([{ text: 'Hello', leavesAt: conversation.now + 5_000 }]);
    expect(decision.outcome).toEqual({ ok: true, message: 'It leaves in 5 seconds; until then you can undo it.' });
  });

  test('leaves at once where there is no time to undo it', () => {
    const conversation = heldByAnna();
    expect(conversation.does(ANNA, { kind: 'reply', text: 'Hello' }).outcome?.message).toBe(
      'On its way to the customer.',
    );
    expect(conversation.sent[0]).not.toHaveProperty('leavesAt');
  });

  test('is the only thing that waits: what the desk says does not', () => {
    const conversation = held();
    conversation.does(ANNA, { kind: 'resolve' });
    expect(conversation.sent[0]).not.toHaveProperty('leavesAt');
  });
});

describe.each(['undo_reply', 'delete_reply'] as const)('taking a reply back before it leaves (%s)', (kind) => {
  test('gives its words back and leaves the ticket as it was, wherever it was to go', () => {
    const conversation = held();
    const { ticket } = conversation.state;
    const reply = replies(conversation);
    conversation.pass(2_000);
    const decision = takesBack(conversation, reply, { kind });
    expect(decision.outcome).toEqual({
      ok: true,
      message: 'Taken back: the customer never saw it.',
      takenBack: 'It leaves tomorow.',
    });
    expect(withdrawn(decision)).toEqual([reply.id]);
    expect(conversation.recorded).toEqual(['reply_withdrawn']);
    expect(conversation.timers).toEqual(['reminder', 'supervisor']);
    expect(conversation.state.ticket).toEqual({ ...ticket, calledFor: undefined });
  });

  test('is for who wrote it, and for leads', () => {
    const conversation = held();
    const reply = replies(conversation);
    expect(takesBack(conversation, reply, { kind, staff: BEN }).outcome).toMatchObject({ code: 'not_allowed' });
    expect(takesBack(conversation, reply, { kind, staff: LEA }).outcome).toMatchObject({ ok: true });
  });
});

describe('undoing a reply', () => {
  test.each([
    [false, /^Too late: it has already left\. Messages on web cannot be taken back/],
    [true, /^Too late: it has already left\. It can still be deleted/],
  ])('is refused once it has left; whether it can still be deleted: %s', (canDelete, message) => {
    const conversation = held();
    const reply = hasLeft(replies(conversation));
    const decision = takesBack(conversation, reply, { channelCan: { edit: true, delete: canDelete } });
    expect(decision.outcome).toMatchObject({ ok: false, code: 'wrong_state', message: expect.stringMatching(message) });
    expect(decision.effects).toEqual([]);
    expect(conversation.state.ticket?.status).toBe('pending');
  });

  test('opens a ticket again that was resolved behind it, and takes the request for a rating back', () => {
    const conversation = held();
    const { ticket } = conversation.state;
    const reply = replies(conversation);
    conversation.does(ANNA, { kind: 'resolve' });
    const [request] = conversation.sent;
    const decision = takesBack(conversation, reply);
    expect(decision.outcome?.message).toBe('Taken back: the customer never saw it. The ticket is open again.');
    expect(withdrawn(decision)).toEqual([reply.id, request?.id]);
    expect(decision.effects).toContainEqual({ kind: 'cancel_timer', timer: 'close_resolved' });
    expect(conversation.state).toMatchObject({ ticket: { ...ticket, calledFor: undefined }, ratingRequest: undefined });
  });

  test('leaves a ticket that was resolved long after other replies resolved', () => {
    const conversation = held();
    replies(conversation, 'Hello');
    conversation.pass(MINUTE_MS);
    const second = replies(conversation, 'Anything else?');
    takesBack(conversation, second);
    expect(conversation.state.ticket).toMatchObject({ status: 'pending', waitingSince: undefined });
    expect(conversation.state.ticket?.firstReplyAt).toBe(conversation.now - MINUTE_MS);
  });

  test('leaves the ticket answered while another reply is still to leave, and unanswered after the last of them', () => {
    const conversation = held();
    const { ticket } = conversation.state;
    const first = replies(conversation, 'Hello');
    conversation.pass(1_000);
    const second = replies(conversation, 'It leaves tomorow.');
    takesBack(conversation, first);
    expect(conversation.state.ticket?.status).toBe('pending');
    takesBack(conversation, second);
    expect(conversation.state.ticket).toEqual({ ...ticket, calledFor: undefined });
  });

  test('puts a ticket off again that was snoozed before it', () => {
    const conversation = held();
    const until = conversation.now + HOUR_MS;
    conversation.does(ANNA, { kind: 'snooze', until });
    const decision = takesBack(conversation, replies(conversation));
    expect(conversation.state.ticket).toMatchObject({ status: 'snoozed', snoozedUntil: until });
    expect(decision.effects).toContainEqual({ kind: 'set_timer', timer: 'wake_snoozed', at: until });
  });

  test('keeps what has happened since: the customer waits from when they first did', () => {
    const conversation = held();
    const since = conversation.state.ticket?.waitingSince;
    const reply = replies(conversation);
    conversation.pass(1_000);
    conversation.says('hello?', analysis([]));
    takesBack(conversation, reply);
    expect(conversation.state.ticket).toMatchObject({
      status: 'claimed',
      waitingSince: since,
      firstReplyAt: undefined,
    });
  });

  test('has a customer wait who wrote before the ticket was resolved', () => {
    const conversation = held();
    replies(conversation, 'Hello');
    conversation.pass(MINUTE_MS);
    const reply = replies(conversation, 'Anything else?');
    conversation.says('yes', analysis([]));
    const { waitingSince } = conversation.state.ticket ?? {};
    conversation.does(ANNA, { kind: 'resolve' });
    takesBack(conversation, reply);
    expect(conversation.state.ticket).toMatchObject({ status: 'claimed', waitingSince });
    expect(waitingSince).toBeDefined();
  });

  test('leaves a ticket closed that was closed since', () => {
    const conversation = held();
    const reply = replies(conversation);
    conversation.does(ANNA, { kind: 'close' });
    takesBack(conversation, reply);
    expect(conversation.state.ticket?.status).toBe('closed');
  });
});

test('a reply that has not left is changed wherever it goes, and leaves when it was to', () => {
  const conversation = held();
  const reply = replies(conversation);
  const command: StaffCommand = { kind: 'edit_reply', messageId: reply.id, text: 'It leaves tomorrow.' };
  const ticketId = conversation.state.ticket?.id ?? '';
  const event = { kind: 'staff_command' as const, ticketId, staff: ANNA, command, channelCan: CANNOT, mergedWith: [] };
  const decision = conversation.handle({ ...event, concerned: reply });
  expect(decision.outcome).toEqual({ ok: true, message: 'It leaves as it is now.' });
  expect(decision.effects).toMatchObject([
    { kind: 'edit', message: { id: reply.id, text: 'It leaves tomorrow.', leavesAt: reply.leavesAt } },
    { kind: 'ticket_event' },
  ]);
  expect(conversation.handle({ ...event, concerned: hasLeft(reply) }).outcome).toMatchObject({ code: 'not_allowed' });
});
