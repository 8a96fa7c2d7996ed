import type { Clock } from '../../../src/ports/clock.ts';
import type { StaffService } from '../../../src/ports/staff-platform.ts';
import type { RateLimiter } from '../../shared/rate-limit.ts';
import type { SlackApi } from '../slack-api.ts';
import { customerAppHome, staffAppHome } from './app-home.ts';
import type { ChannelDirectory } from './channel-directory.ts';
import type { Members } from './members.ts';

/** What people see in App Home. */
export interface AppHomePublisher {
  /** Somebody looks at App Home: shows it to them, and keeps it up to date from now on. */
  show(userId: string): Promise<void>;
  /** Something changed that a list may show. */
  changed(): void;
  /** Shows nothing more. */
  stop(): void;
}

/** Who looked last is kept up to date, up to so many people. */
const MOST_VIEWERS = 200;
/** Changes that follow each other within this time are shown together. */
const TOGETHER_MS = 3_000;

/** Begins with nobody looking. */
export function createAppHomePublisher(options: {
  api: SlackApi;
  clock: Clock;
  limiter: RateLimiter;
  members: Members;
  channels: ChannelDirectory;
  deskName: string;
  consoleUrl: string | undefined;
  service(): StaffService;
  inBackground(work: Promise<unknown>): void;
}): AppHomePublisher {
  const { api, clock, limiter, members, channels, service } = options;
  /** What each viewer sees, who looked first first. */
  const viewers = new Map<string, string>();
  let cancel: (() => void) | undefined;

  const viewFor = async (userId: string) => {
    const staff = await members.get(userId);
    if (staff === undefined) return customerAppHome(options.deskName);
    return staffAppHome(await service().inbox(staff), {
      linkTo: channels.linkTo,
      now: clock.now(),
      consoleUrl: options.consoleUrl,
    });
  };
  const publish = async (userId: string): Promise<void> => {
    const view = await viewFor(userId);
    const shown = JSON.stringify(view);
    if (viewers.get(userId) === shown) return;
    await limiter.take('views.publish');
    await api.call('views.publish', { user_id: userId, view });
    viewers.set(userId, shown);
  };
  const publishAll = async (): Promise<void> => {
    for (const userId of [...viewers.keys()]) await publish(userId);
  };

  return {
    async show(userId) {
      viewers.delete(userId);
      await publish(userId);
      const [first] = viewers.keys();
      if (viewers.size > MOST_VIEWERS && first !== undefined) viewers.delete(first);
    },
    changed() {
      cancel ??= clock.schedule(clock.now() + TOGETHER_MS, () => {
        cancel = undefined;
        options.inBackground(publishAll());
      });
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
