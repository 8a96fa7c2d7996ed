/** Which of the waiting events of a conversation are handled together. */

/** What waits to be handled, as far as this matters here. */
export interface WaitingEvent {
  isMessage: boolean;
  receivedAt: number;
  /** Until when a message beyond what a customer may write waits for others to be read with it. */
  heldUntil?: number | undefined;
  /** Whether nothing before it is held any longer: what staff do, and what the desk has to tell, does not wait. */
  endsHold?: boolean;
}

/** How long a burst may pause and last, in milliseconds. */
export interface BurstLimits {
  windowMs: number;
  maxMs: number;
}

/** More messages than this are handled in several turns, so that no turn grows without bound. */
const MAX_MESSAGES = 50;

/**
 * The next turn: how many of the events, from the oldest on, are to be handled together, or until when to wait for more.
 * Messages that follow each other within the window belong together, and those that are held to what is before them; anything
 * else is a turn of its own and ends a burst. A
 * time of arrival that lies in the future, as after the clock was set back, is not waited for.
 */
export function nextTurn(
  waiting: WaitingEvent[],
  limits: BurstLimits,
  now: number,
): { take: number } | { waitUntil: number } {
  const [first] = waiting;
  const heldUntil = holdOf(waiting, now);
  if (heldUntil !== undefined) return { waitUntil: heldUntil };
  if (first === undefined || !first.isMessage) return { take: Math.min(1, waiting.length) };
  const burst = countBurst(waiting, limits);
  const last = waiting[burst - 1] ?? first;
  const isOver = burst < waiting.length || burst === MAX_MESSAGES;
  const until = Math.min(last.receivedAt + limits.windowMs, first.receivedAt + limits.maxMs);
  if (isOver || until <= now || last.receivedAt > now) return { take: burst };
  return { waitUntil: until };
}

/** Until when all that waits is held. */
function holdOf(waiting: WaitingEvent[], now: number): number | undefined {
  const [first] = waiting;
  if (first?.heldUntil === undefined || first.heldUntil <= now || first.receivedAt > now) return undefined;
  return waiting.some(({ endsHold }) => endsHold) ? undefined : first.heldUntil;
}

function countBurst(waiting: WaitingEvent[], { windowMs, maxMs }: BurstLimits): number {
  const startedAt = waiting[0]?.receivedAt ?? 0;
  let previousAt = startedAt;
  let count = 0;
  for (const { isMessage, receivedAt, heldUntil } of waiting) {
    const inTime = receivedAt - previousAt <= windowMs && receivedAt - startedAt <= maxMs;
    const belongs = isMessage && (inTime || heldUntil !== undefined);
    if (!belongs || count === MAX_MESSAGES) break;
    previousAt = receivedAt;
    count += 1;
  }
  return count;
}
