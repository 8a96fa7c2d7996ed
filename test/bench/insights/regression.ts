/** Linear regression against certified values, and what the drivers of satisfaction find where something, or nothing, was planted. */

import { findDrivers, type RatedRow } from '../../../src/insights/drivers/drivers.ts';
import { createRandom } from '../../../src/lib/random.ts';
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
      value: namedByChance(),
      atMost: 5,
      note: `of ${SHUFFLES} times with shuffled ratings, some driver was named`,
    },
    {
      name: 'drivers.coverage',
      value: coverage(),
      atLeast: 0.92,
      note: 'at most .98: share of planted effects that their 95 % interval holds',
    },
  ];
};

function namedByChance(): number {
  let named = 0;
  for (let seed = 1; seed <= SHUFFLES; seed += 1) {
    const random = createRandom(seed * 7_919);
    const rows = plant(random, { wait: 0, reopened: 0, replies: 0, passedOn: 0 }, true);
    const found = findDrivers(rows);
    if (found.kind === 'known' && found.drivers.some(({ isNamed }) => isNamed)) named += 1;
  }
  return named;
}

function coverage(): number {
  let held = 0;
  let all = 0;
  for (let seed = 1; seed <= PLANTED_SEEDS; seed += 1) {
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
