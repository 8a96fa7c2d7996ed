import type { ReplayMessage } from './tally.ts';

/** Messages read from a file that wait for their time. */
export interface Pace {
  readonly size: number;
  /**
   * Sets a message's time. A conversation begins now, however long ago that was in the file, so that many are played side by
   * side; from then on its messages follow each other at the file's intervals.
   */
  add(message: ReplayMessage, now: number): void;
  /** Takes the messages whose time has come, in order. */
  takeDue(now: number): ReplayMessage[];
  /** When the earliest is due; undefined when none waits. */
  nextAt(): number | undefined;
}

/** When a conversation's latest message is played, and when it was written. */
interface Position {
  at: number;
  time: number | undefined;
}

/** A pace at which longer pauses than the longest are cut short; messages without a time are as far apart as that. */
export function createPace({ longestPauseMs }: { longestPauseMs: number }): Pace {
  /** In order of time. */
  let waiting: { at: number; message: ReplayMessage }[] = [];
  /** Of each conversation played or to be played within the longest pause, by its name, the longest untouched first. */
  const positions = new Map<string, Position>();

  function timeOf({ conversation, time }: ReplayMessage, now: number): number {
    if (conversation === undefined) return now;
    const before = positions.get(conversation);
    const at = before === undefined ? now : Math.max(now, before.at + pauseBetween(before.time, time));
    positions.delete(conversation);
    positions.set(conversation, { at, time });
    return at;
  }

  function pauseBetween(earlier: number | undefined, later: number | undefined): number {
    if (earlier === undefined || later === undefined || later < earlier) return longestPauseMs;
    return Math.min(longestPauseMs, later - earlier);
  }

  function forgetEnded(now: number): void {
    for (const [conversation, { at }] of positions) {
      if (at + longestPauseMs > now) return;
      positions.delete(conversation);
    }
  }

  return {
    get size() {
      return waiting.length;
    },
    add(message, now) {
      const at = timeOf(message, now);
      const index = waiting.findLastIndex((other) => other.at <= at) + 1;
      waiting.splice(index, 0, { at, message });
    },
    takeDue(now) {
      forgetEnded(now);
      const firstLater = waiting.findIndex(({ at }) => at > now);
      const due = firstLater === -1 ? waiting : waiting.slice(0, firstLater);
      waiting = firstLater === -1 ? [] : waiting.slice(firstLater);
      return due.map(({ message }) => message);
    },
    nextAt: () => waiting[0]?.at,
  };
}
