/** The week in short: what is new first, then whether goals are met, alarms that last, the main figures, and what they look like over time. */

import { type MeasureName, measureOf } from '../../domain/measures.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { ReportInput } from '../create-report.ts';
import { findDemand } from '../demand/rising.ts';
import { health } from '../health/health.ts';
import { overview } from '../overview/overview.ts';
import { talksOverTime } from '../overview/overview-charts.ts';
import type { Block, Figure, Period } from '../report.ts';
import { figureWords, valueWords } from '../report-words.ts';
import { ratingsOverTime, satisfactionFigures } from '../satisfaction/satisfaction.ts';

/** What is told every week, in order. */
const MAIN: readonly MeasureName[] = [
  'conversations',
  'automation_rate',
  'tickets_opened',
  'tickets_resolved',
  'first_response_median',
  'resolution_median',
  'reopen_rate',
  'sla_kept',
  'backlog',
  'satisfied_share',
  'answers_helped',
];
/** Where these are 0, nothing happened. */
const HAPPENINGS = new Set<MeasureName>(['conversations', 'tickets_opened', 'tickets_resolved']);
/** As far back as pictures, and alarms, look. */
const TALKS_DAYS = 28;
const RATINGS_DAYS = 84;
export const HEALTH_DAYS = 30;

/** The blocks of the digest; of a desk that is younger than the period, or where nothing happened, only why there are none. */
export function digest(input: ReportInput): Block[] {
  const { knownSince, period } = input;
  const isYoung = knownSince === undefined || knownSince > period.since + DAY_MS;
  if (isYoung) return [none('The desk was not there yet when the period began.')];
  const figures = [
    ...overview(input).flatMap((block) => (block.kind === 'figures' ? block.figures : [])),
    ...satisfactionFigures(input),
  ];
  const happened = figures.filter(({ measure }) => HAPPENINGS.has(measure));
  if (happened.every(({ value = 0, before = 0 }) => value === 0 && before === 0)) {
    return [none('Nothing happened in the period, nor in the one before.')];
  }
  const main = MAIN.flatMap(
    (name) => figures.find(({ measure, value }) => measure === name && value !== undefined) ?? [],
  );
  return [
    ...section('New', newsOf(input, main)),
    ...section('Goals', goalsOf(figures)),
    ...section('Alarms', alarmsOf(input)),
    { kind: 'heading', text: `Beside the ${lengthWords(period)} before` },
    { kind: 'figures', figures: main },
    ...charts(input),
  ];
}

function none(reason: string): Block {
  return { kind: 'unknown', what: 'How it went', reason };
}

function section(heading: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return [];
  return [{ kind: 'heading', text: heading }, ...lines.map((text): Block => ({ kind: 'text', text }))];
}

function newsOf(input: ReportInput, main: readonly Figure[]): string[] {
  const lines = [...changesOf(main), ...risingOf(input)];
  if (lines.length > 0) return lines;
  const length = lengthWords(input.period);
  return main.some(({ before }) => before !== undefined)
    ? [`Nothing differs from the ${length} before by more than chance usually does.`]
    : [`There is nothing to compare with yet: the desk was not there for all of the ${length} before.`];
}

/** Those of more than a week, which staff were told of when they began. */
function alarmsOf(input: ReportInput): string[] {
  const period = lastDays(input, HEALTH_DAYS);
  return health({ ...input, period }).flatMap((block) =>
    block.kind === 'text' && block.alarm !== undefined ? [block.text] : [],
  );
}

function changesOf(main: readonly Figure[]): string[] {
  return main.flatMap((figure) => {
    const { title, value, change } = figureWords(figure);
    const { measure, value: number = 0, before = 0 } = figure;
    if (!change?.isNews) return [];
    const verdict = change.isBetter === undefined ? '' : change.isBetter ? ', which is better' : ', which is worse';
    return [
      `${title} ${number > before ? 'rose' : 'fell'} from ${valueWords(before, measureOf(measure).unit)} to ${value}${verdict}.`,
    ];
  });
}

function risingOf({ history, now, knownSince = now }: ReportInput): string[] {
  const found = findDemand(history.questions, { until: now, knownSince });
  const rising = found.kind === 'unknown' ? [] : found.intents.filter(({ change }) => change === 'rising');
  if (rising.length === 0) return [];
  const named = rising.map(({ intent, times, customers }) => {
    const asked = `${customers} customers`;
    return `${intent} (${times === undefined ? `new, ${asked}` : `${asked}, ${times.toFixed(1)} times as many as usual`})`;
  });
  return [`Asked more than usual: ${named.join(', ')}.`];
}

function goalsOf(figures: readonly Figure[]): string[] {
  const known = figures
    .filter(({ goal, value }) => goal !== undefined && value !== undefined)
    .map((figure) => figureWords(figure));
  const missed = known.filter(({ goal }) => !goal?.isMet);
  const met = known.filter(({ goal }) => goal?.isMet);
  return [
    ...missed.map(({ title, value, goal }) => `${title} is ${value}; ${goal?.words}.`),
    ...(met.length === 0 ? [] : [`Met: ${met.map(({ title, value }) => `${title} (${value})`).join(', ')}.`]),
  ];
}

function charts(input: ReportInput): Block[] {
  const { history } = input;
  return [
    talksOverTime({ ...input, period: lastDays(input, TALKS_DAYS) }, history.talks),
    ...ratingsOverTime({ ...input, period: lastDays(input, RATINGS_DAYS) }).filter(({ kind }) => kind === 'chart'),
  ];
}

/** So many days up to the end of the period, or all of it where it is longer; not from before anything was known. */
function lastDays({ period: { since, until }, knownSince = since }: ReportInput, days: number): Period {
  return { since: Math.min(since, Math.max(until - days * DAY_MS, knownSince)), until };
}

function lengthWords({ since, until }: Period): string {
  const days = Math.round((until - since) / DAY_MS);
  return days === 7 ? 'week' : `${days} days`;
}
