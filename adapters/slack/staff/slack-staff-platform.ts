/** The staff platform in Slack: tickets as cards in the teams' channels, each with a thread as its thread. */

import type { App } from '@slack/bolt';
import type { OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { KeyValueStore } from '../../../src/ports/key-values.ts';
import type {
  StaffPlatform,
  StaffService,
  StaffThreadAddress,
  TimelineItem,
} from '../../../src/ports/staff-platform.ts';
import type { RateLimiter } from '../../shared/rate-limit.ts';
import { createContentReader } from '../content/message-content.ts';
import type { SlackSettings } from '../settings.ts';
import type { SlackApi } from '../slack-api.ts';
import type { SlackFiles } from '../slack-files.ts';
import { createListenerContext } from './events/listener-context.ts';
import { registerListeners } from './events/listeners.ts';
import { createAppHomePublisher } from './overviews/app-home.ts';
import { createChannelDirectory } from './people/channel-directory.ts';
import { createMembers, createMutes, findMentioned } from './people/members.ts';
import { createStaffThreads } from './timeline/staff-threads.ts';
import type { ItemContext } from './timeline/timeline-items.ts';

/** What the staff platform is made of. */
export interface SlackStaffOptions {
  api: SlackApi;
  files: SlackFiles;
  settings: SlackSettings;
  clock: Clock;
  limiter: RateLimiter;
  deskName: string;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
  /** Both throw a SlackFailure before the app has been connected. */
  botUserId(): string;
  teamId(): string;
  /** Opens a file wherever it is kept. */
  openAttachment: OpenAttachmentAnywhere;
  keyValues: KeyValueStore;
  reportError(error: unknown): void;
}

/** The staff platform, and how the app is tied to it. */
export interface SlackStaffParts {
  staffPlatform: StaffPlatform;
  /** Has the desk hear of what staff do; to be called before others listen, who then hear of nothing before channels are known. */
  register(app: App): void;
  /** Whether tickets are shown there, or ever were, so that nobody who writes there is a customer. */
  isStaffChannel(channelId: string): Promise<boolean>;
}

/** The staff platform of one workspace. Nothing is asked of Slack before it starts. */
export function createSlackStaffPlatform(options: SlackStaffOptions): SlackStaffParts {
  const { files, clock, keyValues, teamId } = options;
  let started: StaffService | undefined;
  const channels = createChannelDirectory(options);
  const members = createMembers({ ...options, channels, service: () => desk.service() });
  const mutes = createMutes(keyValues, clock);
  const isStaffChannel = async (channelId: string): Promise<boolean> =>
    channels.isStaffChannel(channelId) || ((await started?.everShowedTickets(channelId)) ?? false);
  const desk = createListenerContext({
    ...options,
    channels,
    members,
    readContent: createContentReader({ ...options, account: teamId, nameOf: members.nameOf }),
    service: () => started,
    isStaffChannel,
    changed: () => appHome.changed(),
  });
  const appHome = createAppHomePublisher({ ...options, ...desk });

  const contextOf = async (staffThread: StaffThreadAddress, item: TimelineItem): Promise<ItemContext | undefined> => {
    const card = await desk.service().findTicketByThread(staffThread);
    if (card === undefined) return undefined;
    const { id, customerName, assignee } = card.ticket;
    const userId = assignee && (await desk.service().userOf(assignee.id, teamId()));
    return {
      ticketId: id,
      customerName,
      assigneeUserId: userId !== undefined && !(await mutes.isMuted(userId)) ? userId : undefined,
      mentioned: item.kind === 'event' ? await findMentioned(item.event, members) : [],
    };
  };
  const staffThreads = createStaffThreads({ ...options, channels, contextOf });

  return {
    isStaffChannel,
    register: (app) => registerListeners(app, desk, { appHome, mutes }),
    staffPlatform: {
      name: 'slack',
      async start(service) {
        started = service;
        desk.inBackground(members.keepUpToDate());
      },
      async openThread(card, attempt) {
        appHome.changed();
        return staffThreads.openThread(card, attempt);
      },
      async showCard(staffThread, card) {
        appHome.changed();
        return staffThreads.showCard(staffThread, card);
      },
      addItem: staffThreads.addItem,
      showItem: staffThreads.showItem,
      showStorm: staffThreads.showStorm,
      showNotice: staffThreads.showNotice,
      openAttachment: ({ key }) => files.open(key),
      async stop() {
        appHome.stop();
        members.stop();
        await desk.settled();
        members.stop();
        appHome.stop();
        started = undefined;
      },
    },
  };
}
