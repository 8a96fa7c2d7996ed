/** How well classes were told. */

import { type Interval, wilson } from './differences.ts';

export interface ClassScores {
  /** The share told rightly, with its interval of 95 %. */
  accuracy: Interval & { value: number };
  /** The mean of the classes' F1, each class counting the same; a class that nothing was and nothing was told to be counts nothing. */
  macroF1: number;
  count: number;
}

/** Scores of what was told against what was so; undefined of nothing. */
export function scoreClasses(pairs: readonly { actual: string; told: string }[]): ClassScores | undefined {
  if (pairs.length === 0) return undefined;
  const classes = [...new Set(pairs.flatMap(({ actual, told }) => [actual, told]))];
  const f1s = classes.map((name) => {
    const hits = pairs.filter(({ actual, told }) => actual === name && told === name).length;
    const both =
      pairs.filter(({ actual }) => actual === name).length + pairs.filter(({ told }) => told === name).length;
    return (2 * hits) / both;
  });
  const successes = pairs.filter(({ actual, told }) => actual === told).length;
  const trials = pairs.length;
  return {
    accuracy: { value: successes / trials, ...wilson({ successes, trials }) },
    macroF1: f1s.reduce((sum, f1) => sum + f1, 0) / classes.length,
    count: trials,
  };
}
