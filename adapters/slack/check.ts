/** What `relaydesk doctor` asks Slack about the app. */

import { messageOf } from '../../src/lib/errors.ts';
import type { PlatformFact } from '../../src/ports/adapter.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { REQUIRED_SCOPES } from './manifest.ts';
import type { SlackSettings } from './settings.ts';
import { createSlackApi, type SlackApi, SlackFailure } from './slack-api.ts';

export interface SlackCheckOptions {
  botToken: string;
  appToken?: string | undefined;
  signingSecret?: string | undefined;
  apiUrl: string;
  settings: SlackSettings;
  clock: Clock;
}

const USER_GROUP = /^(@|S[A-Z0-9]{7,}$)/;

/** Looks at everything the adapter needs of Slack; where the token is no good, at nothing that needs it. */
export async function checkSlack(options: SlackCheckOptions): Promise<PlatformFact[]> {
  const api = createSlackApi({ ...options, token: options.botToken });
  const token = await checkBotToken(api);
  const way = await checkWayIn(options);
  if (!token.isValid) return [...token.facts, way];
  return [...token.facts, way, ...(await checkChannels(api, options.settings)), ...(await checkGroups(api, options))];
}

async function checkBotToken(api: SlackApi): Promise<{ isValid: boolean; facts: PlatformFact[] }> {
  try {
    const { user, team, response_metadata } = await api.call('auth.test');
    const missing = Object.keys(REQUIRED_SCOPES).filter((scope) => !response_metadata?.scopes?.includes(scope));
    const reasons = missing.map((scope) => `${scope} (${REQUIRED_SCOPES[scope]})`).join(', ');
    const todo = `add ${reasons} under OAuth & Permissions, or take the manifest of \`relaydesk setup slack\`, and install the app again`;
    const scopes =
      missing.length === 0
        ? right('It has every permission it needs')
        : wrong(`The app lacks ${missing.length === 1 ? 'a permission' : `${missing.length} permissions`}`, todo);
    return { isValid: true, facts: [right(`The app is @${user} in ${team}`), scopes] };
  } catch (error) {
    const todo = 'copy the bot token from OAuth & Permissions into SLACK_BOT_TOKEN';
    return { isValid: false, facts: [failed('The bot token', error, todo)] };
  }
}

async function checkWayIn({ appToken, signingSecret, apiUrl, clock }: SlackCheckOptions): Promise<PlatformFact> {
  if (appToken === undefined) {
    if (signingSecret !== undefined) return right('Slack posts its events to /slack/events');
    const todo = 'set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for events by HTTP';
    return wrong('There is no way for events to come in', todo);
  }
  try {
    await createSlackApi({ token: appToken, apiUrl, clock }).call('apps.connections.open');
    return right('Socket Mode lets the app in');
  } catch (error) {
    const todo =
      'make an app-level token with connections:write under Basic Information, put it into SLACK_APP_TOKEN, and turn Socket Mode on';
    return failed('The app-level token', error, todo);
  }
}

async function checkChannels(api: SlackApi, settings: SlackSettings): Promise<PlatformFact[]> {
  const { staffChannel, teamChannels, helpChannels, listenTo, agents, leads, admins } = settings;
  const groups = [agents, leads, admins].filter((name) => name !== undefined);
  const named = [staffChannel, ...Object.values(teamChannels), ...helpChannels, ...listenTo].filter(
    (name) => name !== undefined,
  );
  const wanted = new Set([...named, ...groups.filter((name) => !USER_GROUP.test(name))]);
  if (wanted.size === 0) return [];
  try {
    const members = await channelsOfApp(api);
    return [...wanted].map((channel) => {
      const name = channel.replace(/^#/, '');
      if (members.has(name) || members.has(name.toLowerCase())) return right(`The app is in #${name}`);
      return wrong(`The app is not in #${name}`, `create the channel if need be, and type /invite @the-app in it`);
    });
  } catch (error) {
    return [failed('The channels', error, 'look again once Slack answers')];
  }
}

/** The names and ids of the channels the app is in. */
async function channelsOfApp(api: SlackApi): Promise<Set<string>> {
  const found = new Set<string>();
  const types = 'public_channel,private_channel';
  for await (const { channels = [] } of api.pages('users.conversations', { types, exclude_archived: true })) {
    for (const { id, name } of channels) found.add(String(id)).add(String(name));
  }
  return found;
}

async function checkGroups(api: SlackApi, { settings }: SlackCheckOptions): Promise<PlatformFact[]> {
  const { agents, leads, admins } = settings;
  const wanted = new Set([agents, leads, admins].filter((name) => name !== undefined && USER_GROUP.test(name)));
  if (wanted.size === 0) return [];
  try {
    const { usergroups = [] } = await api.call('usergroups.list');
    const known = new Set(usergroups.flatMap(({ id, handle }) => [id, `@${handle}`]));
    return [...wanted].map((group) =>
      known.has(group)
        ? right(`The user group ${group} is there`)
        : wrong(`There is no user group ${group}`, 'create it, or write its handle into desk.yaml as Slack shows it'),
    );
  } catch (error) {
    return [failed('The user groups', error, 'look again once Slack answers')];
  }
}

function right(what: string): PlatformFact {
  return { ok: true, what };
}

function wrong(what: string, todo: string): PlatformFact {
  return { ok: false, what, todo };
}

/** A token is to blame only where Slack says so; otherwise Slack is asked again later. */
function failed(what: string, error: unknown, todo: string): PlatformFact {
  const isOurs = error instanceof SlackFailure && ['unauthorized', 'missing_scope', 'refused'].includes(error.code);
  return wrong(
    `${what} could not be checked (${messageOf(error)})`,
    isOurs ? todo : 'look whether Slack can be reached from here',
  );
}
