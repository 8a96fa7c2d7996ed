import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CUSTOMER_COMMANDS } from '../../../src/domain/customer-commands.ts';
import type { CommandFacts, Decision, DeskEvent, MergedCustomer } from '../../../src/domain/decision.ts';
import { RULES } from '../../../src/domain/decision-record.ts';
import { explainDecision } from '../../../src/domain/explain-decision.ts';
import { STAFF_ROLES, type StaffCommand } from '../../../src/domain/staff.ts';
import { isActive, isWithStaff, type Ticket } from '../../../src/domain/ticket.ts';
import { TIMER_KINDS } from '../../../src/domain/timer.ts';
import { analysis, CONTENT, TestConversation } from '../../support/conversation.ts';

const INTENTS = CONTENT.locales.en?.intents.map(({ name }) => name) ?? [];
/** Every note carries this, so that it can be looked for where it must not be. */
const SECRET = 'internal-talk';

const KIM_ELSEWHERE = {
  customerId: 'u2',
  conversationId: 'c2',
  name: '**Kim** @here',
  channel: 'telegram',
  agreedIn: 'c1',
};

const AUTHOR_KINDS = ['customer', 'bot', 'agent', 'system'] as const;

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('5', '1', '', '🤔', '@everyone <!channel>', 'x'.repeat(50_000)),
);

/** Any, and such as are a hair's breadth from what is needed. */
const confidence = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0.6, 0.597, 0.6 - Number.EPSILON, 0.6 + Number.EPSILON, 0.5999999, 0.2, 0.35),
);

const turn = fc
  .record({
    text,
    intents: fc.uniqueArray(fc.tuple(fc.constantFrom(...INTENTS, 'gone'), confidence), {
      maxLength: 3,
      selector: ([name]) => name,
    }),
    article: fc.option(confidence),
    parts: fc.record({
      angry: fc.boolean(),
      urgent: fc.boolean(),
      wantsPerson: fc.boolean(),
      declinesPerson: fc.boolean(),
      cancels: fc.boolean(),
      closesTalk: fc.boolean(),
      leavesOpen: fc.boolean(),
      readable: fc.boolean(),
      sentiment: fc.double({ min: -1, max: 1, noNaN: true }),
      expectedSlotValue: fc.option(fc.string(), { nil: undefined }),
      entities: fc.array(
        text.map((value) => ({ type: 'text' as const, value, text: value, start: 0, end: value.length })),
        { maxLength: 20 },
      ),
    }),
  })
  .map(({ text, intents, article, parts }): DeskEvent => {
    const byConfidence = intents.sort((a, b) => b[1] - a[1]);
    const answers: [string, number][] = article === null ? [] : [['returns', article]];
    const read = analysis(byConfidence, { ...parts, answers });
    return { kind: 'turn', messageIds: ['c1'], text, analysis: read, messageKey: 'k1', files: 0 };
  });

const staff = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  name: fc.constantFrom('Anna', '**Ben** @here'),
  role: fc.constantFrom(...STAFF_ROLES),
});

const command: fc.Arbitrary<StaffCommand> = fc.oneof(
  fc.constantFrom<StaffCommand>(
    { kind: 'claim' },
    { kind: 'hand_back' },
    { kind: 'resolve' },
    { kind: 'close' },
    { kind: 'reopen' },
    { kind: 'unmerge' },
    { kind: 'note', text: SECRET },
  ),
  fc.record({ kind: fc.constant('reply' as const), text }),
  fc.record({ kind: fc.constant('transfer' as const), to: staff }),
  fc.record({
    kind: fc.constant('snooze' as const),
    until: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('set_importance' as const), importance: fc.double() }),
  fc.record({ kind: fc.constant('set_tags' as const), tags: fc.array(text) }),
);

const event: fc.Arbitrary<DeskEvent> = fc.oneof(
  { arbitrary: turn, weight: 4 },
  fc.constant<DeskEvent>({ kind: 'unread', messageIds: ['c1'], messageKey: undefined }),
  fc.constantFrom('person', 'language:zh', 'i:track_order', 'i:gone', 'a:returns', '').map((choiceId) => ({
    kind: 'choice' as const,
    messageId: 'c1',
    choiceId,
  })),
  fc.record({
    kind: fc.constant('feedback' as const),
    messageId: fc.constant('m1-0'),
    author: fc.constantFrom(...AUTHOR_KINDS),
    score: fc.constantFrom(0 as const, 1 as const, null),
  }),
  fc.constantFrom(1, 5, null).map((score) => ({ kind: 'rating' as const, messageId: 'm1-0', ticketId: 't', score })),
  staff.map(({ id }) => ({ kind: 'unassign' as const, assigneeId: id, by: undefined, reason: 'gone' })),
  staff.map((renamed) => ({ kind: 'staff_renamed' as const, staff: renamed })),
  fc.constantFrom(...TIMER_KINDS).map((timer) => ({ kind: 'timer' as const, timer })),
  fc.constant({ kind: 'delivery_failed' as const, messageId: 'm1-0', author: 'bot' as const, detail: 'lost' }),
  fc.record({
    kind: fc.constant('command' as const),
    messageId: fc.constant('c1'),
    command: fc.constantFrom(...CUSTOMER_COMMANDS),
    argument: fc.constantFrom('', 'en', 'ABCD2345'),
    isPrivate: fc.boolean(),
    facts: fc.constant<CommandFacts>({
      ticketNumber: 7,
      ahead: { count: 0, isMore: false },
      articles: [],
      newCode: 'ABCD2345',
      codeMinutes: 15,
      codeWaitMs: 0,
      typedCode: undefined,
      mergedWith: [KIM_ELSEWHERE],
    }),
  }),
  fc.constantFrom<DeskEvent>(
    { kind: 'merge_requested', code: 'ABCD2345', name: '**Kim** @here', channel: 'telegram' },
    { kind: 'contacts_merged', name: '**Kim** @here', channel: 'telegram' },
    { kind: 'merge_ended', reason: 'called_off' },
    {
      kind: 'contacts_unmerged',
      others: [KIM_ELSEWHERE],
      by: { kind: 'agent', id: 'a', name: 'Anna' },
    },
  ),
  fc.boolean().map((reachable) => ({ kind: 'reachability' as const, reachable, detail: 'Blocked the bot' })),
  {
    arbitrary: fc.record({
      kind: fc.constant('staff_command' as const),
      ticketId: fc.constant(''),
      staff,
      command,
      concerned: fc.constant(undefined),
      channelCan: fc.constant({ edit: true, delete: true }),
      mergedWith: fc.constant<MergedCustomer[]>([KIM_ELSEWHERE]),
    }),
    weight: 4,
  },
);

const step = fc.record({ event, passes: fc.integer({ min: 0, max: 100 * 60 * 60 * 1000 }) });

interface Step {
  conversation: TestConversation;
  event: DeskEvent;
  before: Ticket | undefined;
  decision: Decision;
}

/** Plays any sequence of events and looks at each step with `check`. */
function always(check: (step: Step) => void): void {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const conversation = new TestConversation();
      for (const { event, passes } of steps) {
        conversation.pass(passes);
        const before = conversation.state.ticket;
        const concerned = event.kind === 'staff_command' ? { ...event, ticketId: before?.id ?? 'none' } : event;
        const decision = conversation.handle(concerned);
        check({ conversation, event: concerned, before, decision });
      }
    }),
    { numRuns: 400 },
  );
}

describe('whatever happens in a conversation', () => {
  test('the bot is silent while a person holds it', () => {
    always(({ conversation, before, event }) => {
      if (!isWithStaff(before) || before?.assignee === undefined) return;
      expect(
        conversation.sent.filter(({ author }) => author.kind === 'bot'),
        JSON.stringify(event),
      ).toEqual([]);
    });
  });

  test('a note never reaches the customer', () => {
    always(({ conversation }) => {
      for (const message of conversation.sent) expect(JSON.stringify(message)).not.toContain(SECRET);
    });
  });

  test('a customer who asks for a person is with people afterwards', () => {
    always(({ conversation, event, before }) => {
      if (event.kind !== 'turn' || !event.analysis.understanding.wantsPerson) return;
      const rated = conversation.effects.some(({ kind }) => kind === 'score');
      if (!rated && (before?.status !== 'resolved' || !isSmalltalk(event))) {
        expect(isWithStaff(conversation.state.ticket)).toBe(true);
      }
    });
  });

  test('every turn that the bot is in charge of gets an answer', () => {
    always(({ conversation, event, before }) => {
      if (event.kind === 'turn' && !isWithStaff(before)) expect(conversation.sent.length).toBeGreaterThan(0);
    });
  });

  test('a ticket goes only from one state to another that may follow it, and each change is recorded', () => {
    always(({ conversation, event, before }) => {
      const after = conversation.state.ticket;
      if (before === undefined || after === undefined || before.id !== after.id || before.status === after.status)
        return;
      if (event.kind === 'unassign')
        expect([before.status, after.status]).toEqual([expect.stringMatching(/claimed|pending|snoozed/), 'open']);
      else expect(MAY_FOLLOW[before.status]).toContain(after.status);
      expect(conversation.recorded.length).toBeGreaterThan(0);
    });
  });

  test('a new ticket comes only when the last one is over', () => {
    always(({ conversation, before }) => {
      if (isActive(before)) expect(conversation.state.ticket?.id).toBe(before?.id);
    });
  });

  test('when its holder leaves the customer is told nothing, and the bot keeps out of it', () => {
    always(({ conversation, event, before }) => {
      if (event.kind !== 'unassign') return;
      expect(conversation.sent).toEqual([]);
      expect(isWithStaff(conversation.state.ticket)).toBe(isWithStaff(before));
    });
  });

  test('only the holder writes to the customer', () => {
    always(({ conversation, before }) => {
      for (const { author } of conversation.sent) {
        if (author.kind === 'agent') expect(author.id).toBe(before?.assignee?.id);
      }
    });
  });

  test('a claimed ticket has a holder, and only a snoozed one may have a time to come back', () => {
    always(({ conversation }) => {
      const { ticket } = conversation.state;
      if (ticket?.status === 'claimed' || ticket?.status === 'pending') expect(ticket.assignee).toBeDefined();
      if (ticket?.snoozedUntil !== undefined) expect(ticket.status).toBe('snoozed');
    });
  });

  test('a staff command always has an outcome, and nothing else has one', () => {
    always(({ conversation, event }) => {
      const again = conversation.handle({ kind: 'timer', timer: 'reminder' });
      expect(again.outcome).toBeUndefined();
      if (event.kind === 'staff_command') expect(conversation.handle(event).outcome).toBeDefined();
    });
  });

  test('what is kept of it stays small, however long the messages are', () => {
    always(({ conversation }) => {
      expect(JSON.stringify(conversation.state).length).toBeLessThan(60_000);
    });
  });

  test('every turn has the rule that decided it, and so has whatever else opens a ticket, and nothing else', () => {
    always(({ conversation, event, decision: { records } }) => {
      const isDecided = TURNS.has(event.kind) || conversation.recorded.includes('opened');
      expect(records.length > 0, JSON.stringify(event)).toBe(isDecided);
      for (const { rule } of records) expect(RULES).toContain(rule);
    });
  });

  test('what is said to have been done was done', () => {
    always(({ conversation, decision: { records } }) => {
      if (records.length === 0) return;
      const { recorded, sent } = conversation;
      expect(records.flatMap(({ answerIds }) => answerIds)).toEqual(sent.map(({ id }) => id));
      expect(records.some(({ action }) => action === 'handed_over')).toBe(recorded.includes('opened'));
      expect(records.some(({ action }) => action === 'reopened')).toBe(recorded.includes('reopened'));
      for (const { action, intent, articleId } of records) {
        if (action === 'answered') expect(intent ?? articleId).toBeDefined();
      }
    });
  });

  test('the record of a decision stays small, and the reasons for it short, however long the messages are', () => {
    always(({ decision: { records } }) => {
      for (const record of records) {
        expect(JSON.stringify(record).length).toBeLessThan(3_000);
        const lines = explainDecision({ ...record, id: 1, outcome: undefined, correction: undefined });
        expect(lines.length).toBeGreaterThan(1);
        for (const line of lines) expect(line.length, line).toBeLessThan(500);
      }
    });
  });

  test('the numbers in a reason never contradict it, however close they are to the threshold', () => {
    always(({ decision: { records } }) => {
      const stored = records.map((record) => ({ ...record, id: 1, outcome: undefined, correction: undefined }));
      for (const line of stored.flatMap(explainDecision)) {
        const [, words = '', given, needed] = /^(.*?)([\d.e-]+), and ([\d.]+) is needed/.exec(line) ?? [];
        if (given === undefined) continue;
        expect(Number(given) >= Number(needed), line).toBe(!words.includes('came first'));
      }
    });
  });

  test('the state passed in is left as it was', () => {
    always(({ conversation, event }) => {
      const frozen = structuredClone(conversation.state);
      const given = conversation.state;
      conversation.handle(event);
      expect(given).toEqual(frozen);
    });
  });
});

/** What customers write, press and ask for. */
const TURNS = new Set<DeskEvent['kind']>(['turn', 'unread', 'choice', 'command']);

function isSmalltalk(event: Extract<DeskEvent, { kind: 'turn' }>): boolean {
  return event.analysis.understanding.intents[0]?.intent === 'thanks';
}

const MAY_FOLLOW: Record<Ticket['status'], Ticket['status'][]> = {
  open: ['claimed', 'snoozed', 'resolved', 'closed'],
  claimed: ['pending', 'snoozed', 'resolved', 'closed'],
  pending: ['claimed', 'snoozed', 'resolved', 'closed'],
  snoozed: ['open', 'claimed', 'pending', 'resolved', 'closed'],
  resolved: ['open', 'claimed', 'closed'],
  closed: ['claimed'],
};
