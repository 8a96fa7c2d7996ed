import type { StaffMember, StaffRole } from '../../../../src/domain/staff.ts';
import type { TicketEvent } from '../../../../src/domain/ticket.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { KeyValueStore } from '../../../../src/ports/key-values.ts';
import type { SlackSettings } from '../../settings.ts';
import { type SlackApi, SlackFailure } from '../../slack-api.ts';
import { createUserDirectory, type SlackUser } from '../../users.ts';
import type { RichElement } from '../blocks.ts';
import type { ChannelDirectory } from './channel-directory.ts';

/** Who of the workspace may act, and as what. */
export interface Members {
  /** The staff member a user is; undefined for everybody who may only read. */
  get(userId: string): Promise<StaffMember | undefined>;
  /** How a user is called; the id where Slack does not say. */
  nameOf(userId: string): Promise<string>;
  /** The id of the user group `@handle`; undefined when there is none. */
  groupOf(handle: string): Promise<string | undefined>;
  /** Somebody joined, left or changed: what is known is asked anew. */
  forget(): void;
  /** Asks Slack beforehand who is who, so that the first click need not wait for it. */
  prepare(): Promise<void>;
}

interface Roster {
  admins: ReadonlySet<string>;
  leads: ReadonlySet<string>;
  agents: ReadonlySet<string>;
}

/** Changes that Slack does not tell of are noticed after this long. */
const KNOWN_FOR_MS = 5 * 60_000;
const USER_TIMEOUT_MS = 30_000;
const GROUP_ID = /^S[A-Z0-9]{7,}$/;

/** Knows nobody until it is asked. Everything rejects with a SlackFailure while Slack does not answer. */
export function createMembers(options: {
  api: SlackApi;
  clock: Clock;
  settings: Pick<SlackSettings, 'agents' | 'leads' | 'admins'>;
  channels: ChannelDirectory;
  teamId(): string;
  reportError(error: unknown): void;
}): Members {
  const { api, clock, settings, channels, teamId, reportError } = options;
  const users = createUserDirectory({ api, clock, keptMs: KNOWN_FOR_MS, timeoutMs: USER_TIMEOUT_MS, reportError });
  let roster: Promise<Roster> | undefined;
  let readAt = 0;

  const channelMembers = async (channel: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const { members } of api.pages('conversations.members', { channel })) found.push(...members);
    return found;
  };
  const groupOf = async (handle: string): Promise<string | undefined> => {
    const { usergroups } = await api.call('usergroups.list');
    return usergroups.find((group) => group.handle === handle)?.id;
  };
  const readGroup = async (named: string): Promise<string[]> => {
    const group = named.startsWith('@') ? await groupOf(named.slice(1)) : GROUP_ID.test(named) ? named : undefined;
    if (group !== undefined) return (await api.call('usergroups.users.list', { usergroup: group })).users;
    const channel = await channels.find(named);
    if (channel !== undefined) return channelMembers(channel);
    reportError(new Error(`There is no Slack channel or user group ${named}: correct it in desk.yaml`));
    return [];
  };
  /** Nobody, where Slack refuses to say: others may act all the same. */
  const read = async (...named: string[]): Promise<Set<string>> => {
    const members = named.map(async (name) => {
      try {
        return await readGroup(name);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        reportError(error);
        return [];
      }
    });
    return new Set((await Promise.all(members)).flat());
  };
  const readRoster = async (): Promise<Roster> => {
    await channels.ready();
    const [admins, leads, agents] = await Promise.all([
      read(...listOf(settings.admins)),
      read(...listOf(settings.leads)),
      settings.agents === undefined ? read(...channels.all()) : read(settings.agents),
    ]);
    return { admins, leads, agents };
  };
  const forget = (): void => {
    roster = undefined;
  };
  const currentRoster = (): Promise<Roster> => {
    if (roster === undefined || clock.now() - readAt >= KNOWN_FOR_MS) {
      readAt = clock.now();
      users.forget();
      roster = readRoster();
      roster.catch(forget);
    }
    return roster;
  };

  return {
    async get(userId) {
      const known = await currentRoster();
      const user = await users.get(userId);
      const role = roleOf(user, known, settings.admins === undefined);
      return role && { id: toStaffId(teamId(), userId), name: user.name, role };
    },
    nameOf: async (userId) => (await users.get(userId)).name,
    groupOf,
    forget,
    async prepare() {
      await currentRoster();
    },
  };
}

function roleOf(user: SlackUser, roster: Roster, ownersAreAdmins: boolean): StaffRole | undefined {
  const { id, isDeleted, isBot, isAdmin } = user;
  if (isDeleted || isBot) return undefined;
  if (roster.admins.has(id) || (ownersAreAdmins && isAdmin)) return 'admin';
  if (roster.leads.has(id)) return 'lead';
  return roster.agents.has(id) ? 'agent' : undefined;
}

/** A Slack user as the desk names staff: `slack:<team>:<user>`. */
function toStaffId(teamId: string, userId: string): string {
  return `slack:${teamId}:${userId}`;
}

/** The user of this workspace that a staff member is; undefined for staff who work elsewhere. */
export function fromStaffId(staffId: string, teamId: string): string | undefined {
  const prefix = toStaffId(teamId, '');
  return staffId.startsWith(prefix) ? staffId.slice(prefix.length) : undefined;
}

function listOf(named: string | undefined): string[] {
  return named === undefined ? [] : [named];
}

function isRefusal(error: unknown): boolean {
  return error instanceof SlackFailure && (error.code === 'refused' || error.code === 'missing_scope');
}

const HANDLE = /(?:^|[\s,:])@([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu;
const USER = /<@([A-Z0-9]{7,})>/g;

/**
 * Whom the desk's call for a supervisor mentions: the user groups (`@leads`) and users (`<@U…>`) that the supervisor in `desk.yaml`
 * names. Everything else mentions nobody.
 */
export async function findMentioned({ kind, detail }: TicketEvent, members: Members): Promise<RichElement[]> {
  if (kind !== 'supervisor_called') return [];
  const users: RichElement[] = [...detail.matchAll(USER)].map(([, user = '']) => ({ type: 'user', user_id: user }));
  const groups = await Promise.all([...detail.matchAll(HANDLE)].map(([, handle = '']) => members.groupOf(handle)));
  return [
    ...users,
    ...groups.flatMap((id): RichElement[] => (id === undefined ? [] : [{ type: 'usergroup', usergroup_id: id }])),
  ];
}

/** Who does not want to be mentioned for a while. */
export interface Mutes {
  /** Epoch milliseconds; undefined takes it back. */
  set(userId: string, until: number | undefined): Promise<void>;
  isMuted(userId: string): Promise<boolean>;
}

/** Holds in every process, and after a restart. */
export function createMutes(keyValues: KeyValueStore, clock: Clock): Mutes {
  const keyOf = (userId: string): string => `muted:${userId}`;
  return {
    async set(userId, until) {
      if (until === undefined) await keyValues.delete(keyOf(userId));
      else await keyValues.set(keyOf(userId), 'yes', until - clock.now());
    },
    isMuted: async (userId) => (await keyValues.get(keyOf(userId))) !== undefined,
  };
}

const UNIT_MS: Record<string, number> = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_MS = 30 * 86_400_000;

/** A length of time as people type it: `30m`, `2 h`, `1d`; undefined for anything else, and for more than 30 days. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,5})\s*(m|min|h|d)$/i.exec(text.trim()) ?? [];
  const ms = Number(amount) * (UNIT_MS[unit.toLowerCase()] ?? Number.NaN);
  return ms > 0 && ms <= LONGEST_MS ? ms : undefined;
}
