/** What the app is, has to be told of and may do, for Slack's "Create an app from a manifest". */

import { ENGLISH } from '../../src/domain/phrases/en.ts';
import { COMMANDS } from './customers/slack-customers.ts';

export interface ManifestOptions {
  deskName: string;
  /** Whether the desk connects to Slack; otherwise Slack calls `requestUrl`. */
  socketMode: boolean;
  /** Such as `https://desk.example/slack/events`. */
  requestUrl?: string | undefined;
}

/** A manifest as Slack's page takes it, as JSON. */
export type SlackManifest = Record<string, unknown>;

/** What the app has to be allowed, and what for. */
export const REQUIRED_SCOPES: Readonly<Record<string, string>> = {
  'app_mentions:read': 'to be asked by being mentioned',
  'channels:history': 'to read questions and tickets in public channels',
  'channels:read': 'to find channels by their names',
  'chat:write': 'to answer',
  commands: 'for /desk and its kin',
  'files:read': 'to pass files on',
  'files:write': 'to show files',
  'groups:history': 'to read questions and tickets in private channels',
  'groups:read': 'to find private channels',
  'im:history': 'to read direct messages',
  'im:read': 'to know direct messages',
  'im:write': 'to answer commands in a direct message',
  'reactions:read': 'to count reactions',
  'reactions:write': 'to mark replies as delivered',
  'usergroups:read': 'to know who is an agent',
  'users:read': 'to know names and languages',
};

/** What the app is told of. */
export const BOT_EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'subteam_members_changed',
  'tokens_revoked',
];

const LONGEST_NAME = 35;
const HINTS: Record<string, string> = {
  '/desk-human': '[what it is about]',
  '/desk-help': '[words to search for]',
  '/desk-language': '[en or zh]',
  '/desk-link': '[code]',
};

/** The manifest of an app for customers and staff. */
export function slackManifest({ deskName, socketMode, requestUrl }: ManifestOptions): SlackManifest {
  const called = socketMode || requestUrl === undefined ? {} : { request_url: requestUrl };
  const url = socketMode || requestUrl === undefined ? {} : { url: requestUrl };
  const name = [...deskName].slice(0, LONGEST_NAME).join('');
  // An app's commands are described in one language, whoever reads them.
  const customerCommands = COMMANDS.map(([command, kind]) => ({
    command,
    description: ENGLISH[`command_${kind}`],
    ...(HINTS[command] === undefined ? {} : { usage_hint: HINTS[command] }),
    should_escape: false,
    ...url,
  }));
  const staffCommand = {
    command: '/desk',
    description: "The staff's desk",
    usage_hint: 'queue | mine | stats | find … | mute 2h | help',
    should_escape: false,
    ...url,
  };
  return {
    display_information: { name, description: 'Answers questions, and calls people for the rest' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: name, always_online: true },
      slash_commands: [staffCommand, ...customerCommands],
    },
    oauth_config: { scopes: { bot: Object.keys(REQUIRED_SCOPES) } },
    settings: {
      event_subscriptions: { ...called, bot_events: BOT_EVENTS },
      interactivity: { is_enabled: true, ...called },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  };
}
