import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import { ANNA, analysis, TestConversation } from '../../support/conversation.ts';
import { HOUR_TO_REPLY, serviceLevels } from '../../support/service-levels.ts';

const OPENED = Date.parse('2026-01-05T10:00:00Z');
const WANTS_PERSON = analysis([], { wantsPerson: true });

function opened(sla = HOUR_TO_REPLY, at = OPENED): TestConversation {
  const conversation = new TestConversation();
  conversation.serviceLevels = serviceLevels(sla);
  conversation.now = at;
  conversation.says('a person please', WANTS_PERSON);
  return conversation;
}

/** When the clocks' timer is set to fire, in minutes after the opening; undefined where the last decision cancelled it. */
function nextStep({ effects }: TestConversation): number | undefined {
  const set = effects.findLast((effect) => 'timer' in effect && effect.timer === 'sla_step');
  return set?.kind === 'set_timer' ? (set.at - OPENED) / MINUTE_MS : undefined;
}

function dueAt({ state }: TestConversation): string | undefined {
  const { dueAt: due } = state.ticket ?? {};
  return due === undefined ? undefined : new Date(due).toISOString().slice(0, 16);
}

function fire(conversation: TestConversation, minutes: number): string[] {
  conversation.now = OPENED + minutes * MINUTE_MS;
  conversation.handle({ kind: 'timer', timer: 'sla_step' });
  return conversation.effects.flatMap((effect) =>
    effect.kind === 'ticket_event' ? [`${effect.event.kind}: ${effect.event.detail}`] : [],
  );
}

describe('where something is promised', () => {
  test('a ticket says when it is due, and the time for a warning is set instead of reminders', () => {
    const conversation = opened();
    expect(dueAt(conversation)).toBe('2026-01-05T11:00');
    expect(conversation.timers).toEqual(['sla_step']);
    expect(nextStep(conversation)).toBe(45);
  });

  test('staff are reminded, a team called, then the supervisor, then another team, each once', () => {
    const conversation = opened();
    expect(fire(conversation, 45)).toEqual(['reminder: First reply due in 15 min. Nobody has claimed this yet']);
    expect(conversation.state.ticket?.calledFor).toBe('staff');
    expect(nextStep(conversation)).toBe(60);
    expect(fire(conversation, 45)).toEqual([]);
    expect(fire(conversation, 60)).toEqual([
      'team_called: First reply due now. Nobody has claimed this yet: @support, please see to it',
    ]);
    expect(fire(conversation, 75)).toEqual([
      expect.stringMatching(/^supervisor_called: First reply overdue by 15 min\. Nobody has claimed this yet: /),
    ]);
    expect(conversation.state.ticket?.calledFor).toBe('supervisor');
    expect(fire(conversation, 120)).toEqual([
      'team_called: First reply overdue by 1 h. Nobody has claimed this yet: @second-line, please see to it',
    ]);
    expect(fire(conversation, 121)).toEqual([]);
    expect(dueAt(conversation)).toBe('2026-01-05T11:00');
  });

  test('who has claimed a ticket and does not answer is named', () => {
    const conversation = opened();
    conversation.does(ANNA, { kind: 'claim' });
    expect(fire(conversation, 45)).toEqual(['reminder: First reply due in 15 min. Anna has not answered yet']);
  });

  test('a timer that comes late takes every step that was missed', () => {
    expect(fire(opened(), 80)).toHaveLength(3);
  });

  test('nobody is called outside hours', () => {
    const conversation = opened(HOUR_TO_REPLY, Date.parse('2026-01-09T15:50:00Z'));
    expect(dueAt(conversation)).toBe('2026-01-12T08:50');
  });

  test('an answer stops the clocks, and what the customer writes then starts the next', () => {
    const conversation = opened();
    conversation.does(ANNA, { kind: 'claim' });
    conversation.does(ANNA, { kind: 'reply', text: 'Which one?' });
    expect([dueAt(conversation), nextStep(conversation)]).toEqual([undefined, undefined]);
    conversation.pass(HOUR_MS);
    conversation.says('the blue one', analysis([]));
    expect([dueAt(conversation), nextStep(conversation)]).toEqual(['2026-01-05T11:30', 75]);
    conversation.does(ANNA, { kind: 'resolve' });
    expect([dueAt(conversation), nextStep(conversation)]).toEqual([undefined, undefined]);
  });

  test('a button pressed while the customer was to write is the customer writing', () => {
    const conversation = opened();
    conversation.does(ANNA, { kind: 'claim' });
    conversation.does(ANNA, { kind: 'reply', text: 'Which one?' });
    conversation.handle({ kind: 'choice', messageId: 'c9', choiceId: 'option:1' });
    expect(conversation.state.ticket).toMatchObject({ status: 'claimed', waitingSince: conversation.now });
    expect(dueAt(conversation)).toBe('2026-01-05T10:30');
  });

  test('the priority of the opening decides, whatever it is later', () => {
    const conversation = opened(`${HOUR_TO_REPLY.replace('Standard', 'Urgent')}\n    priority_at_least: 2.1`);
    expect(dueAt(conversation)).toBeUndefined();
    conversation.does(ANNA, { kind: 'set_importance', importance: 5 });
    expect(dueAt(conversation)).toBeUndefined();
    expect(opened(`${HOUR_TO_REPLY}\n    priority_at_least: 2`).state.ticket?.dueAt).toBeDefined();
  });
});

test('a ticket that nothing is promised for is watched as ever, and its clocks are forgotten', () => {
  const conversation = opened(`${HOUR_TO_REPLY}\n    channels: [discord]`);
  expect(conversation.timers).toEqual(['reminder', 'supervisor']);
  const promised = opened();
  promised.serviceLevels = serviceLevels(`${HOUR_TO_REPLY}\n    channels: [discord]`);
  expect(fire(promised, 45)).toEqual([]);
  expect(dueAt(promised)).toBeUndefined();
  expect(promised.timers).toEqual(['reminder', 'supervisor']);
});

describe('a handover', () => {
  const told = (at: string, locale = 'en') => {
    const conversation = new TestConversation();
    conversation.serviceLevels = serviceLevels('  []');
    conversation.state = { ...conversation.state, locale };
    conversation.now = Date.parse(at);
    conversation.says('a person please', analysis([], { wantsPerson: true, locale }));
    return conversation.sent.at(-1)?.text.replaceAll('\\', '').replaceAll('\u202f', ' ');
  };

  test('out of hours says when people are back, by the clock on their wall', () => {
    // As clocks go forward: nine o'clock on Monday is an hour earlier than on the Friday before.
    expect(told('2026-03-27T18:00:00Z')).toMatch(
      /right here\. Nobody is here right now; people are back on Monday, March 30 at 9:00 AM GMT\+2\.$/,
    );
    expect(told('2026-03-27T18:00:00Z', 'zh')).toMatch(/现在是非工作时间，人工客服将于 3月30日星期一.*09:00.*回来。$/);
  });

  test.each([
    ['2026-03-27T08:00:00Z', 'as the desk opens'],
    ['2026-03-27T15:59:59Z', 'just before it closes'],
  ])('at %s, %s, says nothing of it', (at) => {
    expect(told(at)).not.toContain('back');
  });
});

describe('who is in the queue out of hours', () => {
  const FRIDAY_EVENING = Date.parse('2026-03-27T18:00:00Z');
  const evening = () => opened('  []', FRIDAY_EVENING);
  const toldBack = ({ sent }: TestConversation) => sent.some(({ text }) => text.includes('people are back'));
  const firstWord = (conversation: TestConversation) => {
    conversation.says('and it is blue', analysis([]));
    return conversation;
  };

  test('is told once for each time the desk is closed, however often they write', () => {
    const conversation = evening();
    expect(toldBack(conversation)).toBe(true);
    expect(toldBack(firstWord(conversation))).toBe(false);
    conversation.now = Date.parse('2026-03-30T08:00:00Z');
    expect(toldBack(firstWord(conversation))).toBe(false);
    conversation.now = Date.parse('2026-03-30T20:00:00Z');
    expect(toldBack(firstWord(conversation))).toBe(true);
    expect(toldBack(firstWord(conversation))).toBe(false);
  });

  test('is told by a message that could not be read, and by a button, as by words', () => {
    const waiting = () => opened('  []', Date.parse('2026-03-27T10:00:00Z'));
    const unread = waiting();
    unread.now = FRIDAY_EVENING;
    unread.handle({ kind: 'unread', messageIds: ['c9'], messageKey: undefined });
    expect(toldBack(unread)).toBe(true);
    const pressed = waiting();
    pressed.now = FRIDAY_EVENING;
    pressed.handle({ kind: 'choice', messageId: 'c9', choiceId: 'option:1' });
    expect(toldBack(pressed)).toBe(true);
  });

  test('is not told while somebody holds the ticket', () => {
    const conversation = opened('  []', Date.parse('2026-03-27T10:00:00Z'));
    conversation.does(ANNA, { kind: 'claim' });
    conversation.now = FRIDAY_EVENING;
    expect(firstWord(conversation).sent).toEqual([]);
  });

  test('who opens a resolved ticket again is told as well', () => {
    const conversation = opened('  []', Date.parse('2026-03-27T10:00:00Z'));
    conversation.does(ANNA, { kind: 'claim' });
    conversation.does(ANNA, { kind: 'resolve' });
    conversation.now = FRIDAY_EVENING;
    conversation.ahead = { count: 2, isMore: false };
    conversation.expectedWait = { lowMs: 10 * MINUTE_MS, highMs: 20 * MINUTE_MS };
    conversation.says('it is broken again', analysis([], { leavesOpen: true }));
    expect(conversation.sent.at(-1)?.text).toMatch(
      /opened your request again\. .* There are 2 people before you\. Nobody is here right now; people are back on /,
    );
  });
});

test.each([
  [{ count: 0, isMore: false }, 'You are next.'],
  [{ count: 1, isMore: false }, 'There is one person before you.'],
  [{ count: 3, isMore: false }, 'There are 3 people before you.'],
  [{ count: 1_000, isMore: true }, 'There are 1000+ people before you.'],
])('a handover with %o before it says: %s', (ahead, sentence) => {
  const conversation = new TestConversation();
  conversation.ahead = ahead;
  conversation.says('a person please', WANTS_PERSON);
  expect(conversation.sent.at(-1)?.text.replaceAll('\\', '')).toMatch(
    new RegExp(`right here\\. ${sentence.replace('+', '\\+')}$`),
  );
});

test('a handover says how long it is likely to take, where that is known', () => {
  const conversation = new TestConversation();
  conversation.ahead = { count: 0, isMore: false };
  conversation.expectedWait = { lowMs: 11 * MINUTE_MS, highMs: 23 * MINUTE_MS };
  conversation.says('a person please', WANTS_PERSON);
  expect(conversation.sent.at(-1)?.text).toMatch(
    /right here\. You are next\. It takes about 10 to 25 minutes until somebody answers\.$/,
  );
});

test('while nobody is there a handover says when people are back, and not how long it is likely to take', () => {
  const conversation = new TestConversation();
  conversation.serviceLevels = serviceLevels('  []');
  conversation.now = Date.parse('2026-03-27T18:00:00Z');
  conversation.expectedWait = { lowMs: 11 * MINUTE_MS, highMs: 23 * MINUTE_MS };
  conversation.says('a person please', WANTS_PERSON);
  expect(conversation.sent.at(-1)?.text).toMatch(/people are back on [^.]*\.$/);
  expect(conversation.sent.at(-1)?.text).not.toContain('It takes about');
});
