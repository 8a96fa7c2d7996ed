/** The pictures of an evaluation. */

import type { Chart } from '../../charts/chart.ts';
import { type Figures, NOT_UNDERSTOOD, type ReliabilityBin } from '../figures.ts';

const MOST_INTENTS = 24;

/** Which intents are taken for which; only those most confused are in it. */
export function confusionChart(figures: Figures): Chart {
  const names = mostConfused(figures);
  const left = figures.intents.length - names.filter((name) => name !== NOT_UNDERSTOOD).length;
  const intents = new Map(figures.intents.map((one) => [one.intent, one]));
  const counts = countConfusions(figures);
  return {
    kind: 'confusion',
    title: 'What is taken for what',
    says: `Blue is right, orange wrong; the fuller the colour, the larger the share of the row.${describeLeftOut(left)}`,
    rowLabel: 'meant',
    columnLabel: 'taken for',
    names,
    counts: names.map((meant) =>
      names.map((takenFor) => {
        const { utterances = 0, recall = 0 } = intents.get(meant) ?? {};
        return meant === takenFor ? Math.round(utterances * recall) : (counts.get(keyOf(meant, takenFor)) ?? 0);
      }),
    ),
    totals: names.map((name) => intents.get(name)?.utterances ?? 0),
  };
}

function describeLeftOut(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? ' 1 intent that is confused less, or never, is left out.'
    : ` ${count} intents that are confused less, or never, are left out.`;
}

/** The intents of the most confused pairs, those of a pair beside each other as far as that goes. */
function mostConfused({ confusions }: Figures): string[] {
  const names = new Set<string>();
  for (const { intents } of confusions) {
    if (new Set([...names, ...intents]).size > MOST_INTENTS) break;
    for (const name of intents) names.add(name);
  }
  return [...names];
}

function countConfusions({ confusions }: Figures): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { meant, takenFor } of confusions.flatMap(({ utterances }) => utterances)) {
    const key = keyOf(meant, takenFor ?? NOT_UNDERSTOOD);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function keyOf(meant: string, takenFor: string): string {
  return JSON.stringify([meant, takenFor]);
}

/** How often the bot was right at each confidence. */
export function reliabilityChart(bins: readonly ReliabilityBin[]): Chart {
  return {
    kind: 'reliability',
    title: 'Whether its confidence can be trusted',
    says: 'The fuller a bar, the more utterances. Dots below the dashed line: surer than it should be. Above: less sure than it could be.',
    expectedLabel: 'how sure it was',
    happenedLabel: 'how often it was right',
    bins: bins.map(({ from, to, utterances, confidence, accuracy }) => ({
      ...{ from, to, expected: confidence, happened: accuracy, count: utterances },
    })),
  };
}
