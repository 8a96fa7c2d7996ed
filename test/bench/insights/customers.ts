/** Segments, the next question and what is rising, on customers of whom it is known. */

import { findSegments } from '../../../src/insights/segments/segments.ts';
import { vMeasure } from '../../../src/lib/statistics/clusters.ts';
import { plantedCustomers, unplantedCustomers } from '../../support/behaviour.ts';
import type { Measure } from './measure.ts';

export async function measureCustomers(): Promise<Measure[]> {
  return [...segments()];
}

function segments(): Measure[] {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
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
