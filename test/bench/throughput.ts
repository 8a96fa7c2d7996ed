/** The closed load: as many messages as the bot takes, a bounded number of them under way. */

import type { Customers } from './customers.ts';
import { endedInTime } from './ended-in-time.ts';
import { question } from './questions.ts';
import type { Running } from './subjects.ts';

export interface ThroughputOptions {
  seconds: number;
  conversations: number;
  /** How many messages are under way at a time, each in a conversation of its own. */
  underWay: number;
}

export interface Throughput {
  messagesPerSecond: number;
  /** How long the bot's process kept processors busy for each message, in milliseconds. */
  processorMs: number;
  unanswered: number;
}

const LONGEST_WAIT_MS = 10_000;

/** Counts the answers that the platform accepts in that time; what is under way at its end is waited for and not counted. */
export async function runThroughput(
  bot: Pick<Running, 'processorTimeMs'>,
  customers: Customers,
  { seconds, conversations, underWay }: ThroughputOptions,
): Promise<Throughput> {
  const busyBefore = bot.processorTimeMs();
  const begun = performance.now();
  const isOver = () => performance.now() - begun >= seconds * 1_000;
  let asked = 0;
  let answered = 0;
  const askOn = async (): Promise<void> => {
    while (!isOver()) {
      const number = asked++;
      await customers.ask(number % conversations, question(number)).answered;
      if (!isOver()) answered += 1;
    }
  };
  const ended = await endedInTime(Array.from({ length: underWay }, askOn), seconds * 1_000 + LONGEST_WAIT_MS);
  return {
    messagesPerSecond: answered / seconds,
    processorMs: (bot.processorTimeMs() - busyBefore) / asked,
    unanswered: underWay - ended.length,
  };
}
