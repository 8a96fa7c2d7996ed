/** The open load: messages come at their rate, whether or not the earlier ones were answered. */

import type { Customers, PlatformName, Question } from './customers.ts';
import { endedInTime } from './ended-in-time.ts';
import { question } from './questions.ts';

export interface LoadOptions {
  seconds: number;
  /** Messages a second on each platform. */
  rate: number;
}

/** What came of the messages on one platform, in milliseconds. */
export interface Sample {
  platform: PlatformName;
  answered: number[];
  acknowledged: number[];
  /** How many messages were never answered. */
  unanswered: number;
}

const LONGEST_WAIT_MS = 10_000;

/** Has the customers of each platform write, all platforms at once; every customer writes once. */
export function runLoad(customers: Customers[], options: LoadOptions): Promise<Sample[]> {
  return Promise.all(customers.map((ones) => runOn(ones, options)));
}

/** One message at some moment of each interval, so that neither the messages nor the platforms keep step. */
async function runOn(customers: Customers, { seconds, rate }: LoadOptions): Promise<Sample> {
  const intervalMs = 1_000 / rate;
  const begun = performance.now();
  const asked: Question[] = [];
  for (let number = 0; number < rate * seconds; number++) {
    await until(begun + (number + Math.random()) * intervalMs);
    asked.push(customers.ask(number, question(number)));
  }
  const answered = await endedInTime(
    asked.map((each) => each.answered),
    LONGEST_WAIT_MS,
  );
  const acknowledged = await endedInTime(
    asked.flatMap((each) => each.acknowledged ?? []),
    LONGEST_WAIT_MS,
  );
  return { platform: customers.platform, answered, acknowledged, unanswered: asked.length - answered.length };
}

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, moment - performance.now()));
}
