/** The customers and the agents of a sample history, who do what is planned and answer what the desk asks. */

import type { InboundBody } from '../domain/inbound.ts';
import { MINUTE_MS } from '../domain/policy.ts';
import type { StaffCommand } from '../domain/staff.ts';
import { isActive } from '../domain/ticket.ts';
import type { SimulatedDesk } from '../simulation/simulated-desk.ts';
import type { Agenda } from './agenda.ts';
import type { KnownCustomer } from './known-customers.ts';
import { nextOnDuty, PERSON_AFTER_MS, SCORED_AFTER_MS } from './plan-work.ts';
import type { PlannedAct, PlannedCustomer, PlannedTalk } from './planned.ts';
import { answerTo } from './reactions.ts';
import type { SampleTexts } from './texts.ts';
import { AGENTS, type Agent } from './truth.ts';

export interface Playing {
  desk: SimulatedDesk;
  agenda: Agenda;
  texts: SampleTexts;
  known(customerKey: string): KnownCustomer;
  /** A key that no event or command had yet. */
  nextKey(): string;
}

/** So long a customer takes to read what the bot asks, and to answer it. */
const READS_MS = 20_000;
/** Nobody answers the bot more often in one talk. */
const MOST_ANSWERS = 4;

/** A customer begins a talk, at the present moment; everything else of it follows, on the agenda. */
export async function beginTalk(playing: Playing, talk: PlannedTalk): Promise<void> {
  const { customer, ticket } = talk;
  playing.known(customer.key).played = {
    ...{ talk, answers: 0 },
    ...{ variant: undefined, answer: undefined, offer: undefined },
  };
  await says(playing, customer, playing.texts.question(talk));
  lookLater(playing, talk);
  if (ticket !== undefined) attend(playing, customer, ticket.agent, ticket.acts);
}

function lookLater(playing: Playing, talk: PlannedTalk): void {
  playing.agenda.add({ at: playing.desk.clock.now() + READS_MS, run: () => look(playing, talk) });
}

/** The customer has read what the bot says: they answer it, or do what they make of it in the end. */
async function look(playing: Playing, talk: PlannedTalk): Promise<void> {
  const { state, played } = playing.known(talk.customer.key);
  if (state === undefined || played?.talk !== talk) return;
  if (isActive(state.ticket)) return attendUnforeseen(playing, talk.customer);
  const answering = { texts: playing.texts, messageKey: playing.nextKey() };
  const body = played.answers < MOST_ANSWERS ? answerTo(state, talk, played.offer, answering) : undefined;
  if (body === undefined) return finish(playing, talk);
  played.answers += 1;
  await accept(playing, talk.customer, body);
  lookLater(playing, talk);
}

function finish(playing: Playing, talk: PlannedTalk): void {
  const { at, customer, asksForPerson, saysThanks, ticket } = talk;
  const { agenda, desk, texts, known } = playing;
  const { answer, variant } = known(customer.key).played ?? {};
  const helped = variant === 2 ? talk.helpedBySecond : talk.helped;
  const later = (afterMs: number, run: () => Promise<void>) =>
    agenda.add({ at: Math.max(desk.clock.now(), at + afterMs), run });
  if (helped !== undefined && answer !== undefined) {
    const score = helped ? 1 : 0;
    later(SCORED_AFTER_MS, () => accept(playing, customer, { kind: 'feedback', messageKey: answer.id, score }));
    if (!helped) return;
  }
  // Whom the bot was to hand over, and did not, asks for it.
  if (asksForPerson || ticket !== undefined) {
    later(PERSON_AFTER_MS, () => says(playing, customer, texts.person(customer.locale)));
  } else if (saysThanks) {
    later(PERSON_AFTER_MS, () => says(playing, customer, texts.thanks(customer.locale)));
  }
}

/** What the bot could not settle and nobody had planned for is seen to by whoever is there first. */
function attendUnforeseen(playing: Playing, customer: PlannedCustomer): void {
  const now = playing.desk.clock.now();
  if (now < playing.known(customer.key).attendedUntil) return;
  const [at, agent] = AGENTS.map((one): [number, Agent] => [nextOnDuty(one, now + 5 * MINUTE_MS), one]).reduce(
    (first, next) => (next[0] < first[0] ? next : first),
  );
  attend(playing, customer, agent, [
    { at, does: 'claim' },
    { at: at + 6 * MINUTE_MS, does: 'reply' },
    { at: at + 12 * MINUTE_MS, does: 'resolve' },
  ]);
}

function attend(playing: Playing, customer: PlannedCustomer, agent: Agent, acts: readonly PlannedAct[]): void {
  playing.known(customer.key).attendedUntil = acts.at(-1)?.at ?? 0;
  for (const act of acts) {
    const command = commandOf(act, playing.texts, customer.locale);
    const run = () =>
      command === undefined ? actsAsCustomer(playing, customer, act) : gives(playing, customer, agent, command);
    playing.agenda.add({ at: act.at, run });
  }
}

/** What an agent gives the desk to do; undefined for what the customer does. */
function commandOf(act: PlannedAct, texts: SampleTexts, locale: 'en' | 'zh'): StaffCommand | undefined {
  switch (act.does) {
    case 'claim':
    case 'resolve':
      return { kind: act.does };
    case 'note':
      return { kind: 'note', text: texts.note() };
    case 'reply':
      return { kind: 'reply', text: texts.reply(locale) };
    case 'ask_back':
      return { kind: 'reply', text: texts.askBack(locale) };
    case 'snooze':
      return { kind: 'snooze', until: act.until };
    default:
      return undefined;
  }
}

/** A refusal is what would have happened to the agent, too: somebody else has it. */
async function gives(
  { desk, known, nextKey }: Playing,
  customer: PlannedCustomer,
  { id, name, role }: Agent,
  command: StaffCommand,
): Promise<void> {
  const ticket = known(customer.key).state?.ticket;
  if (ticket === undefined || !isActive(ticket)) return;
  const request = { ticketId: ticket.id, staff: { id, name, role } };
  if (ticket.assignee === undefined && command.kind !== 'claim') {
    await desk.engine.submit({ ...request, key: nextKey(), command: { kind: 'claim' } });
  }
  await desk.engine.submit({ ...request, key: nextKey(), command });
}

/** Does nothing where there is nothing to say it about: the bot has settled it after all, or it was over sooner. */
async function actsAsCustomer(playing: Playing, customer: PlannedCustomer, act: PlannedAct): Promise<void> {
  const { state, ratingRequest } = playing.known(customer.key);
  const ticket = state?.ticket;
  if (ticket === undefined) return;
  if (act.does === 'rate') {
    if (ratingRequest?.asksRatingOf !== ticket.id) return;
    return accept(playing, customer, { kind: 'rating', messageKey: ratingRequest.id, score: act.score });
  }
  const isInPlace = act.does === 'write_again' ? ticket.status === 'resolved' : isActive(ticket);
  const words = wordsOf(act, playing.texts, customer.locale);
  if (isInPlace && words !== undefined) await says(playing, customer, words);
}

function wordsOf(act: PlannedAct, texts: SampleTexts, locale: 'en' | 'zh'): string | undefined {
  if (act.does === 'answer') return texts.answer(locale);
  if (act.does === 'never_mind') return texts.neverMind(locale);
  return act.does === 'write_again' ? texts.again(locale) : undefined;
}

function says(playing: Playing, customer: PlannedCustomer, text: string): Promise<void> {
  return accept(playing, customer, { kind: 'message', messageKey: playing.nextKey(), text });
}

async function accept(
  { desk, nextKey }: Playing,
  { key, name, channel, locale }: PlannedCustomer,
  body: InboundBody,
): Promise<void> {
  await desk.engine.accept({
    ...{ channel, account: 'default', conversationKey: key, eventKey: nextKey(), body },
    occurredAt: desk.clock.now(),
    customer: { key, name, locale },
  });
}
