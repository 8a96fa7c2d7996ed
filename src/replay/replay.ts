/** Plays messages from a file through a whole desk, and counts what becomes of them. */

import type { Logger } from 'pino';
import type { Decision } from '../domain/decision.ts';
import { HOUR_MS, type Policy } from '../domain/policy.ts';
import type { HandledTurn } from '../engine/context.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import type { Store } from '../ports/store.ts';
import type { SimulatedClock } from '../simulation/simulated-clock.ts';
import { withSimulatedDesk } from '../simulation/simulated-desk.ts';
import { outcomeOf } from './outcome.ts';
import { play } from './play.ts';
import { createTally, type ReplayCounts, type ReplayMessage } from './tally.ts';

export interface ReplayOptions {
  messages: AsyncIterable<ReplayMessage>;
  trained: TrainedContent;
  policy: Policy;
  logger: Logger;
  /** How many messages that found nothing are kept as examples. */
  maxFoundNothing: number;
  /** Called with each turn's messages and what was decided about them. */
  onTurn?(messages: readonly ReplayMessage[], decision: Decision): void;
  /** Called with the number of messages handled whenever it has grown. */
  onProgress(handled: number): void;
  /** Ends the replay early, with the counts up to there. */
  signal: AbortSignal;
}

export interface ReplayResult extends ReplayCounts {
  /** Messages that the desk gave up; the log says why. */
  failed: number;
  /** What customers would have been sent. */
  replies: number;
  durationMs: number;
}

/**
 * Replays the messages on a desk of their own, of which nothing is left whatever happens.
 * @throws StoreError when the temporary folder cannot take the messages, and what reading them throws
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { trained, policy, logger, signal } = options;
  let replies = 0;
  const tally = createTally({ content: trained.content, maxFoundNothing: options.maxFoundNothing });
  const unhandled = new Map<string, ReplayMessage>();

  function onTurn(turn: HandledTurn): void {
    const messages = turn.rows.flatMap(({ eventKey }) => unhandled.get(eventKey) ?? []);
    const [record] = turn.decision.records;
    if (messages.length === 0 || record === undefined) return;
    const outcome = outcomeOf(record);
    if (turn.stored.version === 0) tally.countConversation();
    for (const message of messages) tally.count(message, outcome);
    for (const { eventKey } of turn.rows) unhandled.delete(eventKey);
    options.onTurn?.(messages, turn.decision);
    options.onProgress(tally.handled());
  }

  const onSend = () => {
    replies += 1;
  };
  return withSimulatedDesk({ trained, policy, logger, onTurn, onSend }, async ({ engine, store, clock, settle }) => {
    const startedAt = Date.now();
    await play({
      accept: engine.accept,
      clock,
      settle,
      burst: policy,
      messages: options.messages,
      onMessage: (message, eventKey) => unhandled.set(eventKey, message),
      signal,
    });
    await finishFailing(store, clock, settle);
    const durationMs = Date.now() - startedAt;
    return { ...tally.counts(), failed: unhandled.size, replies, durationMs };
  });
}

/** Lets time pass until what could not be handled at first has been handled or given up, at most for an hour. */
async function finishFailing(store: Store, clock: SimulatedClock, settle: () => Promise<void>): Promise<void> {
  const until = clock.now() + HOUR_MS;
  while (clock.now() < until && (await store.read.inbox.conversationsWithPending(1)).length > 0) {
    await clock.advanceTo(clock.nextAt() ?? until, settle);
  }
}
