/** Slack: staff, and people of the workspace as customers. */

import { didYouMean } from '../../src/lib/nearest.ts';
import { withoutTrailing } from '../../src/lib/without-trailing.ts';
import { type ChannelHistory, type CustomerHistory, defineAdapter } from '../../src/ports/adapter.ts';
import { reachJson } from '../shared/reach.ts';
import { type SlackSettings, slackEnvironment, slackSection, toSlackSettings } from './settings.ts';

const EVENTS_PATH = '/slack/events';

export const slack = defineAdapter({
  name: 'slack',
  title: 'Slack',
  summary: 'staff, and people of the workspace as customers',
  environment: slackEnvironment,
  connectedBy: 'SLACK_BOT_TOKEN',
  secrets: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
  settings: slackSection,
  settingsDescription: 'Staff, and customers, in Slack.',
  contradiction({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }) {
    const reaches = SLACK_APP_TOKEN !== undefined || SLACK_SIGNING_SECRET !== undefined;
    if (reaches === (SLACK_BOT_TOKEN !== undefined)) return undefined;
    return reaches
      ? 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is set: set SLACK_BOT_TOKEN as well.'
      : 'SLACK_BOT_TOKEN is set: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET as well.';
  },
  async create(options) {
    const { createSlackAdapter } = await import('./slack-adapter.ts');
    const {
      SLACK_BOT_TOKEN: botToken = '',
      SLACK_APP_TOKEN,
      SLACK_SIGNING_SECRET,
      SLACK_API_URL,
    } = options.environment;
    const { channel, staffPlatform, handleRequest } = createSlackAdapter({
      ...options,
      botToken,
      appToken: SLACK_APP_TOKEN,
      signingSecret: SLACK_SIGNING_SECRET,
      apiUrl: SLACK_API_URL,
      settings: toSlackSettings(options.settings, options.environment),
      history: withStaff(options.history),
    });
    return { channel, isExclusive: false, staffPlatform, webhook: { path: EVENTS_PATH, handleRequest } };
  },
  check({ environment, settings: section, publicUrl, clock, categories }) {
    const settings = toSlackSettings(section, environment);
    const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL: apiUrl } = environment;
    const isReached = SLACK_APP_TOKEN !== undefined || publicUrl !== undefined;
    return {
      warnings: [
        ...unknownCategories(settings, categories),
        ...(botToken === undefined ? [] : [...missingStaffChannel(settings), ...(isReached ? [] : [UNREACHED])]),
      ],
      address: new URL(apiUrl).origin,
      reach: (signal) => reachJson(`${withoutTrailing(apiUrl, '/')}/api.test`, signal),
      async ask() {
        const { checkSlack } = await import('./check.ts');
        const tokens = { botToken: botToken ?? '', appToken: SLACK_APP_TOKEN, signingSecret: SLACK_SIGNING_SECRET };
        return checkSlack({ ...tokens, apiUrl, settings, clock });
      },
    };
  },
  guide: {
    options: [
      { flags: '--http', description: 'have Slack post its events to PUBLIC_URL, instead of Socket Mode' },
      { flags: '--manifest', description: "print the app's manifest only" },
    ],
    async describe({ environment, settings, deskName, given, publicUrl, categories }) {
      const { slackGuide, slackManifestText } = await import('./guide.ts');
      const requestUrl = given.http ? publicUrl() + EVENTS_PATH : undefined;
      if (given.manifest) return slackManifestText({ deskName, requestUrl });
      const slackSettings = toSlackSettings(settings, environment);
      return slackGuide({ deskName, settings: slackSettings, categories: await categories(), requestUrl });
    },
  },
});

/** Events that staff cause count as well; and the threads of tickets may be older than what customers wrote. */
function withStaff(history: ChannelHistory): CustomerHistory {
  return {
    hasConversation: history.hasConversation,
    async lastEventAt() {
      const times = await Promise.all([history.lastEventAt(), history.lastStaffEventAt()]);
      const known = times.filter((time) => time !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
    async activeConversations() {
      const threads = (await history.activeStaffThreads()).map(
        ({ channelKey, threadKey }) => `${channelKey}:${threadKey}`,
      );
      return [...(await history.activeConversations()), ...threads];
    },
  };
}

function unknownCategories({ teamChannels }: SlackSettings, categories: readonly string[] | undefined) {
  const unknown = Object.keys(teamChannels).filter((category) => categories?.includes(category) === false);
  return unknown.map((category) => ({
    text: `desk.yaml: slack.team_channels has ${category}, but no intent has that category.${didYouMean(category, categories ?? [])}`,
    advice: 'Correct the category, or leave it out.',
  }));
}

function missingStaffChannel({ staffChannel, teamChannels }: SlackSettings) {
  if (staffChannel !== undefined) return [];
  const which = Object.keys(teamChannels).length === 0 ? 'tickets' : 'tickets of the other categories';
  const advice = 'Name one in desk.yaml (slack: staff_channel), or in SLACK_STAFF_CHANNEL.';
  return [{ text: `no Slack channel is set for ${which}: only the console shows them`, advice }];
}

const UNREACHED = {
  text: 'Slack is to post its events to the desk, but PUBLIC_URL is not set',
  advice: 'Set PUBLIC_URL to where the desk is reached, or SLACK_APP_TOKEN for Socket Mode.',
};
