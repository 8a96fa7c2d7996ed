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

export interface PaceOptions {
  /** A pause up to this length keeps its exact length, in milliseconds. */
  burstWindowMs: number;
  /** Pauses that end a burst are made longer, up to a multiple of this, so that many conversations go on at the same moment. */
  roundMs: number;
  /** Pauses are cut short to this; messages without a time are as far apart. */
  longestPauseMs: number;
}

/** A pace at which only that matters of a pause which matters to the desk: whether it ends a burst. */
export function createPace({ burstWindowMs, roundMs, longestPauseMs }: PaceOptions): Pace {
  /** In order of time. */
  let waiting: { at: number; message: ReplayMessage }[] = [];
  /** Of each conversation played or to be played within the longest pause, by its name, the longest untouched first. */
  const positions = new Map<string, Position>();

  function timeOf({ conversation, time }: ReplayMessage, now: number): number {
    if (conversation === undefined) return now;
    const before = positions.get(conversation);
    const at = before === undefined ? now : Math.max(now, nextTime(before, time));
    positions.delete(conversation);
    positions.set(conversation, { at, time });
    return at;
  }

  function nextTime(before: Position, time: number | undefined): number {
    const pause = pauseBetween(before.time, time);
    const at = before.at + pause;
    return pause <= burstWindowMs ? at : Math.ceil(at / roundMs) * roundMs;
  }

  function pauseBetween(earlier: number | undefined, later: number | undefined): number {
    if (earlier === undefined || later === undefined || later < earlier) return longestPauseMs;
    return Math.min(longestPauseMs, later - earlier);
  }

  function forgetEnded(now: number): void {
    for (const [conversation, { at }] of positions) {
      if (at + longestPauseMs + roundMs > now) return;
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
