import { DeliveryError } from '../../../../src/ports/channel.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { StaffThreadAddress } from '../../../../src/ports/staff-platform.ts';
import type { SlackSettings } from '../../settings.ts';
import { type SlackApi, SlackFailure } from '../../slack-api.ts';

/** The address of a thread in Slack; undefined while it is not known. */
export type LinkToThread = (staffThread: StaffThreadAddress) => string | undefined;

/** The channels that staff work in. */
export interface ChannelDirectory {
  /** Looks the configured names up once; rejects while Slack does not answer. */
  ready(): Promise<void>;
  isStaffChannel(channelId: string): boolean;
  /** The ids of all of them that were found. */
  all(): string[];
  /** Where tickets of a category go. @throws DeliveryError `unavailable` with what to do when it is not there */
  channelFor(category: string): Promise<string>;
  /** The id of a channel, by its id, `name` or `#name`; undefined when the bot sees none. */
  find(nameOrId: string): Promise<string | undefined>;
  /** How a channel is called; `channel` where the bot does not see it. */
  nameOf(channelId: string): string;
  linkTo: LinkToThread;
}

const CHANNEL_ID = /^[CG][A-Z0-9]{7,}$/;
const PAGE = 1_000;
/** A channel that was not found is looked for again, but not at every ticket. */
const LOOK_AGAIN_AFTER_MS = 60_000;

/** Knows nothing until it is asked. */
export function createChannelDirectory(options: {
  api: SlackApi;
  clock: Clock;
  settings: Pick<SlackSettings, 'staffChannel' | 'teamChannels'>;
  reportError(error: unknown): void;
}): ChannelDirectory {
  const { api, clock, settings, reportError } = options;
  const configured = [settings.staffChannel, ...Object.values(settings.teamChannels)].filter(
    (name) => name !== undefined,
  );
  const channels = new Set(configured.filter(isId));
  let ids = new Map<string, string>();
  let listedAt = Number.NEGATIVE_INFINITY;
  let listing: Promise<void> | undefined;
  let teamUrl: string | undefined;

  const listChannels = async (): Promise<Map<string, string>> => {
    const found = new Map<string, string>();
    const values = { types: 'public_channel,private_channel', exclude_archived: true, limit: PAGE };
    for await (const page of api.pages('conversations.list', values)) {
      for (const { id, name } of page.channels) if (name) found.set(name, id);
    }
    return found;
  };
  const list = async (): Promise<void> => {
    teamUrl = (await api.call('auth.test')).url ?? undefined;
    ids = await listChannels().catch((error: unknown) => {
      // Without the permission names cannot be looked up, ids still do.
      if (!(error instanceof SlackFailure && error.code === 'missing_scope')) throw error;
      reportError(error);
      return new Map();
    });
    listedAt = clock.now();
    for (const name of configured) {
      const id = idOf(name);
      if (id !== undefined) channels.add(id);
      else reportError(new Error(missing(name)));
    }
  };
  const listOnce = (): Promise<void> => {
    listing ??= list().finally(() => {
      listing = undefined;
    });
    return listing;
  };
  const idOf = (nameOrId: string): string | undefined => (isId(nameOrId) ? nameOrId : ids.get(bareName(nameOrId)));
  const find = async (nameOrId: string): Promise<string | undefined> => {
    const isDue = clock.now() - listedAt >= LOOK_AGAIN_AFTER_MS;
    if (idOf(nameOrId) === undefined && isDue) await listOnce();
    return idOf(nameOrId);
  };

  return {
    ready: async () => {
      if (listedAt === Number.NEGATIVE_INFINITY) await listOnce();
    },
    isStaffChannel: (channelId) => channels.has(channelId),
    all: () => [...channels],
    async channelFor(category) {
      const name = settings.teamChannels[category] ?? settings.staffChannel;
      if (name === undefined) {
        throw new DeliveryError(
          'unavailable',
          'No staff channel is set: name one in desk.yaml, or in SLACK_STAFF_CHANNEL',
        );
      }
      const id = await find(name);
      if (id === undefined) throw new DeliveryError('unavailable', missing(name));
      return id;
    },
    find,
    nameOf: (channelId) => [...ids].find(([, id]) => id === channelId)?.[0] ?? 'channel',
    linkTo: ({ channelKey, threadKey: thread }) =>
      teamUrl === undefined ? undefined : `${teamUrl}archives/${channelKey}/p${thread.replace('.', '')}`,
  };
}

function isId(nameOrId: string): boolean {
  return CHANNEL_ID.test(nameOrId);
}

function bareName(name: string): string {
  return name.replace(/^#/, '').toLowerCase();
}

function missing(name: string): string {
  return `There is no Slack channel ${name} that the app can see: create it, or invite the app with /invite`;
}
