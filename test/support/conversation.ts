/** A conversation for tests of the rules: events go in, decisions come out, time is a number. */

import type { ActionResult } from '../../src/domain/actions/action.ts';
import type { Analysis, ArticleMatch, Understanding } from '../../src/domain/analysis.ts';
import type { BoundedCount } from '../../src/domain/bounded-count.ts';
import type { DeskContent, Intent } from '../../src/domain/content.ts';
import { type ConversationState, newConversationState } from '../../src/domain/conversation.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Decision, DeskEvent, Effect, MergedCustomer } from '../../src/domain/decision.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import { type Lookup, lookupKey } from '../../src/domain/rules/lookups.ts';
import type { ServiceLevels } from '../../src/domain/sla/service-levels.ts';
import type { StaffCommand, StaffMember } from '../../src/domain/staff.ts';
import type { TicketEvent } from '../../src/domain/ticket.ts';
import type { WaitRange } from '../../src/domain/wait-phrase.ts';

export const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };
export const BEN: StaffMember = { id: 'ben', name: 'Ben', role: 'agent' };
export const LEA: StaffMember = { id: 'lea', name: 'Lea', role: 'lead' };

const START = Date.UTC(2026, 0, 5, 9);

function intent(name: string, parts: Partial<Intent>): Intent {
  const base = { name, locale: 'en', category: 'orders', importance: 3, slots: [], utterances: [`${name} please`] };
  return { ...base, outcome: { kind: 'answer', text: `About ${name}.` }, ...parts };
}

const ORDER_NUMBER = {
  name: 'order_number',
  type: 'order_number' as const,
  ask: 'Which order?',
  values: {},
  pattern: undefined,
};

export const CONTENT: DeskContent = {
  version: 'test',
  locales: {
    en: {
      locale: 'en',
      phrases: {},
      intents: [
        intent('track_order', {
          slots: [ORDER_NUMBER],
          outcome: { kind: 'answer', text: 'Order {order_number} is on its way.' },
        }),
        intent('gift_card', { importance: 2 }),
        intent('return_item', { outcome: { kind: 'article', articleId: 'returns' } }),
        intent('complaint', { category: 'complaints', importance: 5, outcome: { kind: 'escalate' } }),
        intent('contact_human_agent', { category: 'person', outcome: { kind: 'escalate' } }),
        intent('thanks', { category: 'smalltalk', outcome: { kind: 'answer', text: 'You are welcome.' } }),
      ],
      articles: [
        {
          id: 'returns',
          locale: 'en',
          title: 'Returning an item',
          alternates: [],
          tags: [],
          category: 'Returns',
          kind: 'faq',
          audience: 'customers',
          updated: '2026-01-01',
          body: 'Send it back within 30 days.\n\nMore.',
        },
      ],
    },
    zh: { locale: 'zh', phrases: {}, intents: [], articles: [] },
  },
};

/** An analysis of a message; everything that is not given is unremarkable. */
export function analysis(
  intents: [name: string, confidence: number, slots?: Record<string, string>][],
  parts: Partial<Understanding> & { answers?: [articleId: string, confidence: number][] } = {},
): Analysis {
  const { answers = [], ...understanding } = parts;
  return {
    understanding: {
      locale: 'en',
      intents: intents.map(([name, confidence, slots = {}]) => ({ intent: name, confidence, slots })),
      entities: [],
      sentiment: 0,
      angry: false,
      urgent: false,
      wantsPerson: false,
      declinesPerson: false,
      cancels: false,
      closesTalk: false,
      leavesOpen: false,
      readable: true,
      isQuestion: true,
      isOnlyCourtesy: false,
      offTopic: 0,
      namedPlace: undefined,
      isOnlyValues: false,
      leaning: 'none',
      namesAnother: false,
      expectedSlotValue: undefined,
      ...understanding,
    },
    answers: answers.map(
      ([articleId, confidence]): ArticleMatch => ({
        articleId,
        locale: 'en',
        title: 'Returning an item',
        passage: 'Within 30 days.',
        score: confidence,
        confidence,
      }),
    ),
  };
}

const COMMAND = {
  kind: 'staff_command' as const,
  concerned: undefined,
  channelCan: { edit: true, delete: true },
};

/** A conversation in progress. */
export class TestConversation {
  state: ConversationState = newConversationState({
    id: 'c1',
    channel: 'web',
    locale: 'en',
    customer: { id: 'u1', name: 'Kim' },
    createdAt: START,
  });
  now = START;
  content = CONTENT;
  policy: Policy = { ...DEFAULT_POLICY, replyUndoMs: 0 };
  effects: Effect[] = [];
  /** How long until another ticket may be opened for the customer. */
  ticketWaitMs = 0;
  /** How many are before a ticket that is opened. */
  ahead: BoundedCount | undefined;
  /** How long who is handed over is likely to wait. */
  expectedWait: WaitRange | undefined;
  /** Whom the customer is joined with. */
  mergedWith: MergedCustomer[] = [];
  /** What the desk promises. */
  serviceLevels: ServiceLevels | undefined;
  /** All that happened to its tickets. */
  events: TicketEvent[] = [];
  /** What other systems answer; each time it is asked anew. */
  answers: (lookup: Lookup) => ActionResult = () => ({
    kind: 'failed',
    failure: 'not_sent',
    reason: 'nobody is there',
  });
  /** What was asked of them. */
  asked: Lookup[] = [];
  private count = 0;

  handle(event: DeskEvent): Decision {
    this.count += 1;
    const { content, policy, now, ticketWaitMs, ahead, expectedWait, serviceLevels, events: ticketEvents } = this;
    const eventId = String(this.count);
    const lookedUp = new Map<string, ActionResult>();
    const known = { content, policy, now, ticketWaitMs, ahead, expectedWait, serviceLevels };
    const context = { ...known, ticketEvents, eventId, lookedUp };
    let decision = decide(this.state, event, context);
    while (decision.lookups.length > 0) {
      this.asked.push(...decision.lookups);
      for (const lookup of decision.lookups) lookedUp.set(lookupKey(lookup), this.answers(lookup));
      decision = decide(this.state, event, context);
    }
    this.state = decision.state;
    this.effects = decision.effects;
    const added = decision.effects.flatMap((effect) => (effect.kind === 'ticket_event' ? [effect.event] : []));
    this.events = [...this.events, ...added];
    return decision;
  }

  /** The customer writes. */
  says(text: string, read: Analysis, files = 0): Decision {
    return this.handle({
      kind: 'turn',
      messageIds: [`c${this.count + 1}`],
      text,
      analysis: read,
      messageKey: `k${this.count + 1}`,
      files,
    });
  }

  /** The customer presses a button of the last decision's. */
  presses(label: string): Decision {
    const choice = this.sent.flatMap(({ choices }) => choices).find((one) => one.label === label);
    return this.chooses(choice?.id ?? `no button ${label}`);
  }

  chooses(choiceId: string): Decision {
    return this.handle({ kind: 'choice', messageId: `c${this.count + 1}`, choiceId });
  }

  /** A staff member acts on the conversation's ticket. */
  does(staff: StaffMember, command: StaffCommand): Decision {
    const { ticket } = this.state;
    return this.handle({ ...COMMAND, ticketId: ticket?.id ?? 'none', staff, command, mergedWith: this.mergedWith });
  }

  /** What the last decision sends. */
  get sent(): OutgoingMessage[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
  }

  /** The kinds of ticket events of the last decision. */
  get recorded(): string[] {
    return this.effects.flatMap((effect) => (effect.kind === 'ticket_event' ? [effect.event.kind] : []));
  }

  get timers(): string[] {
    return this.effects.flatMap((effect) => (effect.kind === 'set_timer' ? [effect.timer] : []));
  }

  pass(ms: number): void {
    this.now += ms;
  }
}

/** A conversation that has just been handed over at the customer's request. */
export function escalated(): TestConversation {
  const conversation = new TestConversation();
  conversation.says('a person please', analysis([], { wantsPerson: true }));
  return conversation;
}

/** A conversation whose ticket Anna holds. */
export function heldByAnna(): TestConversation {
  const conversation = escalated();
  conversation.does(ANNA, { kind: 'claim' });
  return conversation;
}
