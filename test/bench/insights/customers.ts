/** Segments, the next question and what is rising, on customers of whom it is known. */

import { DAY_MS } from '../../../src/domain/policy.ts';
import { classifyTickets } from '../../../src/insights/classification/classify-tickets.ts';
import { findNewWords, type TextRow } from '../../../src/insights/demand/new-words.ts';
import { findDemand } from '../../../src/insights/demand/rising.ts';
import { learnNextQuestion } from '../../../src/insights/next-question/next-question.ts';
import { findSegments } from '../../../src/insights/segments/segments.ts';
import { createRandom } from '../../../src/lib/random.ts';
import { vMeasure } from '../../../src/lib/statistics/clusters.ts';
import { plantedCustomers, unplantedCustomers } from '../../support/behaviour.ts';
import { demandRows, KNOWN_SINCE, UNTIL } from '../../support/demand-rows.ts';
import { labelledTickets } from '../../support/labelled-tickets.ts';
import { questionsInTurn } from '../../support/questions-in-turn.ts';
import type { Measure } from './measure.ts';

export async function measureCustomers(): Promise<Measure[]> {
  return [...segments(), ...nextQuestion(), ...rising(), newWords(), ...classification()];
}

function segments(): Measure[] {
  const seeds = seedsTo(20);
  const recovered = seeds.map((seed) => {
    const { rows, kinds } = plantedCustomers(600, seed);
    const found = findSegments(rows, { seed });
    const measureOf = (segmentOf: number[] | undefined) => vMeasure(kinds, segmentOf ?? kinds.map(() => 0));
    return found.kind === 'unknown'
      ? { best: 0, three: 0 }
      : { best: measureOf(found.best?.segmentOf), three: measureOf(found.three?.segmentOf) };
  });
  const claimed = seeds.filter((seed) => {
    const found = findSegments(unplantedCustomers(600, seed), { seed });
    return found.kind === 'known' && found.best !== undefined;
  });
  const { rows } = plantedCustomers(100_000, 1);
  const before = process.cpuUsage();
  findSegments(rows);
  const seconds = process.cpuUsage(before).user / 1e6;
  return [
    {
      ...{ name: 'segments_v_measure', value: Math.min(...recovered.map(({ best }) => best)), atLeast: 0.8 },
      peers: { 'always three': Math.min(...recovered.map(({ three }) => three)) },
      note: 'least of 20 seeds',
    },
    { name: 'segments_claimed_of_noise', value: claimed.length / seeds.length, atMost: 0.05 },
    { name: 'segments_100000_seconds', value: seconds, atMost: 10 },
  ];
}

function nextQuestion(): Measure[] {
  const planted = seedsTo(20).map((seed) => learnNextQuestion(questionsInTurn(400, 0.4, seed)));
  const shown = planted.flatMap((found) => (found.kind === 'known' ? [found] : []));
  const silent = seedsTo(200).filter(
    (seed) => learnNextQuestion(questionsInTurn(300, 0, 1_000 + seed)).kind === 'unknown',
  );
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    { name: 'next_question_shown_where_planted', value: shown.length / planted.length, atLeast: 0.95 },
    {
      ...{ name: 'next_question_first_right', value: mean(shown.map(({ model }) => model.first)) },
      peers: { 'base rates': mean(shown.map(({ base }) => base.first)) },
    },
    {
      ...{ name: 'next_question_log_loss', value: mean(shown.map(({ model }) => model.logLoss)) },
      peers: { 'base rates': mean(shown.map(({ base }) => base.logLoss)) },
    },
    { name: 'next_question_silent_where_not', value: silent.length / 200, atLeast: 0.95 },
  ];
}

function rising(): Measure[] {
  const changes = (rows: ReturnType<typeof demandRows>) => {
    const found = findDemand(rows, { until: UNTIL, knownSince: KNOWN_SINCE });
    return found.kind === 'unknown' ? [] : found.intents.filter(({ change }) => change !== undefined);
  };
  const alarms = (spread: number) =>
    seedsTo(200).filter((seed) => changes(demandRows({ seed: 1_000 + seed, spread })).length > 0).length / 200;
  const found = seedsTo(200).filter((seed) =>
    changes(demandRows({ seed, rises: 3 })).some(({ intent, change }) => intent === 'intent-3' && change === 'rising'),
  );
  return [
    { name: 'rising_found', value: found.length / 200, atLeast: 0.9, note: '16 customers a week become 48' },
    { name: 'rising_false_alarms', value: alarms(0), atMost: 0.05 },
    {
      name: 'rising_false_alarms_bursty',
      value: alarms(0.3),
      atMost: 0.05,
      note: 'weeks differ by 30 % by themselves',
    },
  ];
}

/** Customers who have words that they like, and use them before as after. */
function newWords(): Measure {
  const since = 100 * DAY_MS;
  const alarms = seedsTo(100).filter((seed) => {
    const random = createRandom(seed * 7_919 + 1);
    const rows = Array.from({ length: 300 }).flatMap((_, customer): TextRow[] => {
      const liked = Math.floor(400 * random());
      const word = () => `word${spell(random() < 0.3 ? liked : Math.floor(400 * random() ** 3))}`;
      return Array.from({ length: 1 + Math.floor(12 * random() ** 3) }, () => ({
        ...{ customerId: `c${customer}`, at: since + (60 * random() - 40) * DAY_MS, locale: 'en' },
        text: Array.from({ length: 6 }, word).join(' '),
      }));
    });
    const found = findNewWords(rows, { since, until: since + 20 * DAY_MS });
    return found.kind === 'known' && found.terms.length > 0;
  });
  return { name: 'new_words_false_alarms', value: alarms.length / 100, atMost: 0.05 };
}

function classification(): Measure[] {
  const before = process.cpuUsage();
  const found = classifyTickets(labelledTickets(20_000, 0.9, 1));
  const seconds = process.cpuUsage(before).user / 1e6;
  const scores = found.kind === 'unknown' ? [] : found.methods;
  const accuracyOf = (wanted: string) => scores.find(({ name }) => name === wanted)?.scores.accuracy.value;
  const majority = { majority: accuracyOf('majority') ?? 0 };
  return [
    {
      name: 'tickets_told_by_nearest',
      value: accuracyOf('nearest'),
      atLeast: 0.7,
      peers: { ...majority, 'nearest three': accuracyOf('nearest three') ?? 0 },
    },
    {
      name: 'tickets_told_by_tree',
      value: accuracyOf('tree'),
      atLeast: 0.7,
      peers: majority,
      note: '90 % of tickets tell',
    },
    { name: 'tickets_20000_seconds', value: seconds, atMost: 20 },
  ];
}

function spell(number: number): string {
  return [...number.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('');
}

function seedsTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
