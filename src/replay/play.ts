/** Plays the messages of a file to a desk, in simulated time. */

import type { Accept } from '../ports/channel.ts';
import type { SimulatedClock } from '../simulation/simulated-clock.ts';
import { SIMULATED_CHANNEL } from '../simulation/simulated-desk.ts';
import { createPace } from './pace.ts';
import type { ReplayMessage } from './tally.ts';

/** How many messages are read ahead, and so how many may be played at the same moment. */
const WINDOW = 512;
/** How much simulated time passes at least between messages that need not be closer together. */
const LEAST_ROUND_MS = 1_000;

export interface Playing {
  accept: Accept;
  clock: SimulatedClock;
  /** Resolves when the desk has done all it can do at the present moment. */
  settle(): Promise<void>;
  /** Messages this close together are one turn for the desk, for at most `burstMaxMs`. */
  burst: { burstWindowMs: number; burstMaxMs: number };
  messages: AsyncIterable<ReplayMessage>;
  /** Called before a message is given to the desk, with the key of its event. */
  onMessage(message: ReplayMessage, eventKey: string): void;
  /** Ends the playing early. */
  signal: AbortSignal;
}

/** Gives the desk every message at its time, and resolves when the last burst is over and settled. */
export async function play(playing: Playing): Promise<void> {
  const { clock, settle, burst, signal } = playing;
  const { burstWindowMs, burstMaxMs } = burst;
  const roundMs = Math.max(LEAST_ROUND_MS, burstWindowMs + 1);
  // A longer pause changes nothing for the bot: after this one every burst is over.
  const pace = createPace({ burstWindowMs, roundMs, longestPauseMs: burstMaxMs + roundMs });
  const messages = playing.messages[Symbol.asyncIterator]();
  let isRead = false;
  try {
    while (!signal.aborted) {
      while (!isRead && pace.size < WINDOW) {
        const { value, done } = await messages.next();
        if (done) isRead = true;
        else pace.add(value, clock.now());
      }
      if (pace.size === 0) break;
      await Promise.all(pace.takeDue(clock.now()).map((message) => accept(playing, message)));
      const roundEnd = clock.now() + roundMs;
      await clock.advanceTo(Math.min(pace.nextAt() ?? roundEnd, roundEnd), settle);
    }
  } finally {
    await messages.return?.();
  }
  await clock.advanceTo(clock.now() + burstMaxMs + roundMs, settle);
}

async function accept(playing: Playing, message: ReplayMessage): Promise<void> {
  const { line, conversation, text } = message;
  const eventKey = `line ${line}`;
  const conversationKey = conversation === undefined ? eventKey : `conversation ${conversation}`;
  playing.onMessage(message, eventKey);
  await playing.accept({
    channel: SIMULATED_CHANNEL,
    account: 'default',
    conversationKey,
    eventKey,
    occurredAt: playing.clock.now(),
    customer: { key: conversationKey, name: '', locale: undefined },
    body: { kind: 'message', messageKey: eventKey, text },
  });
}
