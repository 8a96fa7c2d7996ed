/** The staff desk in Slack: tickets as cards in the teams' channels, each with a thread as its room. */

import type { App } from '@slack/bolt';
import type { OpenAttachmentAnywhere } from '../../../src/domain/channel.ts';
import type { Clock } from '../../../src/domain/clock.ts';
import type { SlackSettings } from '../../../src/domain/platform-settings.ts';
import type { RoomAddress, RoomEntry, StaffDesk, StaffOffice } from '../../../src/domain/staff-desk.ts';
import type { RateLimiter } from '../../kit/rate-limit.ts';
import type { SlackApi } from '../slack-api.ts';
import type { SlackFiles } from '../slack-files.ts';
import { findCallees } from './callees.ts';
import { createDesk } from './desk.ts';
import type { EntryContext } from './entries.ts';
import { createHomes } from './homes.ts';
import { registerListeners } from './listeners.ts';
import { createMembers, fromStaffId } from './members.ts';
import { createMutes } from './mutes.ts';
import { createPlaces } from './places.ts';
import { createRooms } from './rooms.ts';

/** What the staff desk is made of. */
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
  reportError(error: unknown): void;
}

/** The staff desk, and how the app is tied to it. */
export interface SlackStaff {
  staffDesk: StaffDesk;
  /** Has the desk hear of what staff do; to be called before others listen, who then hear of nothing before places are known. */
  register(app: App): void;
  /** Whether tickets are shown there, so that nobody who writes there is a customer. */
  isStaffPlace(channelId: string): boolean;
}

/** The staff desk of one workspace. Nothing is asked of Slack before it starts. */
export function createSlackStaff(options: SlackStaffOptions): SlackStaff {
  const { files, clock, teamId } = options;
  let started: StaffOffice | undefined;
  const places = createPlaces(options);
  const members = createMembers({ ...options, places });
  const mutes = createMutes(clock);
  const desk = createDesk({ ...options, places, members, office: () => started, changed: () => homes.changed() });
  const homes = createHomes({ ...options, ...desk });

  const contextOf = async (room: RoomAddress, entry: RoomEntry): Promise<EntryContext | undefined> => {
    const card = await desk.office().findTicketByRoom(room);
    if (card === undefined) return undefined;
    const { id, customerName, assignee } = card.ticket;
    const holder = assignee && fromStaffId(assignee.id, teamId());
    return {
      ticketId: id,
      customerName,
      holderUserId: holder !== undefined && !mutes.isMuted(holder) ? holder : undefined,
      callees: entry.kind === 'event' ? await findCallees(entry.event, members) : [],
    };
  };
  const rooms = createRooms({ ...options, places, contextOf });

  return {
    isStaffPlace: places.isStaffPlace,
    register: (app) => registerListeners(app, desk, { homes, mutes }),
    staffDesk: {
      name: 'slack',
      async start(office) {
        started = office;
        desk.inBackground(members.prepare());
      },
      async openRoom(card, attempt) {
        homes.changed();
        return rooms.openRoom(card, attempt);
      },
      async showCard(room, card) {
        homes.changed();
        return rooms.showCard(room, card);
      },
      addEntry: rooms.addEntry,
      showEntry: rooms.showEntry,
      showStorm: rooms.showStorm,
      openAttachment: ({ key }) => files.open(key),
      async stop() {
        homes.stop();
        await desk.settled();
        homes.stop();
        started = undefined;
      },
    },
  };
}
