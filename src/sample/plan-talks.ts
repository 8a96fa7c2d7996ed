/** Who comes when, and with what. */

import { DAY_MS, HOUR_MS } from '../domain/policy.ts';
import { drawExponential, drawPoisson, drawWeighted } from '../lib/statistics/draws.ts';
import { customerName } from './names.ts';
import type { PlanOptions } from './plan.ts';
import type { PlannedCustomer, PlannedTalk, PlannedTruth } from './planned.ts';
import { TRUTH } from './truth.ts';

export interface TalkPlanning extends PlanOptions {
  since: number;
  random: () => number;
  truth: PlannedTruth;
}

const DEFAULT_TALKS_A_DAY = 50;
/** Of all talks, how many are a customer's first; the others follow from how often each kind of customer comes back. */
const FIRST_SHARE = 0.3;
/** So long before the history begins customers have come already, so that it begins with those who come back. */
const CAME_BEFORE_DAYS = 120;

/** The talks that customers would have if all of them stayed, in order of time, those before the history begins too. */
export function planTalks(planning: TalkPlanning): PlannedTalk[] {
  const { since, until, days, random, truth, talksADay = DEFAULT_TALKS_A_DAY } = planning;
  const firsts: PlannedTalk[] = [];
  const comes = (hour: number, count: number, intent?: string) => {
    for (let left = drawPoisson(random, count); left > 0; left -= 1) {
      const at = hour + random() * HOUR_MS;
      if (at < until) firsts.push(planTalk(planning, at, newCustomer(planning, hour, firsts.length), intent));
    }
  };
  const usual = (FIRST_SHARE * talksADay) / TRUTH.hours.reduce((sum, hour) => sum + hour, 0);
  for (let hour = since - CAME_BEFORE_DAYS * DAY_MS; hour < until; hour += HOUR_MS) {
    const day = Math.max(0, Math.floor((hour - since) / DAY_MS));
    const expected = usual * rhythmOf(hour) * (1 + TRUTH.trend * (day / days));
    comes(hour, expected);
    if (isOutage(truth, hour)) comes(hour, expected * TRUTH.outage.times, TRUTH.outage.intent);
  }
  const talks = firsts.flatMap((first) => [first, ...planReturns(planning, first)]);
  return talks.toSorted((a, b) => a.at - b.at);
}

/** From 0 for Monday. */
export function weekdayAt(at: number): number {
  return (Math.floor(at / DAY_MS) + 3) % 7;
}

function rhythmOf(at: number): number {
  return (TRUTH.weekdays[weekdayAt(at)] ?? 1) * (TRUTH.hours[Math.floor((at % DAY_MS) / HOUR_MS)] ?? 1);
}

function isOutage({ outageAt }: PlannedTruth, at: number): boolean {
  return at >= outageAt && at < outageAt + TRUTH.outage.hours * HOUR_MS;
}

function isNight(hour: number): boolean {
  return hour < 7 || hour >= 21;
}

function newCustomer({ random, channels: names }: TalkPlanning, at: number, number: number): PlannedCustomer {
  const comesAtNight = isNight((at % DAY_MS) / HOUR_MS);
  const segments = Object.entries(TRUTH.segments);
  const [segment, { channels }] = drawWeighted(
    random,
    segments,
    ([, { share, night }]) => share * (comesAtNight ? night : 1),
  ) ?? ['visitor', { channels: [1] }];
  const channel = drawWeighted(random, names, (name) => channels[names.indexOf(name)] ?? 0) ?? 'web';
  const locale = random() < TRUTH.manner.chinese ? 'zh' : 'en';
  const name = customerName(locale, number);
  return { key: `sample-${number + 1}`, name, channel, locale, segment, leftAt: undefined };
}

/** Those who come back come back at the hours and on the days that are theirs. */
function planReturns(planning: TalkPlanning, first: PlannedTalk): PlannedTalk[] {
  const { random, until } = planning;
  const { daysBetween, night } = TRUTH.segments[first.customer.segment] ?? { daysBetween: 60, night: 1 };
  const busiest = Math.max(...TRUTH.weekdays);
  const returns: PlannedTalk[] = [];
  for (let last = first; ; ) {
    let at = last.at + TRUTH.restsDays * DAY_MS;
    do at += drawExponential(random, ((daysBetween - TRUTH.restsDays) * DAY_MS * MEAN_WEEKDAY) / busiest);
    while (at < until && random() > (TRUTH.weekdays[weekdayAt(at)] ?? 1) / busiest);
    const hour = drawWeighted(random, HOURS, ({ busy, hour }) => busy * (isNight(hour) ? night : 1))?.hour ?? 12;
    at = Math.floor(at / DAY_MS) * DAY_MS + (hour + random()) * HOUR_MS;
    if (at >= until) return returns;
    last = planTalk(planning, at, first.customer, nextAfter(last.intent, random));
    returns.push(last);
  }
}

const MEAN_WEEKDAY = TRUTH.weekdays.reduce((sum, weekday) => sum + weekday, 0) / 7;
const HOURS = TRUTH.hours.map((busy, hour) => ({ busy, hour }));

function nextAfter(intent: string, random: () => number): string | undefined {
  let left = random();
  for (const [next, chance] of TRUTH.next[intent] ?? []) {
    left -= chance;
    if (left < 0) return next;
  }
  return undefined;
}

function planTalk(
  planning: TalkPlanning,
  at: number,
  customer: PlannedCustomer,
  wanted: string | undefined,
): PlannedTalk {
  const { random, truth } = planning;
  const isLaunch = at >= truth.launchAt && random() < TRUTH.launch.share;
  const isUnknown = wanted === undefined && random() < TRUTH.unknown.share;
  const intent = isLaunch ? 'launch' : isUnknown ? 'unknown' : (wanted ?? usualIntent(planning, at));
  const isAnswered = intent !== 'launch' && intent !== 'unknown';
  const mood = random() < TRUTH.manner.angry ? 'angry' : random() < TRUTH.manner.urgent ? 'urgent' : 'calm';
  const isOut = intent === TRUTH.outage.intent && isOutage(truth, at);
  const usually = TRUTH.segments[customer.segment]?.person ?? 0.2;
  const asksForPerson = random() < (isOut ? TRUTH.outage.person : isAnswered ? usually : TRUTH.unknown.person);
  const { scoredShare, helped: usuallyHelped, weak, trial } = TRUTH.answers;
  const isScored = random() < scoredShare && isAnswered && mood !== 'angry' && !TRUTH.handedOver.includes(intent);
  const luck = random();
  const helps = intent === trial.intent ? trial.helped : [weak[intent] ?? usuallyHelped];
  const helped = isScored ? luck < helps[0] : undefined;
  const helpedBySecond = isScored ? luck < (helps[1] ?? helps[0]) : undefined;
  const saysThanks = !asksForPerson && helped !== false && random() < TRUTH.manner.thanks;
  return { at, customer, intent, mood, asksForPerson, helped, helpedBySecond, saysThanks, ticket: undefined };
}

function usualIntent({ random, truth }: TalkPlanning, at: number): string {
  const { intent: rising, times } = TRUTH.rising;
  const isRising = at >= truth.risingFrom;
  const drawn = drawWeighted(
    random,
    Object.entries(TRUTH.intents),
    ([intent, often]) => often * (isRising && intent === rising ? times : 1),
  );
  return drawn?.[0] ?? 'unknown';
}
