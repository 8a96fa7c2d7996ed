/** Who has which role in the workspace, as its channels and user groups say. */

import type { SlackSettings } from '../../settings.ts';
import { type SlackApi, SlackFailure } from '../../slack-api.ts';
import type { ChannelDirectory } from './channel-directory.ts';

/** The ids of users by their role. */
export interface WorkspaceRoster {
  admins: ReadonlySet<string>;
  leads: ReadonlySet<string>;
  agents: ReadonlySet<string>;
  /** Whether Slack has told all of it: who is not in it may still be one. */
  isWhole: boolean;
}

const GROUP_ID = /^S[A-Z0-9]{7,}$/;

/** Reads it from Slack each time. Everything rejects with a SlackFailure while Slack does not answer. */
export function createWorkspaceRoster({
  api,
  settings,
  channels,
  reportError,
}: {
  api: SlackApi;
  settings: Pick<SlackSettings, 'agents' | 'leads' | 'admins'>;
  channels: ChannelDirectory;
  reportError(error: unknown): void;
}): {
  read(): Promise<WorkspaceRoster>;
  /** The id of the user group `@handle`; undefined when there is none. */
  groupOf(handle: string): Promise<string | undefined>;
} {
  const channelMembers = async (channel: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const { members } of api.pages('conversations.members', { channel })) found.push(...members);
    return found;
  };
  const groupOf = async (handle: string): Promise<string | undefined> => {
    const { usergroups } = await api.call('usergroups.list');
    return usergroups.find((group) => group.handle === handle)?.id;
  };
  /** Undefined where there is no such group. */
  const readGroup = async (named: string): Promise<string[] | undefined> => {
    const group = named.startsWith('@') ? await groupOf(named.slice(1)) : GROUP_ID.test(named) ? named : undefined;
    if (group !== undefined) return (await api.call('usergroups.users.list', { usergroup: group })).users;
    const channel = await channels.find(named);
    if (channel !== undefined) return channelMembers(channel);
    reportError(new Error(`There is no Slack channel or user group ${named}: correct it in desk.yaml`));
    return undefined;
  };
  /** Undefined where Slack refuses to say: others may act all the same. */
  const readUnlessRefused = async (named: string): Promise<string[] | undefined> => {
    try {
      return await readGroup(named);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      reportError(error);
      return undefined;
    }
  };
  const read = async (): Promise<WorkspaceRoster> => {
    await channels.ready();
    let isWhole = true;
    const readAll = async (...named: string[]): Promise<Set<string>> => {
      const groups = await Promise.all(named.map(readUnlessRefused));
      isWhole &&= !groups.includes(undefined);
      return new Set(groups.flatMap((members) => members ?? []));
    };
    const [admins, leads, agents] = await Promise.all([
      readAll(...listOf(settings.admins)),
      readAll(...listOf(settings.leads)),
      settings.agents === undefined ? readAll(...channels.all()) : readAll(settings.agents),
    ]);
    return { admins, leads, agents, isWhole };
  };
  return { read, groupOf };
}

function listOf(named: string | undefined): string[] {
  return named === undefined ? [] : [named];
}

function isRefusal(error: unknown): boolean {
  return error instanceof SlackFailure && (error.code === 'refused' || error.code === 'missing_scope');
}
