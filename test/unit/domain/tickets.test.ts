import { describe, expect, test } from 'vitest';
import type { DeskEvent } from '../../../src/domain/decision.ts';
import type { AuthorKind, TranscriptMessage } from '../../../src/domain/message.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/policy.ts';
import type { StaffCommand } from '../../../src/domain/staff.ts';
import { isWithStaff } from '../../../src/domain/ticket.ts';
import { ANNA, analysis, BEN, escalated, heldByAnna, LEA, TestConversation } from '../../support/conversation.ts';
import { toMessage } from '../../support/outgoing-message.ts';

const NOTHING = analysis([]);

function messageBy(kind: AuthorKind): TranscriptMessage {
  return {
    ...toMessage('Good morning', { id: 'm1', author: { kind, id: kind, name: kind } }),
    conversationId: 'c1',
    sentAt: 0,
    editedAt: undefined,
    deletedAt: undefined,
    delivery: undefined,
    score: undefined,
  };
}

describe('a handover', () => {
  test('opens a ticket, tells the customer and starts the clocks for a reminder and the supervisor', () => {
    const conversation = escalated();
    expect(conversation.state.ticket).toMatchObject({ status: 'open', reason: 'requested' });
    expect(conversation.sent).toHaveLength(1);
    expect(conversation.recorded).toEqual(['opened']);
    expect(conversation.timers).toEqual(['reminder', 'supervisor']);
  });

  test('while it waits the bot says nothing more, but its ticket learns of every message', () => {
    const conversation = escalated();
    conversation.says('hello? urgent!', analysis([['gift_card', 0.99]], { urgent: true, sentiment: -0.5 }));
    expect(conversation.sent).toEqual([]);
    expect(conversation.recorded).toEqual(['customer_wrote']);
    expect(conversation.state.ticket).toMatchObject({ urgentWords: true, sentiment: -0.5 });
  });

  test('asking for a person again is answered: the customer is in the queue', () => {
    const conversation = escalated();
    conversation.says('human!', analysis([], { wantsPerson: true }));
    expect(conversation.sent[0]?.text).toContain('in the queue');
  });

  test('unclaimed, staff are reminded, then the supervisor is named', () => {
    const conversation = escalated();
    conversation.handle({ kind: 'timer', timer: 'reminder' });
    expect(conversation.recorded).toEqual(['reminder']);
    conversation.policy = { ...conversation.policy, supervisor: 'Mara' };
    conversation.handle({ kind: 'timer', timer: 'supervisor' });
    expect(conversation.effects).toMatchObject([
      { event: { kind: 'supervisor_called', detail: expect.stringContaining('Mara') } },
    ]);
  });

  test('it says whom it has called, until somebody claims it', () => {
    const conversation = escalated();
    expect(conversation.state.ticket?.calledFor).toBeUndefined();
    conversation.handle({ kind: 'timer', timer: 'reminder' });
    expect(conversation.state.ticket?.calledFor).toBe('staff');
    conversation.handle({ kind: 'timer', timer: 'supervisor' });
    expect(conversation.state.ticket?.calledFor).toBe('supervisor');
    conversation.does(ANNA, { kind: 'claim' });
    expect(conversation.state.ticket?.calledFor).toBeUndefined();
  });

  test('claimed and not answered, staff are reminded of its assignee, then the supervisor is named', () => {
    const conversation = heldByAnna();
    conversation.handle({ kind: 'timer', timer: 'reminder' });
    expect(conversation.effects).toMatchObject([{ event: { kind: 'reminder', detail: 'Anna has not answered yet' } }]);
    conversation.handle({ kind: 'timer', timer: 'supervisor' });
    expect(conversation.effects).toMatchObject([
      { event: { kind: 'supervisor_called', detail: expect.stringMatching(/^Anna has not answered yet: /) } },
    ]);
  });

  test('answered, nobody is reminded until the customer writes again and waits', () => {
    const conversation = heldByAnna();
    const timers = () =>
      conversation.effects.flatMap((effect) =>
        effect.kind === 'set_timer' || effect.kind === 'cancel_timer' ? [`${effect.kind} ${effect.timer}`] : [],
      );
    conversation.does(ANNA, { kind: 'reply', text: 'On it' });
    expect(timers()).toEqual(['cancel_timer reminder', 'cancel_timer supervisor']);
    for (const timer of ['reminder', 'supervisor'] as const) conversation.handle({ kind: 'timer', timer });
    expect(conversation.recorded).toEqual([]);
    conversation.says('and now?', analysis([]));
    expect(timers()).toEqual(['set_timer reminder', 'set_timer supervisor']);
    conversation.says('hello?', analysis([]));
    expect(timers()).toEqual([]);
    conversation.handle({ kind: 'timer', timer: 'reminder' });
    expect(conversation.recorded).toEqual(['reminder']);
  });

  test('the desk says nothing to who cannot be written to, and what it could not say makes no ticket', () => {
    const conversation = heldByAnna();
    conversation.handle({ kind: 'reachability', reachable: false, detail: 'The customer has blocked the bot' });
    const outcome = conversation.does(ANNA, { kind: 'resolve' }).outcome;
    expect(outcome).toMatchObject({ ok: true, message: expect.stringContaining('cannot be written to') });
    expect(conversation.sent).toEqual([]);
    expect(conversation.state.ratingRequest).toBeUndefined();
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'system', detail: 'refused' });
    expect(conversation.state.ticket?.status).toBe('resolved');
    expect(conversation.effects).toEqual([]);
    conversation.handle({ kind: 'delivery_failed', messageId: 'm2', author: 'bot', detail: 'refused' });
    expect(conversation.state.ticket).toMatchObject({ status: 'open', reason: 'delivery_failed' });
  });
});

describe('claiming', () => {
  test('gives the ticket to the claimer and tells the customer who it is', () => {
    const conversation = escalated();
    const { outcome } = conversation.does(ANNA, { kind: 'claim' });
    expect(outcome).toMatchObject({ ok: true });
    expect(conversation.state.ticket).toMatchObject({ status: 'claimed', assignee: ANNA });
    expect(conversation.sent).toMatchObject([{ text: 'Anna is with you now.', author: { kind: 'system' } }]);
  });

  test('a second claim is refused and names the holder', () => {
    const { outcome } = heldByAnna().does(BEN, { kind: 'claim' });
    expect(outcome).toEqual({ ok: false, code: 'assigned_to_other', message: 'This ticket is assigned to Anna.' });
  });

  test('claiming again what one holds changes nothing', () => {
    const conversation = heldByAnna();
    const { outcome, effects } = conversation.does(ANNA, { kind: 'claim' });
    expect(outcome).toMatchObject({ ok: true });
    expect(effects).toEqual([]);
  });

  test('a lead takes over from the holder', () => {
    const conversation = heldByAnna();
    conversation.does(LEA, { kind: 'claim' });
    expect(conversation.state.ticket?.assignee).toEqual(LEA);
    expect(conversation.recorded).toEqual(['taken_over']);
  });
});

describe('replying', () => {
  test("the holder's reply goes to the customer under their name, and the ticket waits for the customer", () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'reply', text: 'On it.' });
    expect(conversation.sent).toMatchObject([{ text: 'On it.', author: { kind: 'agent', name: 'Anna' } }]);
    expect(conversation.state.ticket).toMatchObject({ status: 'pending', waitingSince: undefined });
    conversation.says('thank you, and?', NOTHING);
    expect(conversation.state.ticket).toMatchObject({ status: 'claimed', waitingSince: conversation.now });
  });

  test('nobody else can reply, not even a lead, before they take the ticket over', () => {
    for (const staff of [BEN, LEA]) {
      const conversation = heldByAnna();
      const { outcome } = conversation.does(staff, { kind: 'reply', text: 'Hi' });
      expect(outcome).toMatchObject({ ok: false, code: 'assigned_to_other' });
      expect(conversation.sent).toEqual([]);
    }
  });

  test('an unclaimed ticket must be claimed first', () => {
    expect(escalated().does(ANNA, { kind: 'reply', text: 'Hi' }).outcome).toMatchObject({ code: 'not_assignee' });
  });

  test.each([[''], ['  \n'], ['x'.repeat(10_001)]])('a text that is empty or too long is refused', (text) => {
    for (const kind of ['reply', 'note'] as const) {
      expect(heldByAnna().does(ANNA, { kind, text }).outcome).toMatchObject({ ok: false, code: 'invalid' });
    }
  });

  test('a note is recorded with its words and sends nothing', () => {
    const conversation = heldByAnna();
    conversation.does(BEN, { kind: 'note', text: 'Careful, VIP' });
    expect(conversation.sent).toEqual([]);
    expect(conversation.effects).toMatchObject([
      { event: { kind: 'note', detail: 'Careful, VIP', by: { name: 'Ben' } } },
    ]);
  });
});

const LATER_CHOICE: DeskEvent = { kind: 'choice', messageId: 'c1', choiceId: 'i:track_order' };

describe('resolving', () => {
  test('asks the customer for a rating, which is counted and thanked for once', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    const [request] = conversation.sent;
    const ticketId = conversation.state.ticket?.id ?? '';
    expect(request).toMatchObject({ asksRatingOf: ticketId });
    conversation.handle({ kind: 'rating', messageId: request?.id ?? '', ticketId, score: 4 });
    expect(conversation.effects).toContainEqual({ kind: 'score', messageId: request?.id, score: 4 });
    expect(conversation.sent).toHaveLength(1);
    conversation.handle({ kind: 'rating', messageId: request?.id ?? '', ticketId, score: 5 });
    expect(conversation.effects).toContainEqual({ kind: 'score', messageId: request?.id, score: 5 });
    expect(conversation.sent).toEqual([]);
  });

  test.each([['5'], ['4 stars'], ['3/5'], [' 2 分 ']])('a typed %j is the rating', (text) => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.says(text, NOTHING);
    expect(conversation.effects).toContainEqual(
      expect.objectContaining({ kind: 'score', score: Number(text.trim()[0]) }),
    );
    expect(conversation.state.ticket?.status).toBe('resolved');
  });

  test.each([['6'], ['1 5'], ['5 stars?'], ['3/4'], [`1${' '.repeat(50_000)}x`]])('%# is none', (text) => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.says(text, NOTHING);
    expect(conversation.effects).not.toContainEqual(expect.objectContaining({ kind: 'score' }));
    expect(conversation.state.ticket?.status).toBe('open');
  });

  test('another number changes the rating, is not thanked for again, and opens nothing again', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    for (const score of [4, 5]) {
      conversation.says(String(score), NOTHING);
      expect(conversation.effects).toContainEqual(expect.objectContaining({ kind: 'score', score }));
      expect(conversation.sent).toHaveLength(score === 4 ? 1 : 0);
      expect(conversation.state.ticket?.status).toBe('resolved');
    }
  });

  test.each<[string, (conversation: TestConversation) => void]>([
    ['a day has passed', (conversation) => conversation.pass(DAY_MS + 1)],
    ['the customer has pressed something else', (conversation) => conversation.handle(LATER_CHOICE)],
  ])('a number is no rating any more once %s', (_name, happen) => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    happen(conversation);
    conversation.says('1', NOTHING);
    expect(conversation.effects).not.toContainEqual(expect.objectContaining({ kind: 'score' }));
  });

  test('a number that nobody asked for is no rating', () => {
    const conversation = new TestConversation();
    conversation.says('5', NOTHING);
    expect(conversation.effects).not.toContainEqual(expect.objectContaining({ kind: 'score' }));
  });

  test.each<[string, boolean, Parameters<typeof analysis>]>([
    ['only closes the talk', false, [[], { closesTalk: true }]],
    ['closes the talk and asks for a person', true, [[], { closesTalk: true, wantsPerson: true }]],
    ['closes the talk and is angry', true, [[], { closesTalk: true, angry: true }]],
    ['says thanks as the content knows it', false, [[['thanks', 0.95]]]],
    ['says thanks and has a complaint', true, [[['thanks', 0.95]], { leavesOpen: true }]],
    ['writes of anything else', true, [[]]],
    ['asks something new that the bot is sure of', false, [[['track_order', 0.95, { order_number: '100234' }]]]],
    ['asks something new and is angry', true, [[['track_order', 0.95]], { angry: true }]],
    ['asks something new and for a person', true, [[['track_order', 0.95]], { wantsPerson: true }]],
    ['has a matter that is always for people', true, [[['complaint', 0.95]]]],
  ])('a customer who %s after that opens it again: %s', (_name, opens, read) => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.says('…', analysis(...read));
    expect(conversation.state.ticket?.status).toBe(opens ? 'open' : 'resolved');
    expect(conversation.recorded.includes('opened')).toBe(false);
    expect(conversation.sent).toHaveLength(1);
  });

  test('a customer who writes again in time opens it again, and the clocks start again', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.pass(conversation.policy.reopenWithinMs);
    conversation.says('it broke again', NOTHING);
    expect(conversation.state.ticket).toMatchObject({ status: 'open', assignee: undefined, reopened: 1 });
    expect(conversation.recorded).toEqual(['reopened']);
    expect(conversation.timers).toEqual(['reminder', 'supervisor']);
  });

  test('"thank you" does not open it again', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.says('thanks', analysis([['thanks', 0.95]]));
    expect(conversation.state.ticket?.status).toBe('resolved');
    expect(conversation.sent[0]?.text).toBe('You are welcome.');
  });

  test('after that time the bot answers, and a new handover is a new ticket', () => {
    const conversation = heldByAnna();
    const first = conversation.state.ticket?.id;
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.pass(conversation.policy.reopenWithinMs + 1);
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    expect(conversation.sent[0]?.text).toBe('About gift_card.');
    conversation.says('a person', analysis([], { wantsPerson: true }));
    expect(conversation.state.ticket?.id).not.toBe(first);
  });

  test('it closes by itself in the end', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.handle({ kind: 'timer', timer: 'close_resolved' });
    expect(conversation.state.ticket?.status).toBe('closed');
  });
});

describe('the other commands', () => {
  test('handed back, the bot answers again and nobody is asked for a rating', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'hand_back' });
    expect(conversation.sent.map(({ asksRatingOf }) => asksRatingOf)).toEqual([undefined]);
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    expect(conversation.sent[0]?.author.kind).toBe('bot');
  });

  test('a transfer gives the ticket to another, who can reply then', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'transfer', to: BEN });
    expect(conversation.state.ticket?.assignee).toEqual(BEN);
    expect(conversation.does(BEN, { kind: 'reply', text: 'Hi' }).outcome).toMatchObject({ ok: true });
  });

  test('a snoozed ticket comes back at its time, or when the customer writes', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'snooze', until: conversation.now + HOUR_MS });
    expect(conversation.state.ticket?.status).toBe('snoozed');
    conversation.handle({ kind: 'timer', timer: 'wake_snoozed' });
    expect(conversation.state.ticket).toMatchObject({ status: 'claimed', assignee: ANNA });
    conversation.does(ANNA, { kind: 'snooze', until: conversation.now + HOUR_MS });
    conversation.says('and?', NOTHING);
    expect(conversation.state.ticket?.status).toBe('claimed');
    expect(conversation.effects).toContainEqual({ kind: 'cancel_timer', timer: 'wake_snoozed' });
  });

  test('a ticket snoozed without a time comes back when the customer writes, and no timer wakes it', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'snooze', until: conversation.now + HOUR_MS });
    const { outcome } = conversation.does(ANNA, { kind: 'snooze' });
    expect(outcome).toEqual({ ok: true, message: 'Snoozed. It comes back when the customer writes.' });
    expect(conversation.effects).toContainEqual({ kind: 'cancel_timer', timer: 'wake_snoozed' });
    expect(conversation.events.at(-1)).toMatchObject({ kind: 'snoozed', detail: 'Until the customer writes' });
    conversation.handle({ kind: 'timer', timer: 'wake_snoozed' });
    expect(conversation.state.ticket).toMatchObject({ status: 'snoozed', snoozedUntil: undefined });
    conversation.says('and?', NOTHING);
    expect(conversation.state.ticket).toMatchObject({ status: 'claimed', assignee: ANNA });
  });

  test.each([[0], [-HOUR_MS], [400 * 24 * HOUR_MS], [Number.NaN]])('snoozing by %d ms is refused', (ms) => {
    const conversation = heldByAnna();
    const { outcome } = conversation.does(ANNA, { kind: 'snooze', until: conversation.now + ms });
    expect(outcome).toMatchObject({ ok: false, code: 'invalid' });
  });

  test('another agent cannot end, move or put off what is not theirs; a lead can', () => {
    const commands: StaffCommand[] = [
      { kind: 'resolve' },
      { kind: 'close' },
      { kind: 'hand_back' },
      { kind: 'transfer', to: BEN },
      { kind: 'snooze', until: heldByAnna().now + HOUR_MS },
    ];
    for (const command of commands) {
      expect(heldByAnna().does(BEN, command).outcome).toMatchObject({ ok: false, code: 'assigned_to_other' });
      expect(heldByAnna().does(LEA, command).outcome).toMatchObject({ ok: true });
    }
  });

  test('a resolved ticket takes no reply, transfer or second resolution, and staff can open it again', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'resolve' });
    for (const command of [{ kind: 'reply', text: 'x' }, { kind: 'transfer', to: BEN }, { kind: 'resolve' }] as const) {
      expect(conversation.does(ANNA, command).outcome).toMatchObject({ ok: false, code: 'wrong_state' });
    }
    expect(conversation.does(BEN, { kind: 'reopen' }).outcome).toMatchObject({ ok: true });
    expect(conversation.state.ticket).toMatchObject({ status: 'claimed', assignee: BEN, reopened: 1 });
  });

  test('an older ticket of the conversation takes notes only', () => {
    const conversation = heldByAnna();
    const channelCan = { edit: true, delete: true };
    const nothing = { concerned: undefined, mergedWith: [] };
    const event = { kind: 'staff_command' as const, ticketId: 'older', staff: ANNA, channelCan, ...nothing };
    expect(conversation.handle({ ...event, command: { kind: 'note', text: 'x' } }).outcome).toMatchObject({ ok: true });
    expect(conversation.handle({ ...event, command: { kind: 'close' } }).outcome).toMatchObject({
      code: 'wrong_state',
    });
  });

  test('importance goes from 1 to 5', () => {
    const conversation = escalated();
    conversation.does(ANNA, { kind: 'set_importance', importance: 5 });
    expect(conversation.state.ticket?.importance).toBe(5);
    for (const importance of [0, 6, 2.5, Number.NaN]) {
      expect(conversation.does(ANNA, { kind: 'set_importance', importance }).outcome).toMatchObject({
        code: 'invalid',
      });
    }
  });

  test('tags are what was set last, in small letters, each once; too many or too long ones are refused', () => {
    const conversation = escalated();
    const set = (tags: string[]) => conversation.does(ANNA, { kind: 'set_tags', tags }).outcome;
    expect(set(['VIP', 'broken  lamp', 'vip', ' '])).toEqual({ ok: true, message: 'Tags: broken lamp, vip.' });
    expect(conversation.state.ticket?.tags).toEqual(['broken lamp', 'vip']);
    expect(set(Array.from({ length: 21 }, (_, index) => `t${index}`))).toMatchObject({ code: 'invalid' });
    expect(set(['x'.repeat(41)])).toMatchObject({ code: 'invalid' });
    expect(conversation.state.ticket?.tags).toEqual(['broken lamp', 'vip']);
    expect(set([])).toEqual({ ok: true, message: 'No tags any more.' });
    expect(conversation.state.ticket?.tags).toEqual([]);
  });
});

describe('feedback', () => {
  /** A 👎 under, and as an emoji on, a message by somebody. */
  const bad = (kind: AuthorKind): DeskEvent[] => [
    { kind: 'feedback', messageId: 'm1', author: kind, score: 0 },
    { kind: 'reaction', message: messageBy(kind), emoji: '👎', added: true, reactions: ['👎'] },
  ];

  test.each(['bot', 'agent'] as const)('on what the %s wrote counts', (author) => {
    for (const event of bad(author)) {
      const conversation = heldByAnna();
      conversation.handle(event);
      expect(conversation.effects).toContainEqual(
        expect.objectContaining({ kind: 'score', messageId: 'm1', score: 0 }),
      );
    }
  });

  test.each(['customer', 'system'] as const)('on what the %s said counts for nothing, and calls nobody', (author) => {
    for (const event of bad(author)) {
      for (const conversation of [new TestConversation(), heldByAnna()]) {
        const before = conversation.state;
        conversation.handle(event);
        expect(conversation.effects.filter(({ kind }) => kind === 'score')).toEqual([]);
        expect(conversation.sent).toEqual([]);
        expect(conversation.state).toBe(before);
      }
    }
  });

  test("staff are told of reactions on what was said to the customer, not of those on the customer's own words", () => {
    const recorded = (['customer', 'bot', 'agent', 'system'] as const).map((author) => {
      const conversation = heldByAnna();
      for (const event of bad(author)) conversation.handle(event);
      return conversation.recorded;
    });
    expect(recorded).toEqual([[], ['reacted'], ['reacted'], ['reacted']]);
  });

  test('a 👎 on an answer of the bot is counted and brings in a person', () => {
    const conversation = escalated();
    conversation.does(ANNA, { kind: 'hand_back' });
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    conversation.handle({ kind: 'feedback', messageId: 'm1', author: 'bot', score: 0 });
    expect(conversation.effects).toContainEqual({ kind: 'score', messageId: 'm1', score: 0 });
    expect(conversation.state.ticket).toMatchObject({ status: 'open', reason: 'not_helpful', subject: 'gift card' });
  });

  test.each([[1], [null]] as const)('a score of %j is counted and nothing else', (score) => {
    const conversation = heldByAnna();
    conversation.handle({ kind: 'feedback', messageId: 'm1', author: 'bot', score });
    expect(conversation.effects).toEqual([{ kind: 'score', messageId: 'm1', score: score ?? undefined }]);
  });

  test('a 👎 while people are in charge opens no second ticket', () => {
    const conversation = heldByAnna();
    const before = conversation.state.ticket;
    conversation.handle({ kind: 'feedback', messageId: 'm1', author: 'bot', score: 0 });
    expect(conversation.state.ticket).toBe(before);
  });
});

describe('a message that may not have reached the customer', () => {
  test('is on the ticket in progress', () => {
    const conversation = heldByAnna();
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot' as const, detail: 'refused' });
    expect(conversation.recorded).toEqual(['delivery_failed']);
  });

  test('opens a ticket where there is none, without another message to the customer', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'hand_back' });
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot' as const, detail: 'lost' });
    expect(conversation.state.ticket).toMatchObject({ status: 'open', reason: 'delivery_failed' });
    expect(conversation.sent).toEqual([]);
  });

  test('leaves the bot in charge until somebody claims the ticket, which is also the one for a handover', () => {
    const conversation = heldByAnna();
    conversation.does(ANNA, { kind: 'hand_back' });
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot' as const, detail: 'lost' });
    const id = conversation.state.ticket?.id;
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    expect(conversation.sent[0]?.text).toBe('About gift_card.');
    conversation.says('a person', analysis([], { wantsPerson: true }));
    expect(conversation.state.ticket).toMatchObject({ id, status: 'open', reason: 'requested' });
    conversation.does(ANNA, { kind: 'claim' });
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    expect(conversation.sent).toEqual([]);
  });

  test('and snoozed by somebody who did not claim it, still leaves a customer who asks for a person with people', () => {
    const conversation = new TestConversation();
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot' as const, detail: 'lost' });
    conversation.does(ANNA, { kind: 'snooze', until: conversation.now + HOUR_MS });
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    expect(conversation.sent[0]?.text).toBe('About gift_card.');
    expect(conversation.state.ticket?.status).toBe('snoozed');
    conversation.says('a person', analysis([], { wantsPerson: true }));
    expect(conversation.state.ticket).toMatchObject({ status: 'open', reason: 'requested', snoozedUntil: undefined });
    expect(isWithStaff(conversation.state.ticket)).toBe(true);
  });

  test('and resolved, is for people when the customer opens it again', () => {
    const conversation = new TestConversation();
    conversation.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'bot' as const, detail: 'lost' });
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.says('it is still not right', NOTHING);
    expect(conversation.state.ticket).toMatchObject({ status: 'open', reopened: 1 });
    conversation.says('gift card', analysis([['gift_card', 0.9]]));
    expect(conversation.sent).toEqual([]);
  });
});
