/** Slack's rate limits: methods by tier and minute, posting by channel and second. */

import type { Clock } from '../../../src/ports/clock.ts';

export type Tier = 'tier1' | 'tier2' | 'tier3' | 'tier4' | 'posting' | 'unlimited';

export interface RateLimit {
  calls: number;
  withinMs: number;
}

/** What Slack documents (docs.slack.dev/apis/web-api/rate-limits); it lets short bursts of posts through, which this does not. */
export const SLACK_RATE_LIMITS: Partial<Record<Tier, RateLimit>> = {
  tier1: { calls: 1, withinMs: 60_000 },
  tier2: { calls: 20, withinMs: 60_000 },
  tier3: { calls: 50, withinMs: 60_000 },
  tier4: { calls: 100, withinMs: 60_000 },
  posting: { calls: 1, withinMs: 1_000 },
};

export interface RateLimiter {
  /** Counts a call; the whole seconds to wait when it is one too many, and then it is not counted. */
  count(tier: Tier, method: string, channel: string | undefined): number | undefined;
}

/** Counts the calls of each method, and of each channel where the tier is `posting`, in a sliding window. */
export function createRateLimiter(limits: Partial<Record<Tier, RateLimit>>, clock: Clock): RateLimiter {
  const calls = new Map<string, number[]>();
  return {
    count(tier, method, channel) {
      const limit = limits[tier];
      if (limit === undefined) return undefined;
      const key = tier === 'posting' ? `${method} ${channel}` : method;
      const now = clock.now();
      const recent = (calls.get(key) ?? []).filter((at) => at > now - limit.withinMs);
      calls.set(key, recent);
      const first = recent[0];
      if (first !== undefined && recent.length >= limit.calls)
        return Math.max(1, Math.ceil((first + limit.withinMs - now) / 1000));
      recent.push(now);
      return undefined;
    },
  };
}
