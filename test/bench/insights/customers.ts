/** Segments, the next question and what is rising, on customers of whom it is known. */

import { learnNextQuestion } from '../../../src/insights/next-question/next-question.ts';
import { findSegments } from '../../../src/insights/segments/segments.ts';
import { vMeasure } from '../../../src/lib/statistics/clusters.ts';
import { plantedCustomers, unplantedCustomers } from '../../support/behaviour.ts';
import { questionsInTurn } from '../../support/questions-in-turn.ts';
import type { Measure } from './measure.ts';

export async function measureCustomers(): Promise<Measure[]> {
  return [...segments(), ...nextQuestion()];
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
  const before = performance.now();
  findSegments(rows);
  const seconds = (performance.now() - before) / 1_000;
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

function seedsTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
