/** Customers for the models of segments: of three planted groups, and of none. */

import type { BehaviourRow } from '../../src/insights/segments/behaviour.ts';
import { createRandom } from '../../src/lib/random.ts';
import { drawLogNormal, drawPoisson } from '../../src/lib/statistics/draws.ts';

/** How many talks, messages a talk, and which share by night, answered by the bot, and scored. */
const KINDS = {
  visitor: [1.2, 2, 0.05, 0.9, 0.3],
  regular: [14, 5, 0.1, 0.45, 0.85],
  night: [6, 9, 0.9, 0.15, 0.05],
} as const;

/** Customers of three kinds, a half, a third and a sixth of them, in turn. */
export function plantedCustomers(count: number, seed: number): { rows: BehaviourRow[]; kinds: string[] } {
  const random = createRandom(seed * 7_919 + 1);
  const order = ['visitor', 'regular', 'visitor', 'night', 'visitor', 'regular'] as const;
  const kinds = Array.from({ length: count }, (_, index) => order[index % order.length] ?? 'visitor');
  const rows = kinds.map((kind, index) => {
    const [talks, length, night, bot, scores] = KINDS[kind];
    const conversations = 1 + drawPoisson(random, talks);
    return toRow(`c${index}`, random, { conversations, length, night, bot, scores });
  });
  return { rows, kinds };
}

/** Customers who differ in everything by chance, one thing having nothing to do with the other. */
export function unplantedCustomers(count: number, seed: number): BehaviourRow[] {
  const random = createRandom(seed * 7_919 + 1);
  return Array.from({ length: count }, (_, index) => {
    const conversations = 1 + Math.floor(drawLogNormal(random, 20, 0.8));
    const [length, night, bot, scores] = [1 + 8 * random(), random(), random(), random()];
    return toRow(`c${index}`, random, { conversations, length, night, bot, scores });
  });
}

function toRow(
  customerId: string,
  random: () => number,
  of: { conversations: number; length: number; night: number; bot: number; scores: number },
): BehaviourRow {
  const { conversations } = of;
  const some = (share: number, total: number) => Array.from({ length: total }).filter(() => random() < share).length;
  const askedForScore = some(0.7, conversations);
  return {
    customerId,
    conversations,
    messages: conversations + drawPoisson(random, conversations * (of.length - 1)),
    atNight: some(of.night, conversations),
    answeredByBot: some(of.bot, conversations),
    askedForScore,
    scored: some(of.scores, askedForScore),
  };
}
