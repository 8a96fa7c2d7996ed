/** Trigger ids: what lets the app open one modal, within three seconds of what a user did. */

import type { Clock } from '../../../src/ports/clock.ts';
import { ApiError } from './api-error.ts';
import type { Identifiers } from './identifiers.ts';

const LIFETIME_MS = 3_000;

export interface Triggers {
  issue(userId: string): string;
  /** The user of the trigger, which is then used up. */
  exchange(triggerId: string): string;
}

/** Issues trigger ids that live for three seconds. */
export function createTriggers(ids: Identifiers, clock: Clock): Triggers {
  const issued = new Map<string, { userId: string; until: number; used: boolean }>();
  return {
    issue(userId) {
      const triggerId = `${clock.now()}.${issued.size + 1}.${ids.secret(32)}`;
      issued.set(triggerId, { userId, until: clock.now() + LIFETIME_MS, used: false });
      return triggerId;
    },
    exchange(triggerId) {
      const trigger = issued.get(triggerId);
      if (trigger === undefined) throw new ApiError('invalid_trigger_id');
      if (trigger.used) throw new ApiError('exchanged_trigger_id');
      if (clock.now() > trigger.until) throw new ApiError('expired_trigger_id');
      trigger.used = true;
      return trigger.userId;
    },
  };
}
