/** Customers who ask one question after another: the next following from the last, or from nothing. */

import { DAY_MS } from '../../src/domain/policy.ts';
import type { Question } from '../../src/insights/next-question/model.ts';
import { createRandom } from '../../src/lib/random.ts';
import { drawExponential } from '../../src/lib/statistics/draws.ts';

const INTENTS = ['place_order', 'track_order', 'missing_parcel', 'return_item', 'refund_period', 'account'];

/** With the chance `follows` the next question is the one after the last in the list, and else any, the first the most often. */
export function questionsInTurn(customers: number, follows: number, seed: number): Question[] {
  const random = createRandom(seed * 7_919 + 1);
  const any = () => Math.floor(INTENTS.length * random() ** 1.6);
  return Array.from({ length: customers }).flatMap((_, customer) => {
    let at = random() * 100 * DAY_MS;
    let intent = any();
    const questions: Question[] = [];
    while (random() < 0.85) {
      questions.push({ customerId: `c${customer}`, at, intent: INTENTS[intent] ?? '' });
      at += drawExponential(random, 6 * DAY_MS);
      intent = random() < follows ? (intent + 1) % INTENTS.length : any();
    }
    return questions;
  });
}
