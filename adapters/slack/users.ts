import { LRUCache } from 'lru-cache';
import { toCleanLine } from '../../src/lib/clean-line.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type SlackApi, SlackFailure } from './slack-api.ts';

/** A member of the workspace, or a guest from another one. */
export interface SlackUser {
  id: string;
  /** As they are shown to others; their id where Slack does not say. */
  name: string;
  /** Such as `en-US`. */
  locale: string | undefined;
  isBot: boolean;
  /** An admin or owner of the workspace. */
  isAdmin: boolean;
  /** Was here once. */
  isDeleted: boolean;
}

export interface UserDirectory {
  /** Who has this id. @throws SlackFailure while Slack does not say */
  get(userId: string): Promise<SlackUser>;
  /** The same, never failing: somebody with the id for a name where Slack does not say. */
  getOrUnknown(userId: string): Promise<SlackUser>;
  /** Everybody is asked for anew. */
  forget(): void;
}

const MOST_KEPT = 5_000;

/** Asks Slack for each person once in `keptMs` at most, and waits `timeoutMs` for an answer. */
export function createUserDirectory(options: {
  api: SlackApi;
  clock: Clock;
  keptMs: number;
  timeoutMs: number;
  reportError(error: unknown): void;
}): UserDirectory {
  const { api, clock, keptMs, timeoutMs, reportError } = options;
  const kept = new LRUCache<string, { until: number; user: Promise<SlackUser> }>({ max: MOST_KEPT });

  const ask = async (userId: string): Promise<SlackUser> => {
    const { user } = await api.call('users.info', { user: userId, include_locale: true }, { timeoutMs });
    const { display_name, real_name } = user.profile ?? {};
    return {
      id: userId,
      name: toCleanLine(display_name || real_name || user.name || '') || userId,
      locale: user.locale ?? undefined,
      isBot: user.is_bot ?? false,
      isAdmin: (user.is_admin || user.is_owner) ?? false,
      isDeleted: user.deleted ?? false,
    };
  };
  const get = (userId: string): Promise<SlackUser> => {
    const known = kept.get(userId);
    if (known !== undefined && known.until > clock.now()) return known.user;
    const user = ask(userId);
    kept.set(userId, { until: clock.now() + keptMs, user });
    user.catch((error: unknown) => {
      // Somebody unknown stays unknown; otherwise Slack is asked again the next time.
      if (!(error instanceof SlackFailure && error.code === 'refused')) kept.delete(userId);
    });
    return user;
  };
  return {
    get,
    getOrUnknown: (userId) =>
      get(userId).catch((error: unknown) => {
        reportError(error);
        return { id: userId, name: userId, locale: undefined, isBot: false, isAdmin: false, isDeleted: false };
      }),
    forget() {
      kept.clear();
    },
  };
}
