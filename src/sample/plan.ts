/** A believable history of a desk, before anybody plays it: who comes when with what, who answers when, and what they think of it. */

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/policy.ts';
import { createRandom } from '../lib/random.ts';
import { drawExponential, drawLogNormal, drawNormal, drawPoisson, drawWeighted } from '../lib/statistics/draws.ts';
import { AGENTS, type Agent, TRUTH } from './truth.ts';

export interface PlanOptions {
  /** When it ends, in epoch milliseconds; its days are those of UTC. */
  until: number;
  days: number;
  seed: number;
  /** About how many talks a day there are at the beginning. */
  talksADay?: number;
  /** The names of the channels that customers come by, the first the most used by newcomers. */
  channels: readonly string[];
  /** What customers may ask for: names of intents, and how much of it people do rather than the bot is up to the customer. */
  intents: readonly string[];
}

export interface PlannedCustomer {
  key: string;
  channel: string;
  locale: 'en' | 'zh';
  segment: string;
  /** After this talk they never came back; undefined for those who may. */
  leftAt: number | undefined;
}

/** What people do about a talk. */
export interface PlannedTicket {
  /** When somebody took it up, and who; undefined where the customer had given up before. */
  claimedAt: number | undefined;
  agent: Agent;
  repliedAt: number;
  resolvedAt: number;
  /** The customer wrote again, and it was resolved again. */
  reopenedAt: number | undefined;
  resolvedAgainAt: number | undefined;
  rating: 1 | 2 | 3 | 4 | 5 | undefined;
}

export interface PlannedTalk {
  at: number;
  customer: PlannedCustomer;
  /** What it is about; `unknown` for what no intent is about, `launch` for what is new. */
  intent: string;
  asksForPerson: boolean;
  /** Of the bot's answer; undefined where the customer says nothing. */
  helped: boolean | undefined;
  /** Undefined where nobody is needed. */
  ticket: PlannedTicket | undefined;
}

export interface Plan {
  since: number;
  until: number;
  customers: PlannedCustomer[];
  /** In order of time. */
  talks: PlannedTalk[];
  /** How long those waited who asked for a person, in order of arrival. */
  waits: { arrivedAt: number; endedAt: number; served: boolean; onDuty: number }[];
  truth: typeof TRUTH & { outageAt: number; launchAt: number; risingFrom: number };
}

const DEFAULT_TALKS_A_DAY = 30;

/** The same seed plans the same history, relative to its end. */
export function planHistory(options: PlanOptions): Plan {
  const { until, days, seed } = options;
  // The first numbers of neighbouring seeds are alike.
  const random = createRandom(1 + ((seed * 48_271 + 12_345) % 2_147_483_645));
  const since = Math.floor(until / DAY_MS) * DAY_MS - days * DAY_MS;
  const truth = {
    ...TRUTH,
    outageAt: since + Math.floor(days * TRUTH.outage.atShare) * DAY_MS + 10 * HOUR_MS,
    launchAt: since + Math.floor(days * TRUTH.launch.atShare) * DAY_MS,
    risingFrom: until - TRUTH.rising.days * DAY_MS,
  };
  const customers: PlannedCustomer[] = [];
  const talks = planTalks({ ...options, since, random, truth, customers });
  const waits = planWork(talks, until, random);
  return { since, until, customers, talks: withoutAfterLeaving(talks), waits, truth };
}

interface Planning extends PlanOptions {
  since: number;
  random: () => number;
  truth: Plan['truth'];
  customers: PlannedCustomer[];
}

function planTalks(planning: Planning): PlannedTalk[] {
  const { since, until, days, random, talksADay = DEFAULT_TALKS_A_DAY } = planning;
  const talks: PlannedTalk[] = [];
  const busiest = TRUTH.hours.reduce((sum, hour) => sum + hour, 0);
  for (let hour = since; hour < until; hour += HOUR_MS) {
    const day = Math.floor((hour - since) / DAY_MS);
    const rhythm = rhythmOf(hour) * (1 + TRUTH.trend * (day / days));
    const burst = isOutage(hour, planning.truth) ? TRUTH.outage.times : 0;
    const fresh = drawPoisson(random, (0.5 * talksADay * rhythm) / busiest);
    for (let index = 0; index < fresh; index += 1) {
      const at = hour + random() * HOUR_MS;
      if (at < until) talks.push(planTalk(planning, at, newCustomer(planning, hour), undefined));
    }
    const affected = drawPoisson(random, (burst * 0.15 * talksADay * rhythm) / busiest);
    for (let index = 0; index < affected; index += 1) {
      const at = hour + random() * HOUR_MS;
      if (at < until) talks.push(planTalk(planning, at, newCustomer(planning, hour), TRUTH.outage.intent));
    }
  }
  for (const talk of [...talks]) scheduleReturns(planning, talk, talks);
  return talks.toSorted((a, b) => a.at - b.at);
}

/** From 0 for Monday. */
function weekdayAt(at: number): number {
  return (Math.floor(at / DAY_MS) + 3) % 7;
}

function rhythmOf(at: number): number {
  return (TRUTH.weekdays[weekdayAt(at)] ?? 1) * (TRUTH.hours[Math.floor((at % DAY_MS) / HOUR_MS)] ?? 1);
}

function isOutage(at: number, { outageAt }: Plan['truth']): boolean {
  return at >= outageAt && at < outageAt + TRUTH.outage.hours * HOUR_MS;
}

function newCustomer({ random, customers, channels: names }: Planning, at: number): PlannedCustomer {
  const isNight = (at % DAY_MS) / HOUR_MS < 7 || (at % DAY_MS) / HOUR_MS >= 21;
  const segments = Object.entries(TRUTH.segments);
  const [segment, { channels }] = drawWeighted(
    random,
    segments,
    ([, { share, night }]) => share * (isNight ? night : 1),
  ) ?? ['visitor', { channels: [1] }];
  const channel = drawWeighted(random, names, (name) => channels[names.indexOf(name)] ?? 0) ?? 'web';
  const locale = random() < 0.28 ? 'zh' : 'en';
  const customer: PlannedCustomer = {
    key: `sample-${customers.length + 1}`,
    channel,
    locale,
    segment,
    leftAt: undefined,
  };
  customers.push(customer);
  return customer;
}

/** Those who come back come back at the hours that are theirs. */
function scheduleReturns(planning: Planning, first: PlannedTalk, talks: PlannedTalk[]): void {
  const { random, until } = planning;
  const { daysBetween, night } = TRUTH.segments[first.customer.segment] ?? { daysBetween: 60, night: 1 };
  const busiest = Math.max(...TRUTH.weekdays);
  let { at } = first;
  let last = first.intent;
  for (;;) {
    at += drawExponential(random, daysBetween * DAY_MS);
    if (at >= until) return;
    const hour = drawWeighted(
      random,
      TRUTH.hours.map((busy, index) => ({ busy, index })),
      ({ busy, index }) => busy * (index < 7 || index >= 21 ? night : 1),
    );
    const moved = Math.floor(at / DAY_MS) * DAY_MS + ((hour?.index ?? 12) + random()) * HOUR_MS;
    if (moved <= at - DAY_MS || moved >= until || random() > (TRUTH.weekdays[weekdayAt(moved)] ?? 1) / busiest)
      continue;
    const talk = planTalk(planning, Math.max(moved, at - DAY_MS / 2), first.customer, nextAfter(last, random));
    talks.push(talk);
    last = talk.intent;
  }
}

function nextAfter(intent: string, random: () => number): string | undefined {
  let left = random();
  for (const [next, chance] of TRUTH.next[intent] ?? []) {
    left -= chance;
    if (left < 0) return next;
  }
  return undefined;
}

function planTalk(planning: Planning, at: number, customer: PlannedCustomer, wanted: string | undefined): PlannedTalk {
  const { random, intents, truth } = planning;
  const usual = () =>
    drawWeighted(random, intents, (intent) => {
      const popularity = 1 / (1 + (intents.indexOf(intent) % 11));
      return intent === TRUTH.rising.intent && at >= truth.risingFrom ? popularity * TRUTH.rising.times : popularity;
    }) ?? 'unknown';
  const isLaunch = at >= truth.launchAt && random() < TRUTH.launch.share;
  const intent = isLaunch ? 'launch' : (wanted ?? (random() < 0.06 ? 'unknown' : usual()));
  const chance = TRUTH.segments[customer.segment]?.person ?? 0.2;
  const helps = TRUTH.answers.weak[intent] ?? TRUTH.answers.helped;
  const helped = random() < TRUTH.answers.scoredShare ? random() < helps : undefined;
  const asksForPerson = random() < chance || intent === 'complaint';
  return { at, customer, intent, asksForPerson, helped, ticket: undefined };
}

/** Lets the agents take up what waits, the longest waiting first, each one thing at a time; resolves to how long everybody waited. */
function planWork(talks: PlannedTalk[], until: number, random: () => number): Plan['waits'] {
  const freeAt = new Map<string, number>(AGENTS.map(({ id }) => [id, 0]));
  const waits: Plan['waits'] = [];
  for (const talk of talks) {
    if (talk.customer.leftAt !== undefined && talk.at > talk.customer.leftAt) continue;
    if (!talk.asksForPerson && talk.helped !== false) {
      leaves(talk, { waitedMs: 0, isUnhappy: false, answered: true }, random);
      continue;
    }
    // The customer says so a minute or two after the bot has answered.
    const arrivedAt = talk.at + 2 * MINUTE_MS;
    const [agent, start] = firstFree(freeAt, arrivedAt);
    const claimedAt = start + drawExponential(random, 3 * MINUTE_MS);
    const patienceMs = drawExponential(random, TRUTH.handling.patienceHours * HOUR_MS);
    const givesUp = claimedAt - arrivedAt > patienceMs;
    const onDuty = AGENTS.filter((one) => nextOnDuty(one, arrivedAt) === arrivedAt).length;
    waits.push({ arrivedAt, endedAt: givesUp ? arrivedAt + patienceMs : claimedAt, served: !givesUp, onDuty });
    const handlingMs = drawLogNormal(
      random,
      TRUTH.handling.medianMinutes * agent.pace * MINUTE_MS,
      TRUTH.handling.spread,
    );
    freeAt.set(agent.id, claimedAt + (givesUp ? MINUTE_MS : handlingMs));
    if (claimedAt >= until - HOUR_MS) continue;
    talk.ticket = planTicket({ agent, claimedAt, givesUp, handlingMs, arrivedAt }, random);
    const isUnhappy = (talk.ticket.rating ?? 3) <= 2 || givesUp;
    leaves(talk, { waitedMs: claimedAt - arrivedAt, isUnhappy, answered: false }, random);
  }
  return waits.toSorted((a, b) => a.arrivedAt - b.arrivedAt);
}

interface Work {
  agent: Agent;
  claimedAt: number;
  givesUp: boolean;
  handlingMs: number;
  arrivedAt: number;
}

function planTicket({ agent, claimedAt, givesUp, handlingMs, arrivedAt }: Work, random: () => number): PlannedTicket {
  const repliedAt = claimedAt + Math.max(MINUTE_MS, handlingMs * 0.4);
  const resolvedAt = claimedAt + Math.max(2 * MINUTE_MS, handlingMs);
  const isReopened = !givesUp && random() < 0.07 + (agent.skill < 0 ? 0.1 : 0);
  const reopenedAt = isReopened ? resolvedAt + HOUR_MS + random() * 20 * HOUR_MS : undefined;
  const { base, perDoubledHour, reopened, perSkill, noise, answeredShare } = TRUTH.rating;
  const hours = (repliedAt - arrivedAt) / HOUR_MS;
  const felt =
    base +
    perDoubledHour * Math.log2(1 + hours) +
    (isReopened ? reopened : 0) +
    perSkill * agent.skill +
    noise * drawNormal(random);
  const rating = Math.min(5, Math.max(1, Math.round(felt))) as 1 | 2 | 3 | 4 | 5;
  return {
    claimedAt: givesUp ? undefined : claimedAt,
    agent,
    repliedAt,
    resolvedAt,
    reopenedAt,
    resolvedAgainAt: reopenedAt === undefined ? undefined : nextOnDuty(agent, reopenedAt) + 25 * MINUTE_MS,
    rating: !givesUp && random() < answeredShare ? rating : undefined,
  };
}

function leaves(
  { at, customer }: PlannedTalk,
  { waitedMs, isUnhappy, answered }: { waitedMs: number; isUnhappy: boolean; answered: boolean },
  random: () => number,
): void {
  const { churn } = TRUTH;
  const odds =
    churn.base +
    (isUnhappy ? churn.unhappy : 0) +
    (waitedMs > 4 * HOUR_MS ? churn.waitedFourHours : 0) +
    (customer.segment === 'regular' ? churn.regular : 0) +
    (answered ? churn.answered : 0);
  if (random() < 1 / (1 + Math.exp(-odds))) customer.leftAt = at;
}

function withoutAfterLeaving(talks: readonly PlannedTalk[]): PlannedTalk[] {
  return talks.filter(({ at, customer }) => customer.leftAt === undefined || at <= customer.leftAt);
}

/** Who can take something up first, and when. */
function firstFree(freeAt: ReadonlyMap<string, number>, arrivedAt: number): [Agent, number] {
  const starts = AGENTS.map((agent) => {
    const at = nextOnDuty(agent, Math.max(arrivedAt, freeAt.get(agent.id) ?? 0));
    return [agent, at] as [Agent, number];
  });
  return starts.reduce((first, next) => (next[1] < first[1] ? next : first));
}

/** The first moment from `at` on at which an agent is there. */
function nextOnDuty({ weekdays, from, to }: Agent, at: number): number {
  for (let day = Math.floor(at / DAY_MS); ; day += 1) {
    const weekday = (day + 3) % 7;
    const begins = day * DAY_MS + from * HOUR_MS;
    if (!(weekdays as readonly number[]).includes(weekday) || at >= day * DAY_MS + to * HOUR_MS) continue;
    return Math.max(at, begins);
  }
}
