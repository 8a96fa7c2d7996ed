/** What a day is made of: scenes, each of which waits for what it needs to see. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Cast } from '../cast.ts';

/** What of the desk a scene needs; one that needs something not connected is left out. */
export const PARTS = ['slack', 'discord', 'telegram', 'telegram-groups'] as const;
export type Part = (typeof PARTS)[number];

export interface Scene {
  title: string;
  /** What there is to see, in a sentence. */
  about: string;
  needs: readonly Part[];
  play(stage: Stage): Promise<void>;
}

export interface Stage extends Pick<Cast, 'slack' | 'discord' | 'telegram'> {
  /** Resolves with what `look` finds; rejects where it finds nothing in time, and says that it waited for `what`. */
  see<T>(what: string, look: () => T | undefined | false): Promise<T>;
  /** The same for something under way. */
  within<T>(what: string, underWay: Promise<T>): Promise<T>;
  /** Gives whoever watches time to read. */
  pause(): Promise<void>;
  /** The same, with this place open before them. */
  pauseAt(placeId: string): Promise<void>;
}

export interface StageOptions {
  pauseMs: number;
  timeoutMs: number;
  /** Ends every waiting and pause. */
  signal: AbortSignal;
  /** Told which place is to be looked at, and undefined when that is over. */
  spotlight?(placeId: string | undefined): void;
}

/** Something the script waited for and did not see. */
export class NotSeenError extends Error {
  override readonly name = 'NotSeenError';
}

/** The stage with these people on it. */
export function createStage(cast: Cast, { pauseMs, timeoutMs, signal, spotlight }: StageOptions): Stage {
  async function within<T>(what: string, underWay: Promise<T>): Promise<T> {
    const settled = new AbortController();
    const tooLate = wait(timeoutMs, undefined, { signal: AbortSignal.any([signal, settled.signal]) }).then(() => {
      throw new NotSeenError(`Waited ${timeoutMs / 1_000} seconds for this, in vain: ${what}.`);
    });
    try {
      return await Promise.race([underWay, tooLate]);
    } finally {
      settled.abort();
    }
  }

  return {
    slack: cast.slack,
    discord: cast.discord,
    telegram: cast.telegram,
    within,
    async see(what, look) {
      let isOver = false;
      const found = cast.until(() => {
        if (isOver) throw new NotSeenError(what);
        return look();
      });
      try {
        return await within(what, found);
      } finally {
        isOver = true;
      }
    },
    pause: () => wait(pauseMs, undefined, { signal }),
    async pauseAt(placeId) {
      spotlight?.(placeId);
      await wait(2 * pauseMs, undefined, { signal });
      spotlight?.(undefined);
    },
  };
}
