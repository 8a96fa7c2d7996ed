/** How Slack is connected. */

import { stringify } from 'yaml';
import type { Guide, GuideStep } from '../../src/ports/adapter.ts';
import { type DeskFileLine, helpChannelsLine, lastStep, renderSection } from '../shared/guide.ts';
import { slackManifest } from './manifest.ts';
import type { SlackSettings } from './settings.ts';

export interface SlackGuideOptions {
  deskName: string;
  settings: SlackSettings;
  /** Those that tickets may have. */
  categories: readonly string[];
  /** Where Slack is to post its events; undefined for Socket Mode. */
  requestUrl: string | undefined;
}

/** The manifest of the desk's Slack app as YAML, ready to paste. */
export function slackManifestText({
  deskName,
  requestUrl,
}: Pick<SlackGuideOptions, 'deskName' | 'requestUrl'>): string {
  return stringify(slackManifest({ deskName, socketMode: requestUrl === undefined, requestUrl }));
}

/** How staff, and people of the workspace as customers, come to the desk in Slack. */
export function slackGuide(options: SlackGuideOptions): Guide {
  const { deskName, requestUrl } = options;
  const channels = slackChannels(options);
  return {
    title: 'Slack: staff see to tickets there, and people of the workspace can ask there',
    steps: [
      {
        title: 'Create the app',
        text: `Open https://api.slack.com/apps?new_app=1, choose "From a manifest" and your
workspace, and put this (YAML) in place of what stands there. Then "Next" and
"Create". The option --manifest prints it alone.`,
        copy: slackManifestText(options),
      },
      requestUrl === undefined ? SOCKET_MODE_STEP : SIGNING_STEP,
      {
        title: 'Install it',
        text: `"Install App", then "Install to" your workspace, then "Allow". The "Bot User
OAuth Token" that is shown then begins with xoxb-: it is SLACK_BOT_TOKEN.`,
      },
      {
        title: 'Put both into .env',
        copy: `SLACK_BOT_TOKEN=xoxb-…\n${requestUrl === undefined ? 'SLACK_APP_TOKEN=xapp-…' : 'SLACK_SIGNING_SECRET=…'}\n`,
      },
      {
        title: 'Say in desk.yaml which channels are for what',
        text: 'Take what you need; lines that begin with # are not in force.',
        copy: renderSection('slack', slackLines(options)),
      },
      {
        title: 'Let the app into these channels',
        text: `Create them in Slack where need be (${channels}), and type in each:`,
        copy: `/invite @${deskName}\n`,
      },
      lastStep('Slack'),
      ...(requestUrl === undefined ? [] : [VERIFY_STEP]),
    ],
  };
}

const SOCKET_MODE_STEP: GuideStep = {
  title: 'Let it connect',
  text: `"Basic Information", "App-Level Tokens", "Generate Token and Scopes": any
name, and the scope connections:write. What begins with xapp- is
SLACK_APP_TOKEN.`,
};

const SIGNING_STEP: GuideStep = {
  title: 'Let the desk know Slack',
  text: `"Basic Information", "App Credentials": the "Signing Secret" is
SLACK_SIGNING_SECRET. SLACK_APP_TOKEN has to be unset.`,
};

const VERIFY_STEP: GuideStep = {
  title: 'Have Slack try the address',
  text: `Once the desk runs: "Event Subscriptions" of the app, and "Retry" beside the
"Request URL", until it says "Verified".`,
};

function slackChannels({
  settings: { staffChannel = 'support', teamChannels, helpChannels },
}: SlackGuideOptions): string {
  return [...new Set([staffChannel, ...Object.values(teamChannels), ...helpChannels])].join(', ');
}

function slackLines({ settings, categories }: SlackGuideOptions): DeskFileLine[] {
  const { staffChannel = 'support', teamChannels } = settings;
  const teams = Object.entries(teamChannels);
  const others = categories.filter((category) => teamChannels[category] === undefined);
  const examples = others.map((category): [string, string] => [category, `support-${toChannelName(category)}`]);
  const who = (name: 'agents' | 'leads' | 'admins', example: string, note: string): DeskFileLine => ({
    name,
    value: settings[name] ?? example,
    note,
    inForce: settings[name] !== undefined,
  });
  return [
    { name: 'staff_channel', value: staffChannel, note: 'every ticket, but for those below', inForce: true },
    { name: 'team_channels', note: 'tickets of these categories', inForce: teams.length > 0 },
    ...teams.map(([name, value]) => ({ name, value, inForce: true, isInner: true })),
    ...examples.map(([name, value]) => ({ name, value, inForce: false, isInner: true })),
    who('agents', '@support', 'who answers: by default, who is in these channels'),
    who('leads', '@support-leads', 'who takes over from others: a user group or #channel'),
    who('admins', '@support-admins', 'by default, admins of the workspace'),
    helpChannelsLine(settings.helpChannels),
  ];
}

/** Slack's channels have no blanks and no capitals. */
function toChannelName(category: string): string {
  return category.toLowerCase().replace(/[^\p{L}\d]+/gu, '-');
}
