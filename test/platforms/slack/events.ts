/** Which happenings the app hears of, and how the Events API words them. */

import type { Clock } from '../../../src/ports/clock.ts';
import type { Identifiers } from './identifiers.ts';
import type { Json, SlackChannel, SlackMessage } from './types.ts';
import { botProfile, messageOnWire } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** What an app may subscribe to, and the scope without which it hears nothing. */
const SCOPE_OF_EVENT = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  user_change: 'users:read',
  subteam_members_changed: 'usergroups:read',
  app_home_opened: undefined,
  tokens_revoked: undefined,
  app_uninstalled: undefined,
} as const;

export type EventSubscription = keyof typeof SCOPE_OF_EVENT;

/** Everything an app can subscribe to here. */
export const ALL_EVENTS = Object.keys(SCOPE_OF_EVENT) as EventSubscription[];

export interface EventsOptions {
  workspace: Workspace;
  ids: Identifiers;
  clock: Clock;
  verificationToken: string;
  scopes: ReadonlySet<string>;
  subscriptions: readonly EventSubscription[];
  deliver(payload: Json, eventType: string, eventId: string): void;
}

export interface Events {
  /** A message was written, by whomever: the app hears of it where it is a member, and of its own too. */
  messageWritten(channel: SlackChannel, message: SlackMessage): void;
  messageChanged(channel: SlackChannel, message: SlackMessage, previous: Json): void;
  messageDeleted(channel: SlackChannel, previous: Json): void;
  reaction(
    kind: 'reaction_added' | 'reaction_removed',
    channel: SlackChannel,
    message: SlackMessage,
    user: string,
    name: string,
  ): void;
  membership(kind: 'member_joined_channel' | 'member_left_channel', channel: SlackChannel, user: string): void;
  /** Something that happens in no channel. */
  elsewhere(subscription: EventSubscription, event: Json): void;
}

/** Words what happens and has it delivered. */
export function createEvents(options: EventsOptions): Events {
  const { workspace, ids, clock } = options;

  function elsewhere(subscription: EventSubscription, event: Json): void {
    const scope = SCOPE_OF_EVENT[subscription];
    if (!options.subscriptions.includes(subscription)) return;
    if (scope !== undefined && !options.scopes.has(scope)) return;
    const eventId = ids.id('Ev');
    const authorization = { enterprise_id: null, team_id: workspace.team.id, user_id: workspace.app.botUser.id };
    const payload = {
      token: options.verificationToken,
      team_id: workspace.team.id,
      context_team_id: workspace.team.id,
      context_enterprise_id: null,
      api_app_id: workspace.app.id,
      event: { ...event, event_ts: event.event_ts ?? ids.ts() },
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(clock.now() / 1000),
      authorizations: [{ ...authorization, is_bot: true, is_enterprise_install: false }],
      is_ext_shared_channel: false,
      event_context: `4-${ids.secret(32)}`,
    };
    options.deliver(payload, String(event.type), eventId);
  }

  function inChannel(channel: SlackChannel, subscription: EventSubscription, event: Json): void {
    if (channel.members.has(workspace.app.botUser.id)) elsewhere(subscription, event);
  }

  function message(channel: SlackChannel, event: Json): void {
    inChannel(channel, MESSAGE_EVENTS[channel.kind], { channel: channel.id, channel_type: channel.kind, ...event });
  }

  return {
    messageWritten(channel, written) {
      const shown = { ...messageOnWire(channel, written), event_ts: written.ts };
      const event = written.bot_id === undefined ? shown : { ...shown, bot_profile: botProfile(workspace) };
      message(channel, event);
      if (isMention(workspace, channel, written))
        inChannel(channel, 'app_mention', { ...shown, type: 'app_mention', channel: channel.id });
    },
    messageChanged(channel, changed, previous) {
      const ts = ids.ts();
      message(channel, {
        type: 'message',
        subtype: 'message_changed',
        hidden: true,
        message: { ...messageOnWire(channel, changed), source_team: workspace.team.id, user_team: workspace.team.id },
        previous_message: previous,
        ts,
        event_ts: ts,
      });
    },
    messageDeleted(channel, previous) {
      const ts = ids.ts();
      message(channel, {
        type: 'message',
        subtype: 'message_deleted',
        hidden: true,
        deleted_ts: previous.ts,
        previous_message: previous,
        ts,
        event_ts: ts,
      });
    },
    reaction(kind, channel, reacted, user, name) {
      const item = { type: 'message', channel: channel.id, ts: reacted.ts };
      inChannel(channel, kind, { type: kind, user, reaction: name, item, item_user: reacted.user });
    },
    membership(kind, channel, user) {
      const channelType = channel.kind === 'group' ? 'G' : 'C';
      const event = { type: kind, user, channel: channel.id, channel_type: channelType, team: workspace.team.id };
      if (user === workspace.app.botUser.id) elsewhere(kind, event);
      else inChannel(channel, kind, event);
    },
    elsewhere,
  };
}

const MESSAGE_EVENTS = { channel: 'message.channels', group: 'message.groups', im: 'message.im' } as const;

/** Slack sends no `app_mention` in direct messages, nor for what an app itself wrote. */
function isMention(workspace: Workspace, channel: SlackChannel, message: SlackMessage): boolean {
  const mentioned = message.text.includes(`<@${workspace.app.botUser.id}>`);
  return mentioned && channel.kind !== 'im' && message.bot_id === undefined;
}
