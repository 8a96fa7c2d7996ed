/** Tickets whose words, channel and hour tell their class as far as is planted. */

import type { LabelledTicket } from '../../src/insights/classification/features.ts';
import { createRandom } from '../../src/lib/random.ts';

const WORDS: Record<string, string[]> = {
  refund: ['refund', 'money', 'bank', 'account'],
  delivery: ['parcel', 'courier', 'delivery', 'tracking'],
  repair: ['broken', 'lamp', 'warranty', 'repair'],
  night: ['hello', 'question', 'shop', 'urgent'],
};
const LABELS = Object.keys(WORDS);
const COMMON = ['order', 'shop', 'bought', 'week', 'reply', 'lamp', 'money', 'email', 'website', 'colour'];

/** So large a share of the tickets say something of their class; those of the class `night` come by night. The rest say anything. */
export function labelledTickets(count: number, telling: number, seed: number): LabelledTicket[] {
  const random = createRandom(seed * 7_919 + 1);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const label = pick(LABELS);
    const tells = random() < telling;
    const own = tells && label !== 'night' ? [pick(WORDS[label] ?? []), pick(WORDS[label] ?? [])] : [];
    const words = [...own, ...Array.from({ length: 5 }, () => pick(COMMON))];
    return {
      customerId: `c${index}`,
      text: words.toSorted().join(' '),
      locale: 'en',
      channel: pick(['web', 'mail']),
      hour: tells && label === 'night' ? Math.floor(random() * 5) : 8 + Math.floor(random() * 12),
      label,
      predicted: random() < 0.7 ? label : pick(LABELS),
    };
  });
}
