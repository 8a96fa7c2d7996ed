/** Customers who talk to a simulated desk, and what they see of it. */

import type { ConversationState } from '../domain/conversation.ts';
import { parseCommandText } from '../domain/customer-commands.ts';
import type { Decision } from '../domain/decision.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import type { InboundBody } from '../domain/inbound.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import type { Policy } from '../domain/policy.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from '../domain/staff.ts';
import { isActive } from '../domain/ticket.ts';
import { messageOf } from '../lib/errors.ts';
import {
  SIMULATED_CHANNEL,
  type SimulatedDesk,
  type SimulatedDeskOptions,
  withSimulatedDesk,
} from './simulated-desk.ts';

/** What a staff member does for a customer; a reply or a resolution is preceded by claiming the ticket where nobody has it. */
export type StaffAct = { claim: string } | { reply: string } | { resolve: string };

/** What has happened in a conversation since it was last looked at. */
export interface Exchange {
  /** What was decided about what the customer did, in order. */
  decisions: DecisionRecord[];
  /** What the customer saw. */
  messages: OutgoingMessage[];
  /** The conversation as it is now; undefined before anything was decided in it. */
  state: ConversationState | undefined;
  /** What could not be done, such as pressing a button that is not there. */
  problems: string[];
}

/** A customer's conversation. What is done takes effect while time passes. */
export interface SimulatedConversation {
  /** The customer writes; a text such as `/help` is a command. */
  says(text: string): Promise<void>;
  /** The customer presses the latest button with this label, in any case. */
  presses(label: string): Promise<void>;
  staff(act: StaffAct): Promise<void>;
  /** The labels of the buttons under the messages of the latest exchange, in order. */
  buttons(): string[];
  /** What has happened since the last call. */
  takeExchange(): Promise<Exchange>;
}

export interface SimulatedConversations {
  /** A new customer, who has nothing to do with the others. `locale` is what their platform says of their language. */
  open(customer: { name: string; locale: string | undefined }): SimulatedConversation;
  now(): number;
  passUntil(until: number): Promise<void>;
}

/** After this long what a customer wrote has been answered, in milliseconds. */
export function answeredAfterMs({ burstWindowMs }: Pick<Policy, 'burstWindowMs'>): number {
  return Math.max(SHORTEST_TURN_MS, burstWindowMs + 1_000);
}

/** About as long as people take to read an answer and write again. */
const SHORTEST_TURN_MS = 15_000;

const STAFF: StaffMember = { id: 'simulated-agent', name: 'Anna', role: 'agent' };

/** Runs `use` with customers of a desk of their own. Fails as `withSimulatedDesk` does. */
export async function withSimulatedConversations<T>(
  options: Pick<SimulatedDeskOptions, 'trained' | 'policy' | 'logger'>,
  use: (conversations: SimulatedConversations) => Promise<T>,
): Promise<T> {
  const open = new Map<string, Conversation>();
  return withSimulatedDesk(
    {
      ...options,
      onTurn({ stored, decision }) {
        open.get(stored.address.conversationKey)?.note(decision);
      },
      onSend: ({ conversationKey }, message) => open.get(conversationKey)?.see(message),
    },
    (desk) =>
      use({
        open({ name, locale }) {
          const conversation = new Conversation(desk, `customer ${open.size + 1}`, name, locale);
          open.set(conversation.key, conversation);
          return conversation;
        },
        now: desk.clock.now,
        passUntil: desk.passUntil,
      }),
  );
}

class Conversation implements SimulatedConversation {
  readonly key: string;
  readonly #desk: SimulatedDesk;
  readonly #name: string;
  readonly #locale: string | undefined;
  /** Why each staff command was refused, once that is known. */
  readonly #undecided: Promise<string | undefined>[] = [];
  #events = 0;
  #state: ConversationState | undefined;
  #decisions: DecisionRecord[] = [];
  #messages: OutgoingMessage[] = [];
  #problems: string[] = [];
  /** Of all messages so far, the newest last. */
  readonly #buttons: Button[] = [];
  #latestButtons: Button[] = [];

  constructor(desk: SimulatedDesk, key: string, name: string, locale: string | undefined) {
    this.key = key;
    this.#desk = desk;
    this.#name = name;
    this.#locale = locale;
  }

  note({ state, records }: Decision): void {
    this.#state = state;
    this.#decisions.push(...records);
  }

  see(message: OutgoingMessage): void {
    this.#messages.push(message);
    this.#buttons.push(...buttonsOf(message));
  }

  async says(text: string): Promise<void> {
    const messageKey = this.#nextKey();
    const command = parseCommandText(text);
    const body: InboundBody =
      command === undefined
        ? { kind: 'message', messageKey, text }
        : { kind: 'command', messageKey, ...command, isPrivate: true };
    await this.#accept(body);
  }

  async presses(label: string): Promise<void> {
    const wanted = label.toLowerCase();
    const button = this.#buttons.findLast((known) => known.label.toLowerCase() === wanted);
    if (button !== undefined) return this.#accept(button.body);
    const there = this.buttons().map((known) => `“${known}”`);
    this.#problems.push(
      `There is no button “${label}”. ${there.length === 0 ? 'There is none at all.' : `There are: ${there.join(', ')}.`}`,
    );
  }

  async staff(act: StaffAct): Promise<void> {
    const ticket = this.#state?.ticket;
    if (ticket === undefined) {
      this.#problems.push('There is no ticket, so that staff can do nothing.');
      return;
    }
    const mustClaim = isActive(ticket) && ticket.assignee === undefined;
    for (const command of staffCommands(act, mustClaim)) {
      const request = { key: this.#nextKey(), ticketId: ticket.id, staff: STAFF, command };
      const submitted = await this.#desk.engine.submit(request);
      this.#undecided.push(submitted.outcome().then(refusalOf, messageOf));
    }
  }

  buttons(): string[] {
    return this.#latestButtons.map(({ label }) => label);
  }

  async takeExchange(): Promise<Exchange> {
    for (const refusal of await Promise.all(this.#undecided.splice(0))) {
      if (refusal !== undefined) this.#problems.push(`Staff could not do that: ${refusal}`);
    }
    const exchange = {
      decisions: this.#decisions,
      messages: this.#messages,
      state: this.#state,
      problems: this.#problems,
    };
    this.#latestButtons = exchange.messages.flatMap(buttonsOf);
    [this.#decisions, this.#messages, this.#problems] = [[], [], []];
    return exchange;
  }

  async #accept(body: InboundBody): Promise<void> {
    await this.#desk.engine.accept({
      channel: SIMULATED_CHANNEL,
      account: 'default',
      conversationKey: this.key,
      eventKey: `${this.key} ${this.#nextKey()}`,
      occurredAt: this.#desk.clock.now(),
      customer: { key: this.key, name: this.#name, locale: this.#locale },
      body,
    });
  }

  #nextKey(): string {
    this.#events += 1;
    return `${this.key} ${this.#events}`;
  }
}

function refusalOf(outcome: CommandOutcome): string | undefined {
  return outcome.ok ? undefined : outcome.message;
}

function staffCommands(act: StaffAct, mustClaim: boolean): StaffCommand[] {
  const claim: StaffCommand[] = mustClaim || 'claim' in act ? [{ kind: 'claim' }] : [];
  const [text = ''] = Object.values(act);
  const reply: StaffCommand[] = text.trim() === '' ? [] : [{ kind: 'reply', text }];
  return [...claim, ...reply, ...('resolve' in act ? [{ kind: 'resolve' as const }] : [])];
}

/** A button under a message, and what pressing it tells the desk. */
interface Button {
  label: string;
  body: InboundBody;
}

function buttonsOf({ id: messageKey, choices, asksFeedback, asksRatingOf }: OutgoingMessage): Button[] {
  const feedback: [string, 0 | 1][] = asksFeedback
    ? [
        ['👍', 1],
        ['👎', 0],
      ]
    : [];
  const ratings = asksRatingOf === undefined ? [] : ([1, 2, 3, 4, 5] as const);
  return [
    ...choices.map(({ id, label }) => ({ label, body: { kind: 'choice' as const, messageKey, choiceId: id } })),
    ...feedback.map(([label, score]) => ({ label, body: { kind: 'feedback' as const, messageKey, score } })),
    ...ratings.map((score) => ({ label: String(score), body: { kind: 'rating' as const, messageKey, score } })),
  ];
}
