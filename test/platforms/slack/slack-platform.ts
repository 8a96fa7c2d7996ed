/** Slack on this machine: one workspace and one app, spoken to over the real wire protocol, for tests. */

import type { Changes } from '../shared/changes.ts';
import type { RequestLog } from '../shared/request-log.ts';
import { assembleSlack, type SlackPlatformOptions } from './assembly.ts';
import type { Deliveries, Delivery } from './deliveries.ts';
import { createPerson, type MessageRef, type Person } from './person.ts';
import { createRequestUrl, verifyRequestUrl } from './request-url.ts';
import type { SlackFaults } from './slack-faults.ts';
import type { DisconnectReason } from './socket-mode.ts';
import type { Json, SlackChannel, SlackMessage, SlackUserGroup } from './types.ts';
import type { TokenError } from './web-api.ts';
import { addChannel, channelForApp, userRecord } from './workspace.ts';

export interface SlackPlatform {
  /** For `clientOptions.slackApiUrl`: ends in `/api/`. */
  url: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  team: { id: string };
  /** The app's own user, `botId` being its id as an author. */
  app: { id: string; userId: string; botId: string };
  faults: SlackFaults['asked'];
  requests: Pick<RequestLog, 'all' | 'of'>;
  /** Every event and interaction for the app, with its attempts and acknowledgement. */
  deliveries: readonly Delivery[];
  /** Resolves with the first value of `look` that is neither undefined nor false. */
  until: Changes['until'];
  createUser(options: Parameters<typeof userRecord>[2]): Person;
  /** A channel with these people, and with the app unless `app` is false. */
  createChannel(options: { name: string; private?: boolean; members?: Person[]; app?: boolean }): SlackChannel;
  createUserGroup(options: { handle: string; users: Person[] }): SlackUserGroup;
  changeUserGroup(group: SlackUserGroup, users: Person[]): void;
  archive(channel: SlackChannel): void;
  /** Adds the app to a channel, or takes it out. */
  addApp(channel: SlackChannel): void;
  removeApp(channel: SlackChannel): void;
  /** An admin of the workspace deletes a message, whoever wrote it. */
  removeMessage(message: MessageRef): void;
  /** Slack shows what a link in the message leads to, which the app hears of as a change that nobody made. */
  unfurl(message: MessageRef, attachment: Json): void;
  channels: readonly SlackChannel[];
  userGroups: readonly SlackUserGroup[];
  /** Every message as the wire carries it, oldest first, with replies. */
  messages(channel: SlackChannel): readonly SlackMessage[];
  /** From now on everything is delivered over HTTP; resolves to whether the address answered the challenge. */
  useRequestUrl(url: string): Promise<boolean>;
  redeliver: Deliveries['redeliver'];
  /** Delivers as an event what nobody did, whatever it says. */
  tell(payload: Json): void;
  /** Sends a text over every socket as it is. */
  sendText(text: string): void;
  /** How many sockets are open. */
  sockets(): number;
  disconnectSockets(reason: DisconnectReason): void;
  dropSockets(): void;
  /** From now on the token is answered with `error`, `token_revoked` by default; sockets of an app-level token are cut. */
  revokeToken(token: 'bot' | 'app', error?: TokenError): void;
  uninstall(): void;
  close(): Promise<void>;
}

/** Starts Slack on a free port of the loopback interface. */
export async function createSlackPlatform(options: SlackPlatformOptions = {}): Promise<SlackPlatform> {
  const slack = await assembleSlack(options);
  const { clock, ids, workspace, tokens, http, socketMode, deliveries, events, feed } = slack;
  return {
    url: `${http.url}/api/`,
    botToken: tokens.bot.value,
    appToken: tokens.app.value,
    signingSecret: slack.requestUrl.signingSecret,
    team: workspace.team,
    app: { id: workspace.app.id, userId: workspace.app.botUser.id, botId: workspace.app.botId },
    faults: slack.faults.asked,
    requests: slack.log,
    deliveries: deliveries.all,
    until: slack.changes.until,
    createUser(given) {
      const user = userRecord(ids, clock, given);
      workspace.users.set(user.id, user);
      return createPerson(user, { ...slack, url: http.url, commands: options.commands ?? ['/desk'] });
    },
    createChannel({ name, private: isPrivate = false, members = [], app: withApp = true }) {
      const everybody = [...members.map((member) => member.id), ...(withApp ? [workspace.app.botUser.id] : [])];
      return addChannel(workspace, ids, clock, { name, kind: isPrivate ? 'group' : 'channel', members: everybody });
    },
    createUserGroup({ handle, users }) {
      const group = { id: ids.id('S'), handle, name: handle, users: users.map((user) => user.id) };
      workspace.userGroups.push(group);
      return group;
    },
    changeUserGroup(group, users) {
      group.users = users.map((user) => user.id);
      events.elsewhere('subteam_members_changed', { type: 'subteam_members_changed', subteam_id: group.id });
    },
    archive: (channel) => {
      channel.archived = true;
    },
    addApp: (channel) => feed.join(channel, workspace.app.botUser.id),
    removeApp: (channel) => feed.leave(channel, workspace.app.botUser.id),
    removeMessage: ({ channel, ts }) => feed.remove(channelForApp(workspace, channel), ts),
    unfurl: ({ channel, ts }, attachment) => feed.unfurl(channelForApp(workspace, channel), ts, attachment),
    channels: workspace.channels,
    userGroups: workspace.userGroups,
    messages: (channel) => channel.messages,
    async useRequestUrl(address) {
      const verified = await verifyRequestUrl(address, slack.requestUrl);
      if (verified) slack.deliverBy(createRequestUrl(address, slack.requestUrl));
      return verified;
    },
    redeliver: deliveries.redeliver,
    tell: (payload) => deliveries.event(payload, 'told', ids.id('Ev')),
    sendText: socketMode.sendText,
    sockets: socketMode.connections,
    disconnectSockets: socketMode.disconnect,
    dropSockets: socketMode.drop,
    revokeToken: slack.revoke,
    uninstall() {
      events.elsewhere('app_uninstalled', { type: 'app_uninstalled' });
      tokens.bot.state = 'account_inactive';
    },
    async close() {
      deliveries.stop();
      socketMode.close();
      await http.close();
    },
  };
}
