/** What a load is made of: customers of one platform, each in a conversation of their own with the bot. */

import type { Changes } from '../platforms/shared/changes.ts';
import type { LoggedRequest, RequestLog } from '../platforms/shared/request-log.ts';

export const PLATFORMS = ['slack', 'discord', 'telegram'] as const;

export type PlatformName = (typeof PLATFORMS)[number];

/** A message that was written, in milliseconds from the moment the platform's event left. */
export interface Question {
  /** Until the platform had accepted the answer. */
  answered: Promise<number>;
  /** Until the bot had acknowledged the event; undefined where the platform knows no such thing. */
  acknowledged: Promise<number> | undefined;
}

export interface Customers {
  platform: PlatformName;
  /** What a bot's process has to know to connect: the desk's own environment variables. */
  variables: Record<string, string>;
  /** Resolves when the bot takes messages. */
  connected(): Promise<unknown>;
  /** Has the customer of this conversation write; conversations are counted from 0 and there are as many as needed. */
  ask(conversation: number, text: string): Question;
  /** Called when the bot has been stopped. */
  close(): Promise<void>;
}

/** Gives every number its own: made when it is first asked for. */
export function numbered<Made>(make: (number: number) => Made): (number: number) => Made {
  const made = new Map<number, Made>();
  return (number) => {
    const known = made.get(number) ?? make(number);
    made.set(number, known);
    return known;
  };
}

/** Tells of each request of a method the moment the platform has answered it with success. */
export function watchAccepted(
  platform: { requests: Pick<RequestLog, 'all'>; until: Changes['until'] },
  method: string,
  accepted: (request: LoggedRequest) => void,
): void {
  const served = new Set<LoggedRequest>();
  let seen = 0;
  watch(platform, () => {
    const requests = platform.requests.all();
    for (; seen < requests.length; seen++) {
      const request = requests[seen];
      if (request?.method === method) served.add(request);
    }
    for (const request of served) {
      if (request.status === undefined) continue;
      served.delete(request);
      if (request.status === 200) accepted(request);
    }
  });
}

/** Looks at every change of a platform, for as long as there is one. */
export function watch(platform: { until: Changes['until'] }, look: () => void): void {
  void platform.until(() => {
    look();
    return false;
  });
}
