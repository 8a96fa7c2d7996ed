import type { Clock } from '../../src/ports/clock.ts';
import { BoundedMap } from '../shared/bounded-map.ts';
import { toCleanLine } from '../shared/clean-line.ts';
import type { SlackApi } from './slack-api.ts';
import { SlackFailure } from './slack-failure.ts';

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
}

export interface UserDirectory {
  /** Who has this id; never fails, and never takes long: an event waits for it. */
  get(userId: string): Promise<SlackUser>;
}

const MOST_KEPT = 5_000;
const KEPT_MS = 60 * 60_000;
const TIMEOUT_MS = 1_500;

/** Asks Slack for each person once an hour at most. */
export function createUserDirectory(options: {
  api: SlackApi;
  clock: Clock;
  reportError(error: unknown): void;
}): UserDirectory {
  const { api, clock, reportError } = options;
  const kept = new BoundedMap<string, { until: number; user: Promise<SlackUser> }>(MOST_KEPT);

  const ask = async (userId: string): Promise<SlackUser> => {
    try {
      const { user } = await api.call('users.info', { user: userId, include_locale: true }, { timeoutMs: TIMEOUT_MS });
      const { display_name, real_name } = user?.profile ?? {};
      return {
        id: userId,
        name: toCleanLine(display_name || real_name || user?.name || '') || userId,
        locale: user?.locale,
        isBot: user?.is_bot ?? false,
        isAdmin: user?.is_admin ?? false,
      };
    } catch (error) {
      reportError(error);
      // Somebody unknown stays unknown; otherwise Slack is asked again the next time.
      if (!(error instanceof SlackFailure && error.code === 'refused')) kept.delete(userId);
      return { id: userId, name: userId, locale: undefined, isBot: false, isAdmin: false };
    }
  };
  return {
    get(userId) {
      const known = kept.get(userId);
      if (known !== undefined && known.until > clock.now()) return known.user;
      const user = ask(userId);
      kept.set(userId, { until: clock.now() + KEPT_MS, user });
      return user;
    },
  };
}
