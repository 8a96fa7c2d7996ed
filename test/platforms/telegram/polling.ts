/** getUpdates: one long poll a bot; a second one ends the first. */

import type { Update } from 'grammy/types';
import type { Query } from './query.ts';
import { conflict, type TelegramError } from './telegram-error.ts';
import type { World } from './world.ts';

const LONGEST_POLL_SECONDS = 50;
const MOST_UPDATES = 100;
/** How long the real server makes one wait who asks for the same offset again at once, or who was in conflict just before. */
const PENALTY_MS = 3_000;

export interface Polling {
  getUpdates(query: Query, gone: AbortSignal): Promise<Update[]>;
  /** Ends the poll under way as the server would: with this refusal. */
  end(refusal: TelegramError): void;
  /** Whether somebody waits for updates. */
  isOpen(): boolean;
}

interface LongPoll {
  answer(): void;
  refuse(refusal: TelegramError): void;
}

export interface PollingOptions {
  isWebhookActive(): boolean;
  /** Whether the server makes those wait who ask too often. */
  punishesHaste: boolean;
}

/** Answers getUpdates from the world's queue. */
export function createPolling(world: World, options: PollingOptions): Polling {
  let open: LongPoll | undefined;
  let wakeUpDue = false;
  let previous = { offset: Number.NaN, at: Number.NEGATIVE_INFINITY };
  let lastConflictAt = Number.NEGATIVE_INFINITY;

  world.updates.onAdded(() => {
    if (wakeUpDue) return;
    wakeUpDue = true;
    // Like the real server, which waits two milliseconds, so that what comes in together goes out together.
    setImmediate(() => {
      wakeUpDue = false;
      for (const _update of world.updates.waiting()) return open?.answer();
    });
  });

  const refuseWithDelay = (refusal: TelegramError, reject: (reason: TelegramError) => void): void => {
    const now = world.clock.now();
    if (!options.punishesHaste || now >= lastConflictAt + PENALTY_MS) {
      lastConflictAt = now;
      reject(refusal);
    } else {
      world.clock.schedule(now + PENALTY_MS, () => reject(refusal));
    }
  };

  const waitForUpdates = (offset: number, limit: number, timeoutMs: number, gone: AbortSignal): Promise<Update[]> =>
    new Promise((resolve, reject) => {
      const finish = (): void => {
        cancelTimeout();
        if (open === poll) open = undefined;
        world.changes.happened();
      };
      const poll: LongPoll = {
        answer: () => {
          finish();
          resolve(world.updates.read(offset, limit));
        },
        refuse: (refusal) => {
          finish();
          refuseWithDelay(refusal, reject);
        },
      };
      const cancelTimeout = world.clock.schedule(world.clock.now() + timeoutMs, poll.answer);
      gone.addEventListener('abort', finish);
      open = poll;
      world.changes.happened();
    });

  return {
    getUpdates: async (query, gone) => {
      if (options.isWebhookActive()) {
        const reason =
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
        return new Promise((_, reject) => refuseWithDelay(conflict(reason), reject));
      }
      const offset = query.integer('offset', 0);
      const limit = query.integer('limit', MOST_UPDATES, { min: 1, max: MOST_UPDATES });
      const asked = query.integer('timeout', 0, { min: 0, max: LONGEST_POLL_SECONDS }) * 1000;
      world.updates.allow(query.json('allowed_updates', 'allowed updates'));
      const now = world.clock.now();
      const isHasty = options.punishesHaste && offset === previous.offset && now < previous.at + PENALTY_MS;
      const timeoutMs = isHasty ? Math.max(asked, PENALTY_MS) : asked;
      previous = { offset, at: now };
      const updates = world.updates.read(offset, limit);
      if (updates.length > 0 || timeoutMs === 0) return updates;
      open?.refuse(conflict('terminated by other getUpdates request; make sure that only one bot instance is running'));
      return waitForUpdates(offset, limit, timeoutMs, gone);
    },
    end: (refusal) => open?.refuse(refusal),
    isOpen: () => open !== undefined,
  };
}
