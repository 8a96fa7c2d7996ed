/** Who takes up what customers want people for, when, how it goes, and what the customers make of it. */

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/policy.ts';
import { drawExponential, drawLogNormal, drawNormal } from '../lib/statistics/draws.ts';
import { weekdayAt } from './plan-talks.ts';
import type { PlannedAct, PlannedTalk, PlannedTicket, PlannedWait } from './planned.ts';
import { AGENTS, type Agent, TRUTH } from './truth.ts';

/** So long after a question the bot has handed it over, been told that it did not help, and been asked for a person. */
export const HANDED_OVER_AFTER_MS = MINUTE_MS;
export const SCORED_AFTER_MS = 2 * MINUTE_MS;
export const PERSON_AFTER_MS = 3 * MINUTE_MS;

interface Waiting {
  talk: PlannedTalk;
  arrivedAt: number;
}

interface Shift {
  agent: Agent;
  freeAt: number;
}

/**
 * Lets the agents take up what waits, each one thing at a time: the angry first, then who has waited longest. Gives talks their
 * tickets, and customers who never come back the time of their last talk; their talks after it are left as they are.
 */
export function planWork(talks: readonly PlannedTalk[], random: () => number): void {
  const shifts = AGENTS.map((agent) => ({ agent, freeAt: 0 }));
  const queue: Waiting[] = [];
  for (const talk of talks) {
    serveUntil(talk.at, queue, shifts, random);
    if (talk.customer.leftAt !== undefined && talk.at > talk.customer.leftAt) continue;
    const afterMs = wantsPersonAfterMs(talk);
    if (afterMs === undefined) mayLeave(talk, random);
    else queue.push({ talk, arrivedAt: talk.at + afterMs });
  }
  serveUntil(Number.POSITIVE_INFINITY, queue, shifts, random);
}

/** The first moment from `at` on at which an agent is there. */
export function nextOnDuty({ weekdays, from, to }: Agent, at: number): number {
  for (let day = Math.floor(at / DAY_MS); ; day += 1) {
    const midnight = day * DAY_MS;
    if (!(weekdays as readonly number[]).includes(weekdayAt(midnight)) || at >= midnight + to * HOUR_MS) continue;
    return Math.max(at, midnight + from * HOUR_MS);
  }
}

function wantsPersonAfterMs({ intent, mood, helped, asksForPerson }: PlannedTalk): number | undefined {
  if (mood === 'angry' || TRUTH.handedOver.includes(intent)) return HANDED_OVER_AFTER_MS;
  if (helped === false) return SCORED_AFTER_MS;
  return asksForPerson ? PERSON_AFTER_MS : undefined;
}

/** What can be taken up by then is. */
function serveUntil(until: number, queue: Waiting[], shifts: Shift[], random: () => number): void {
  while (queue.length > 0) {
    const earliest = Math.min(...queue.map(({ arrivedAt }) => arrivedAt));
    const [shift, start] = firstFree(shifts, earliest);
    if (start > until) return;
    const there = queue.filter(({ arrivedAt }) => arrivedAt <= start);
    const angry = there.filter(({ talk }) => talk.mood === 'angry');
    const next = (angry.length > 0 ? angry : there).reduce((a, b) => (b.arrivedAt < a.arrivedAt ? b : a));
    queue.splice(queue.indexOf(next), 1);
    serve(next, shift, start, random);
  }
}

/** Who can take something up first, and when. */
function firstFree(shifts: readonly Shift[], arrivedAt: number): [Shift, number] {
  return shifts
    .map((shift): [Shift, number] => [shift, nextOnDuty(shift.agent, Math.max(arrivedAt, shift.freeAt))])
    .reduce((first, next) => (next[1] < first[1] ? next : first));
}

function serve({ talk, arrivedAt }: Waiting, shift: Shift, start: number, random: () => number): void {
  const { agent } = shift;
  const claimedAt = start + drawExponential(random, 2 * MINUTE_MS);
  const gaveUpAt = arrivedAt + drawExponential(random, TRUTH.handling.patienceHours * HOUR_MS);
  const served = claimedAt <= gaveUpAt;
  const onDuty = AGENTS.filter((one) => nextOnDuty(one, arrivedAt) === arrivedAt).length;
  const wait = { arrivedAt, endedAt: served ? claimedAt : gaveUpAt, served, onDuty };
  if (served) {
    const { medianMinutes, spread } = TRUTH.handling;
    const handlingMs = Math.max(2 * MINUTE_MS, drawLogNormal(random, medianMinutes * agent.pace * MINUTE_MS, spread));
    talk.ticket = planTicket(agent, wait, handlingMs, random);
    shift.freeAt = claimedAt + handlingMs;
  } else {
    talk.ticket = givenUp(agent, wait, claimedAt);
    shift.freeAt = claimedAt + MINUTE_MS;
  }
  mayLeave(talk, random);
}

function givenUp(agent: Agent, wait: PlannedWait, claimedAt: number): PlannedTicket {
  const acts: PlannedAct[] = [
    { at: wait.endedAt, does: 'never_mind' },
    { at: claimedAt, does: 'claim' },
    { at: claimedAt + MINUTE_MS, does: 'resolve' },
  ];
  return { agent, wait, repliedAt: undefined, isReopened: false, rating: undefined, acts };
}

function planTicket(agent: Agent, wait: PlannedWait, handlingMs: number, random: () => number): PlannedTicket {
  const { work, reopen, rating: rated } = TRUTH;
  const claimedAt = wait.endedAt;
  const repliedAt = claimedAt + 0.4 * handlingMs;
  const acts: PlannedAct[] = [{ at: claimedAt, does: 'claim' }];
  if (random() < work.noted) acts.push({ at: claimedAt + 0.2 * handlingMs, does: 'note' });
  acts.push(...replies(agent, { repliedAt, doneAt: claimedAt + handlingMs }, random));
  const resolvedAt = acts.at(-1)?.at ?? claimedAt;
  const isReopened = random() < reopen.share + (agent.skill < 0 ? reopen.unskilled : 0);
  if (isReopened) acts.push(...again(agent, resolvedAt + HOUR_MS + random() * 20 * HOUR_MS));
  const hours = (repliedAt - wait.arrivedAt) / HOUR_MS;
  const felt =
    rated.base +
    rated.perDoubledHour * Math.log2(1 + hours) +
    (isReopened ? rated.reopened : 0) +
    rated.perSkill * agent.skill +
    rated.noise * drawNormal(random);
  const score = Math.min(5, Math.max(1, Math.round(felt))) as 1 | 2 | 3 | 4 | 5;
  const rating = random() < rated.answeredShare ? score : undefined;
  if (rating !== undefined)
    acts.push({ at: (acts.at(-1)?.at ?? resolvedAt) + 4 * MINUTE_MS, does: 'rate', score: rating });
  return { agent, wait, repliedAt, isReopened, rating, acts };
}

/** From the first reply to what resolves it: at once, after asking something back, or when two days have passed. */
function replies(
  agent: Agent,
  { repliedAt, doneAt }: { repliedAt: number; doneAt: number },
  random: () => number,
): PlannedAct[] {
  const { work } = TRUTH;
  const kind = random();
  if (kind < work.askedBack) {
    const asked: PlannedAct = { at: repliedAt, does: 'ask_back' };
    if (random() > work.answers) return [asked, { at: nextOnDuty(agent, doneAt + 2 * DAY_MS), does: 'resolve' }];
    const answeredAt = doneAt + drawLogNormal(random, 40 * MINUTE_MS, 1);
    return [asked, { at: answeredAt, does: 'answer' }, ...replyAndResolve(nextOnDuty(agent, answeredAt))];
  }
  if (kind < work.askedBack + work.snoozed) {
    const until = nextOnDuty(agent, doneAt + 2 * DAY_MS);
    return [{ at: repliedAt, does: 'reply' }, { at: doneAt, does: 'snooze', until }, ...replyAndResolve(until)];
  }
  return [
    { at: repliedAt, does: 'reply' },
    { at: doneAt, does: 'resolve' },
  ];
}

function replyAndResolve(from: number): PlannedAct[] {
  return [
    { at: from + 20 * MINUTE_MS, does: 'reply' },
    { at: from + 25 * MINUTE_MS, does: 'resolve' },
  ];
}

function again(agent: Agent, at: number): PlannedAct[] {
  return [{ at, does: 'write_again' }, ...replyAndResolve(nextOnDuty(agent, at))];
}

function mayLeave({ at, customer, ticket }: PlannedTalk, random: () => number): void {
  const { churn } = TRUTH;
  const isUnhappy = ticket !== undefined && (!ticket.wait.served || (ticket.rating ?? 3) <= 2);
  const waitedMs = ticket === undefined ? 0 : ticket.wait.endedAt - ticket.wait.arrivedAt;
  const odds =
    churn.base +
    (isUnhappy ? churn.unhappy : 0) +
    (waitedMs > 4 * HOUR_MS ? churn.waitedFourHours : 0) +
    (customer.segment === 'visitor' ? churn.visitor : 0) +
    (customer.segment === 'regular' ? churn.regular : 0) +
    (ticket === undefined ? churn.answered : 0);
  if (random() < 1 / (1 + Math.exp(-odds))) customer.leftAt = at;
}
