/** Linear regression against certified values, and what the drivers of satisfaction find where something, or nothing, was planted. */

import { findDrivers, type RatedRow } from '../../../src/insights/drivers/drivers.ts';
import { createRandom, shuffled } from '../../../src/lib/random.ts';
import { drawNormal } from '../../../src/lib/statistics/draws.ts';
import { fitLinear } from '../../../src/lib/statistics/linear-regression.ts';
import { LONGLEY } from './longley.ts';
import type { MeasurePart } from './measure.ts';

const SHUFFLES = 100;
const PLANTED_SEEDS = 200;
const ROWS = 400;
/** What is planted: two things that matter, and two that do not. */
const EFFECTS = { wait: -0.4, reopened: -0.8, replies: 0, passedOn: 0 };

export const measureRegression: MeasurePart = async () => {
  const fit = fitLinear(LONGLEY.names, LONGLEY.rows, LONGLEY.y);
  const digits = LONGLEY.certified.map(
    ({ estimate }, index) =>
      -Math.log10(Math.max(Math.abs((fit?.coefficients[index]?.estimate ?? 0) / estimate - 1), 1e-16)),
  );
  return [
    { name: 'longley.digits', value: Math.min(...digits), atLeast: 9, note: 'of the worst coefficient' },
    {
      name: 'drivers.named_by_chance',
      value: namedByChance(SHUFFLES),
      atMost: 5,
      note: `of ${SHUFFLES} times with shuffled ratings, some driver was named`,
    },
    {
      name: 'drivers.coverage',
      value: coverage(PLANTED_SEEDS),
      atLeast: 0.92,
      atMost: 0.98,
      note: 'share of planted effects that their 95 % interval holds',
    },
  ];
};

/** In how many of so many histories whose ratings are shuffled some driver is named. */
export function namedByChance(seeds: number): number {
  let named = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = createRandom(seed * 7_919);
    const rows = plant(random, EFFECTS, true);
    const ratings = shuffled(
      rows.map(({ rating }) => rating),
      random,
    );
    const found = findDrivers(rows.map(({ features }, index) => ({ rating: ratings[index] ?? 3, features })));
    if (found.kind === 'known' && found.drivers.some(({ isNamed }) => isNamed)) named += 1;
  }
  return named;
}

/** In what share of so many histories, and their features, the 95 % interval holds what was planted. */
export function coverage(seeds: number): number {
  let held = 0;
  let all = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const found = findDrivers(plant(createRandom(seed * 104_729), EFFECTS, false));
    if (found.kind === 'unknown') continue;
    for (const { name, low, high } of found.drivers) {
      const effect = EFFECTS[name as keyof typeof EFFECTS];
      all += 1;
      if (low <= effect && effect <= high) held += 1;
    }
  }
  return held / all;
}

/** Rated tickets in which ratings are made of these effects and chance; on the scale of ratings as customers give them, where `isRounded`. */
function plant(random: () => number, effects: typeof EFFECTS, isRounded: boolean): RatedRow[] {
  return Array.from({ length: ROWS }, () => {
    const wait = Math.abs(drawNormal(random)) + random();
    const features = {
      wait,
      reopened: random() < 0.15 ? 1 : 0,
      replies: Math.floor(1 + 3 * random()),
      passedOn: random() < 0.1 + 0.1 * wait ? 1 : 0,
    };
    const felt =
      4.2 +
      Object.entries(effects).reduce(
        (sum, [name, effect]) => sum + effect * features[name as keyof typeof features],
        0,
      ) +
      0.8 * drawNormal(random);
    return { rating: isRounded ? Math.min(5, Math.max(1, Math.round(felt))) : felt, features };
  });
}
