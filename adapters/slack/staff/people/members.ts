import type { StaffMember, StaffRole } from '../../../../src/domain/staff.ts';
import type { TicketEvent } from '../../../../src/domain/ticket.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { KeyValueStore } from '../../../../src/ports/key-values.ts';
import type { StaffService } from '../../../../src/ports/staff-platform.ts';
import type { SlackSettings } from '../../settings.ts';
import type { SlackApi } from '../../slack-api.ts';
import { createUserDirectory, type SlackUser } from '../../users.ts';
import type { RichElement } from '../blocks.ts';
import type { ChannelDirectory } from './channel-directory.ts';
import { createWorkspaceRoster, type WorkspaceRoster } from './workspace-roster.ts';

/** Who of the workspace may act, and as what. */
export interface Members {
  /** The staff member a user is, as the desk knows them; undefined for everybody who may only read. */
  get(userId: string): Promise<StaffMember | undefined>;
  /** How a user is called; the id where Slack does not say. */
  nameOf(userId: string): Promise<string>;
  /** The id of the user group `@handle`; undefined when there is none. */
  groupOf(handle: string): Promise<string | undefined>;
  /** Somebody joined, left or changed: what is known is asked anew. */
  forget(): void;
  /**
   * Asks Slack who is who, so that the first click need not wait for it, and tells the desk of those on the staff who may not act any
   * more or are somebody else by now; from then on again and again.
   */
  keepUpToDate(): Promise<void>;
  stop(): void;
}

/** Changes that Slack does not tell of are noticed after this long. */
const KNOWN_FOR_MS = 5 * 60_000;
const USER_TIMEOUT_MS = 30_000;

/** Knows nobody until it is asked. Everything rejects with a SlackFailure while Slack does not answer. */
export function createMembers(options: {
  api: SlackApi;
  clock: Clock;
  settings: Pick<SlackSettings, 'agents' | 'leads' | 'admins'>;
  channels: ChannelDirectory;
  teamId(): string;
  service(): StaffService;
  reportError(error: unknown): void;
}): Members {
  const { api, clock, settings, teamId, service, reportError } = options;
  const users = createUserDirectory({ api, clock, keptMs: KNOWN_FOR_MS, timeoutMs: USER_TIMEOUT_MS, reportError });
  let roster: Promise<WorkspaceRoster> | undefined;
  let readAt = 0;
  let cancel = (): void => {};

  const { groupOf, read: readRoster } = createWorkspaceRoster(options);
  const forget = (): void => {
    roster = undefined;
  };
  const currentRoster = (): Promise<WorkspaceRoster> => {
    if (roster === undefined || clock.now() - readAt >= KNOWN_FOR_MS) {
      readAt = clock.now();
      users.forget();
      roster = readRoster();
      roster.catch(forget);
    }
    return roster;
  };

  const recognize = async (userId: string, known: WorkspaceRoster): Promise<StaffMember | undefined> => {
    const user = await users.get(userId);
    const role = roleOf(user, known, settings.admins === undefined);
    const member = { account: teamId(), userKey: userId, name: user.name };
    if (role !== undefined) return service().recognize({ ...member, role });
    if (known.isWhole) await service().leave(member);
    return undefined;
  };
  const check = async (): Promise<void> => {
    const known = await currentRoster();
    for (const userId of await service().knownUsers(teamId())) await recognize(userId, known);
  };
  const keepUpToDate = async (): Promise<void> => {
    cancel();
    try {
      await check();
    } finally {
      cancel = clock.schedule(clock.now() + KNOWN_FOR_MS, () => void keepUpToDate().catch(reportError));
    }
  };

  return {
    get: async (userId) => recognize(userId, await currentRoster()),
    nameOf: async (userId) => (await users.get(userId)).name,
    groupOf,
    forget,
    keepUpToDate,
    stop: () => cancel(),
  };
}

function roleOf(user: SlackUser, roster: WorkspaceRoster, ownersAreAdmins: boolean): StaffRole | undefined {
  const { id, isDeleted, isBot, isAdmin } = user;
  if (isDeleted || isBot) return undefined;
  if (roster.admins.has(id) || (ownersAreAdmins && isAdmin)) return 'admin';
  if (roster.leads.has(id)) return 'lead';
  return roster.agents.has(id) ? 'agent' : undefined;
}

const HANDLE = /(?:^|[\s,:])@([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu;
const USER = /<@([A-Z0-9]{7,})>/g;

/**
 * Whom the desk's call for a supervisor or a team mentions: the user groups (`@leads`) and users (`<@U…>`) that `desk.yaml` names
 * there. Everything else mentions nobody.
 */
export async function findMentioned({ kind, detail }: TicketEvent, members: Members): Promise<RichElement[]> {
  if (kind !== 'supervisor_called' && kind !== 'team_called') return [];
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
