/** How well the bot knows what it knows, and whether it serves everybody alike. */

import type { LinePoint, NamedValue } from '../../charts/chart.ts';
import { DAY_MS } from '../../domain/policy.ts';
import { wilsonInterval } from '../../domain/satisfaction.ts';
import { groupBy } from '../../lib/group-by.ts';
import { quantileInterval } from '../../lib/statistics/differences.ts';
import { stepsOf } from '../by-time.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import type { Turn } from '../history/history.ts';
import type { Talk } from '../history/talks.ts';
import { ticketTimes } from '../history/ticket-times.ts';
import type { Block } from '../report.ts';
import { FEW } from '../report-words.ts';

/** What the bot says where it does not know. */
const DOES_NOT_KNOW = new Set<Turn['rule']>(['nothing_likely', 'too_few_words', 'off_topic', 'candidates_likely']);
const BINS = 10;
const LEAST_IN_BIN = 5;

/** The blocks of the report. */
export function health(input: ReportInput): Block[] {
  const { history, period } = input;
  const turns = history.turns.filter(({ at }) => at >= period.since && at < period.until);
  const talks = history.talks.filter(
    ({ startedAt, end }) => startedAt >= period.since && startedAt < period.until && end !== 'unfinished',
  );
  return [
    { kind: 'heading', text: 'Whether confidences are what they say' },
    ...calibration(turns),
    ...unknownShare(input, turns),
    ...drift(input, turns),
    { kind: 'heading', text: 'Whether everybody is served alike' },
    ...fairness(input, talks),
  ];
}

/** Of answers that were scored, how confident the bot was and how often they helped. */
function calibration(turns: readonly Turn[]): Block[] {
  const scored = turns.filter(
    ({ action, confidence, outcome }) =>
      action === 'answered' &&
      confidence !== undefined &&
      (outcome?.outcome === 'helped' || outcome?.outcome === 'not_helped'),
  );
  if (scored.length < FEW) {
    return [
      {
        kind: 'unknown',
        what: 'Calibration',
        reason: `${scored.length} answers were scored in the period; it takes ${FEW}.`,
      },
    ];
  }
  const bins = groupBy(scored, ({ confidence = 0 }) => Math.min(BINS - 1, Math.floor(confidence * BINS)));
  let error = 0;
  const drawn = [...bins]
    .toSorted(([a], [b]) => a - b)
    .map(([bin, found]) => {
      const helped = found.filter(({ outcome }) => outcome?.outcome === 'helped').length;
      const expected = found.reduce((sum, { confidence = 0 }) => sum + confidence, 0) / found.length;
      error += (found.length / scored.length) * Math.abs(helped / found.length - expected);
      const range = { from: bin / BINS, to: (bin + 1) / BINS };
      return {
        ...range,
        expected,
        happened: helped / found.length,
        ...wilsonInterval(helped, found.length),
        count: found.length,
      };
    });
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'reliability',
        title: 'Confidence and what came of it',
        says: `Of ${scored.length} scored answers: on the dashed line the bot would be exactly as sure as it is right. The mean distance is ${(error * 100).toFixed(1)} points. An answer can be right and not help, so that below the line is usual.`,
        expectedLabel: 'confidence',
        happenedLabel: 'helped',
        bins: drawn,
      },
    },
  ];
}

function unknownShare({ period, timeZone }: ReportInput, turns: readonly Turn[]): Block[] {
  const read = turns.filter(({ rule }) => rule !== 'with_staff' && rule !== 'rating_given' && rule !== 'command_given');
  if (read.length < FEW)
    return [
      {
        kind: 'unknown',
        what: 'How often the bot did not know',
        reason: `There were ${read.length} turns; it takes ${FEW}.`,
      },
    ];
  const points = byStep({ period, timeZone }, read, ({ rule }) => DOES_NOT_KNOW.has(rule));
  const all = read.filter(({ rule }) => DOES_NOT_KNOW.has(rule)).length;
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'lines',
        title: 'How often the bot did not know',
        says: `${((100 * all) / read.length).toFixed(1)} % of ${read.length} turns, with 95 % intervals a step.`,
        x: { kind: 'time', label: 'beginning of the step', timeZone },
        y: { label: 'turns in which nothing was likely enough', unit: 'share' },
        series: [{ name: 'did not know', points }],
      },
    },
  ];
}

function byStep(
  { period, timeZone }: Pick<ReportInput, 'period' | 'timeZone'>,
  turns: readonly Turn[],
  is: (turn: Turn) => boolean,
): LinePoint[] {
  const { starts } = stepsOf(period, createDayReader(timeZone));
  return starts.flatMap((from, index) => {
    const until = starts[index + 1] ?? period.until;
    const found = turns.filter(({ at }) => at >= from && at < until);
    const successes = found.filter(is).length;
    return found.length < LEAST_IN_BIN
      ? []
      : [{ x: from, y: successes / found.length, ...wilsonInterval(successes, found.length) }];
  });
}

/**
 * Whether what is asked has moved since the period before: the population stability index Σ (p − q)·ln(p/q) over intents (B. Yurdakul, 2018);
 * below 0.1 it has not, above 0.25 it has. With counts so small that chance alone would do it, nothing is said.
 */
function drift({ history, period, knownSince }: ReportInput, turns: readonly Turn[]): Block[] {
  const before = history.turns.filter(
    ({ at }) => at < period.since && at >= period.since - (period.until - period.since),
  );
  const asked = (found: readonly Turn[]) => found.flatMap(({ intent }) => intent ?? []);
  const [a, b] = [asked(turns), asked(before)];
  const what = 'Whether other things are asked than in the period before';
  if (knownSince === undefined || a.length < 10 * FEW || b.length < 10 * FEW) {
    return [
      {
        kind: 'unknown',
        what,
        reason: `It takes ${10 * FEW} turns about something known in both periods; there were ${a.length} and ${b.length}.`,
      },
    ];
  }
  const names = new Set([...a, ...b]);
  const share = (found: readonly string[], name: string) =>
    (found.filter((one) => one === name).length + 0.5) / (found.length + 0.5 * names.size);
  const index = [...names].reduce(
    (sum, name) => sum + (share(a, name) - share(b, name)) * Math.log(share(a, name) / share(b, name)),
    0,
  );
  // Of two samples of one population the index is about (k − 1)(1/m + 1/n), since it is then close to a chi-square.
  const byChance = (names.size - 1) * (1 / a.length + 1 / b.length);
  const measured = `stability index ${index.toFixed(3)}, of which chance alone makes about ${byChance.toFixed(3)}`;
  if (index > byChance + 0.25) {
    const text = `Alarm: other things are asked than in the period before, and it is no chance; Demand says which (${measured}).`;
    return [{ kind: 'text', alarm: 'what is asked', text }];
  }
  const verdict = index > byChance + 0.1 ? 'It has moved a little.' : 'It has not moved.';
  return [{ kind: 'text', text: `${what}: ${measured}. ${verdict}` }];
}

/** Settled by the bot, and waiting for people, by language and by channel; an alarm where one lies outside of everybody's band. */
function fairness(input: ReportInput, talks: readonly Talk[]): Block[] {
  if (talks.length < FEW)
    return [
      {
        kind: 'unknown',
        what: 'How languages and channels differ',
        reason: `There were ${talks.length} talks; it takes ${FEW}.`,
      },
    ];
  const isSettled = ({ end }: Talk) => end === 'confirmed' || end === 'assumed';
  const all = talks.filter(isSettled).length / talks.length;
  const groups = [
    ...[...groupBy(talks, ({ locale }) => locale)].map(([name, found]) => [`language ${name}`, found] as const),
    ...[...groupBy(talks, ({ channel }) => channel)].map(([name, found]) => [`channel ${name}`, found] as const),
  ];
  const rows = groups.map(([name, found]): NamedValue => {
    const settled = found.filter(isSettled).length;
    // Of 99 %, since several are compared.
    return {
      name,
      value: settled / found.length,
      ...wilsonInterval(settled, found.length, 2.576),
      count: found.length,
    };
  });
  const days = Math.round((input.period.until - input.period.since) / DAY_MS);
  const outside = rows.filter(({ low = 0, high = 1, count = 0 }) => count >= FEW && (low > all || high < all));
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title: 'Settled by the bot',
        says: 'By language and by channel, with 99 % intervals; beyond the line of all, a difference is no chance, though it may come from what is asked there.',
        axis: { label: 'talks that the bot settled', unit: 'share' },
        rows,
        reference: { value: all, label: 'all' },
      },
    },
    ...outside.map(
      ({ name, value }): Block => ({
        kind: 'text',
        alarm: name,
        text: `Alarm: in the last ${days} days the bot settled ${(value * 100).toFixed(0)} % of the talks in ${name} and ${(all * 100).toFixed(0)} % of all; this is no chance.`,
      }),
    ),
    ...waits(input),
  ];
}

function waits({ history, period, now }: ReportInput): Block[] {
  const replied = history.tickets.flatMap((ticket) => {
    const { firstReplyAt, firstReply } = ticketTimes(ticket, undefined, now);
    if (firstReplyAt === undefined || firstReply === undefined) return [];
    return firstReplyAt >= period.since && firstReplyAt < period.until ? [{ ticket, waitedMs: firstReply.wallMs }] : [];
  });
  const groups = [
    ...[...groupBy(replied, ({ ticket }) => ticket.locale ?? 'unknown')].map(
      ([name, found]) => [`language ${name}`, found] as const,
    ),
    ...[...groupBy(replied, ({ ticket }) => ticket.channel)].map(
      ([name, found]) => [`channel ${name}`, found] as const,
    ),
  ];
  const rows = groups.flatMap(([name, found]): NamedValue[] => {
    const interval = quantileInterval(
      found.map(({ waitedMs }) => waitedMs),
      0.5,
    );
    return interval === undefined ? [] : [{ name, ...interval, count: found.length }];
  });
  if (rows.length === 0)
    return [
      {
        kind: 'unknown',
        what: 'How long each language and channel waits',
        reason: `${replied.length} tickets had a first reply in the period, too few for intervals.`,
      },
    ];
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title: 'First response, median',
        says: 'By language and by channel, with 95 % intervals.',
        axis: { label: 'from opening to the first reply of a person', unit: 'ms' },
        rows,
      },
    },
  ];
}
