/** Plays a planned history to a desk in simulated time, so that everything it leaves is what the desk itself has written. */

import type { Logger } from 'pino';
import type { DecisionRecord } from '../domain/decision-record.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import { MINUTE_MS, type Policy } from '../domain/policy.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { StaffCommand } from '../domain/staff.ts';
import { isActive, type Ticket } from '../domain/ticket.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import { type SimulatedDesk, withSimulatedDesk } from '../simulation/simulated-desk.ts';
import type { Plan, PlannedCustomer, PlannedTalk } from './plan.ts';
import { createTexts, type SampleTexts } from './texts.ts';
import { AGENTS, type Agent } from './truth.ts';

export interface PlayOptions {
  plan: Plan;
  seed: number;
  trained: TrainedContent;
  policy: Policy;
  serviceLevels: ServiceLevels;
  logger: Logger;
  storeFile: string;
  /** Told how many of all steps are done. */
  onProgress(done: number, all: number): void;
  signal: AbortSignal;
}

/** After this long what a customer wrote has been answered and sent. */
const ANSWERED_MS = 20_000;

/** What is known of a customer's conversation while it is played. */
interface Played {
  ticket: Ticket | undefined;
  lastAnswer: OutgoingMessage | undefined;
  ratingRequest: OutgoingMessage | undefined;
}

interface Step {
  at: number;
  run(playing: Playing): Promise<void>;
}

interface Playing {
  desk: SimulatedDesk;
  texts: SampleTexts;
  played: ReadonlyMap<string, Played>;
  nextKey(): string;
}

/** Plays a plan on a new store; resolves to how many turns were decided. */
export async function playPlan(options: PlayOptions): Promise<{ turns: number }> {
  const { plan, seed, trained, policy, serviceLevels, logger, storeFile, onProgress, signal } = options;
  const played = new Map<string, Played>();
  const of = (key: string): Played => {
    const known = played.get(key) ?? { ticket: undefined, lastAnswer: undefined, ratingRequest: undefined };
    played.set(key, known);
    return known;
  };
  let turns = 0;
  let keys = 0;
  const desk = {
    ...{ trained, policy, serviceLevels, logger, storeFile },
    startAt: plan.since,
    channelNames: [...new Set(plan.customers.map(({ channel }) => channel))],
    busyMs: ANSWERED_MS,
    onTurn({
      stored,
      decision,
    }: {
      stored: { address: { conversationKey: string } };
      decision: { state: { ticket?: Ticket | undefined }; records: DecisionRecord[] };
    }) {
      of(stored.address.conversationKey).ticket = decision.state.ticket;
      turns += decision.records.length;
    },
    onSend({ conversationKey }: { conversationKey: string }, message: OutgoingMessage) {
      const known = of(conversationKey);
      if (message.asksFeedback) known.lastAnswer = message;
      if (message.asksRatingOf !== undefined) known.ratingRequest = message;
    },
  };
  await withSimulatedDesk(desk, async (running) => {
    await running.store.transaction(async (tx) => {
      for (const { id, name, role } of AGENTS) await tx.staff.save({ id, name, role }, plan.since);
    });
    const playing: Playing = {
      desk: running,
      texts: createTexts(trained.content, seed),
      played,
      nextKey: () => `sample ${++keys}`,
    };
    const steps = plan.talks
      .flatMap(stepsOf)
      .filter(({ at }) => at < plan.until)
      .toSorted((a, b) => a.at - b.at);
    for (const [index, { at, run }] of steps.entries()) {
      if (signal.aborted) return;
      if (at > running.clock.now()) await running.passUntil(at);
      await run(playing);
      onProgress(index + 1, steps.length);
    }
    await running.passUntil(plan.until);
  });
  return { turns };
}

/** What happens in a talk, by when. */
function stepsOf(talk: PlannedTalk): Step[] {
  const { at, customer, intent, asksForPerson, helped, ticket } = talk;
  const steps: Step[] = [
    { at, run: (playing) => says(playing, customer, playing.texts.question(customer.locale, intent)) },
  ];
  if (helped !== undefined) steps.push({ at: at + MINUTE_MS, run: (playing) => scores(playing, customer, helped) });
  if (asksForPerson) {
    const ask = (playing: Playing) => says(playing, customer, playing.texts.person(customer.locale));
    steps.push({ at: at + 2 * MINUTE_MS, run: ask });
  }
  if (ticket === undefined) return [...steps, ...ifHandedOverAnyway(talk)];
  const { agent, claimedAt, repliedAt, resolvedAt, reopenedAt, resolvedAgainAt, rating } = ticket;
  const act = (command: (texts: SampleTexts) => StaffCommand) => (playing: Playing) =>
    acts(playing, customer, agent, command(playing.texts));
  if (claimedAt !== undefined) steps.push({ at: claimedAt, run: act(() => ({ kind: 'claim' })) });
  steps.push(
    { at: repliedAt, run: act((texts) => ({ kind: 'reply', text: texts.reply(customer.locale) })) },
    { at: resolvedAt, run: act(() => ({ kind: 'resolve' })) },
  );
  if (reopenedAt !== undefined) {
    const again = (playing: Playing) => says(playing, customer, playing.texts.again(customer.locale));
    steps.push({ at: reopenedAt, run: again });
  }
  if (resolvedAgainAt !== undefined) {
    steps.push(
      {
        at: resolvedAgainAt - 5 * MINUTE_MS,
        run: act((texts) => ({ kind: 'reply', text: texts.reply(customer.locale) })),
      },
      { at: resolvedAgainAt, run: act(() => ({ kind: 'resolve' })) },
    );
  }
  const last = resolvedAgainAt ?? resolvedAt;
  if (rating !== undefined)
    steps.push({ at: last + 4 * MINUTE_MS, run: (playing) => rates(playing, customer, rating) });
  return steps;
}

/** What the bot could not settle and nobody had planned for: somebody answers it the next day. */
function ifHandedOverAnyway({ at, customer }: PlannedTalk): Step[] {
  const agent = AGENTS[1];
  const day = 24 * 60 * MINUTE_MS;
  const ifOpen = (command: (texts: SampleTexts) => StaffCommand) => async (playing: Playing) => {
    const ticket = playing.played.get(customer.key)?.ticket;
    if (isActive(ticket) && (ticket?.assignee === undefined || ticket.assignee.id === agent.id)) {
      await acts(playing, customer, agent, command(playing.texts));
    }
  };
  return [
    { at: at + day / 3, run: ifOpen((texts) => ({ kind: 'reply', text: texts.reply(customer.locale) })) },
    { at: at + day / 3 + 10 * MINUTE_MS, run: ifOpen(() => ({ kind: 'resolve' })) },
  ];
}

function says(playing: Playing, customer: PlannedCustomer, text: string): Promise<void> {
  return accept(playing, customer, { kind: 'message', messageKey: playing.nextKey(), text });
}

async function scores(playing: Playing, customer: PlannedCustomer, helped: boolean): Promise<void> {
  const answer = playing.played.get(customer.key)?.lastAnswer;
  if (answer === undefined) return;
  await accept(playing, customer, { kind: 'feedback', messageKey: answer.id, score: helped ? 1 : 0 });
}

async function rates(playing: Playing, customer: PlannedCustomer, score: 1 | 2 | 3 | 4 | 5): Promise<void> {
  const request = playing.played.get(customer.key)?.ratingRequest;
  if (request === undefined) return;
  await accept(playing, customer, { kind: 'rating', messageKey: request.id, score });
}

async function accept(
  { desk, nextKey }: Playing,
  { key, channel, locale }: PlannedCustomer,
  body: Parameters<SimulatedDesk['engine']['accept']>[0]['body'],
): Promise<void> {
  await desk.engine.accept({
    channel,
    account: 'default',
    conversationKey: key,
    eventKey: nextKey(),
    occurredAt: desk.clock.now(),
    customer: { key, name: nameOf(key), locale },
    body,
  });
}

/** A refusal is what would have happened to the agent, too: somebody else had it, or it was done already. */
async function acts(
  { desk, played, nextKey }: Playing,
  { key }: PlannedCustomer,
  { id, name, role }: Agent,
  command: StaffCommand,
): Promise<void> {
  const ticket = played.get(key)?.ticket;
  if (ticket === undefined) return;
  if (command.kind !== 'claim' && isActive(ticket) && ticket.assignee === undefined) {
    await desk.engine.submit({
      key: nextKey(),
      ticketId: ticket.id,
      staff: { id, name, role },
      command: { kind: 'claim' },
    });
  }
  await desk.engine.submit({ key: nextKey(), ticketId: ticket.id, staff: { id, name, role }, command });
}

const NAMES = [
  'Ada',
  'Bo',
  'Chen',
  'Dina',
  'Emil',
  'Farah',
  'Gus',
  'Hana',
  'Ines',
  'Jun',
  'Kofi',
  'Lea',
  'Mei',
  'Noor',
  'Omar',
  'Petra',
  'Qi',
  'Rosa',
  'Sven',
  'Tara',
];

function nameOf(key: string): string {
  const number = Number(key.replace('sample-', ''));
  return `${NAMES[number % NAMES.length]} ${String.fromCharCode(65 + (number % 26))}.`;
}
