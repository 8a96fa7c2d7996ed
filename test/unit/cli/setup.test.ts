import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { discordGuide, findApplication } from '../../../adapters/discord/guide.ts';
import { type SlackGuideOptions, slackGuide, slackManifestText } from '../../../adapters/slack/guide.ts';
import { slackManifest } from '../../../adapters/slack/manifest.ts';
import { toSlackSettings } from '../../../adapters/slack/settings.ts';
import { telegramGuide } from '../../../adapters/telegram/guide.ts';
import { parseDeskFile } from '../../../src/config/desk-file.ts';
import type { Intent, LocaleContent } from '../../../src/domain/content.ts';
import { ticketCategories } from '../../../src/domain/ticket-categories.ts';
import type { Guide } from '../../../src/ports/adapter.ts';
import { createDiscordPlatform } from '../../platforms/discord/platform.ts';
import { adapterSettings } from '../../support/adapter-settings.ts';

/** With the margin, what a terminal shows at its usual width. */
const WIDEST_LINE = 77;

function slackOptions(deskFile = 'name: Lamp shop\n', more: Partial<SlackGuideOptions> = {}): SlackGuideOptions {
  const { name: deskName } = parseDeskFile(deskFile);
  const { slack: settings } = adapterSettings(deskFile);
  return { deskName, settings, categories: ['orders', 'general'], requestUrl: undefined, ...more };
}

/** What the step whose title has these words gives to copy. */
function copyOf({ steps }: Guide, words: string): string {
  return steps.find(({ title }) => title.includes(words))?.copy ?? '';
}

/** The lines with those in force that were commented out. */
function uncommented(lines: string): string {
  return lines.replace(/^ {2}# /gm, '  ');
}

function withText(guide: Guide): string {
  return guide.steps.map(({ title, text = '', copy = '' }) => `${title}\n${text}\n${copy}`).join('\n');
}

function toIntent(locale: string, category: string): Intent {
  const outcome = { kind: 'escalate' as const };
  return { name: category, locale, category, importance: 3, utterances: [], slots: [], outcome };
}

describe('slack', () => {
  test('the manifest is YAML that says what the adapter needs, for Socket Mode or for the address Slack is to call', () => {
    const bySocket = parse(slackManifestText(slackOptions()));
    expect(bySocket).toEqual(slackManifest({ deskName: 'Lamp shop', socketMode: true }));
    const requestUrl = 'https://shop.example/desk/slack/events';
    const byHttp = parse(slackManifestText(slackOptions(undefined, { requestUrl })));
    expect(byHttp).toEqual(slackManifest({ deskName: 'Lamp shop', socketMode: false, requestUrl }));
    expect(byHttp.settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url: requestUrl } });
  });

  test('Socket Mode needs an app-level token, events by HTTP need the signing secret', () => {
    const bySocket = slackGuide(slackOptions());
    expect(copyOf(bySocket, '.env')).toBe('SLACK_BOT_TOKEN=xoxb-…\nSLACK_APP_TOKEN=xapp-…\n');
    expect(withText(bySocket)).toContain('connections:write');
    const byHttp = slackGuide(slackOptions(undefined, { requestUrl: 'https://shop.example/slack/events' }));
    expect(copyOf(byHttp, '.env')).toBe('SLACK_BOT_TOKEN=xoxb-…\nSLACK_SIGNING_SECRET=…\n');
    expect(withText(byHttp)).not.toContain('connections:write');
  });

  test('the lines for desk.yaml offer a channel for each category, and can be pasted as they are or with everything in force', () => {
    const lines = copyOf(slackGuide(slackOptions()), 'desk.yaml');
    expect(adapterSettings(lines).slack).toMatchObject({ staffChannel: 'support', teamChannels: {} });
    expect(adapterSettings(uncommented(lines)).slack).toMatchObject({
      staffChannel: 'support',
      teamChannels: { orders: 'support-orders', general: 'support-general' },
      agents: '@support',
      leads: '@support-leads',
      admins: '@support-admins',
      helpChannels: ['help'],
      listenTo: [],
    });
  });

  test('what desk.yaml says already stays as it is, whatever it is called', () => {
    const file = `slack: { staff_channel: "#desk", team_channels: { "Big orders: new": "yes" }, leads: "@leads", help_channels: ["a, b", "#c"] }`;
    const guide = slackGuide(slackOptions(file, { categories: ['Big orders: new', 'Gift cards', 'general'] }));
    const lines = copyOf(guide, 'desk.yaml');
    expect(adapterSettings(lines)).toEqual(adapterSettings(file));
    expect(adapterSettings(uncommented(lines)).slack.teamChannels).toEqual({
      'Big orders: new': 'yes',
      'Gift cards': 'support-gift-cards',
      general: 'support-general',
    });
    expect(withText(guide)).toContain('(#desk, yes, a, b, #c)');
  });

  test('SLACK_STAFF_CHANNEL names the channel where desk.yaml does not', () => {
    const guide = slackGuide(
      slackOptions(undefined, { settings: toSlackSettings({}, { SLACK_STAFF_CHANNEL: 'C0123456789' }) }),
    );
    expect(copyOf(guide, 'desk.yaml')).toContain('  staff_channel: C0123456789 ');
  });

  test('tickets may have every category but small talk, in all languages, and that of questions nobody understood', () => {
    const locale = (name: string, categories: string[]): LocaleContent => ({
      locale: name,
      intents: categories.map((category) => toIntent(name, category)),
      articles: [],
      phrases: {},
    });
    const en = locale('en', ['smalltalk', 'payment', 'orders', 'payment']);
    const content = { version: '1', locales: { en, zh: locale('zh', ['gifts']) } };
    expect(ticketCategories(content)).toEqual(['gifts', 'orders', 'payment', 'general']);
  });
});

describe('discord', () => {
  test('the link to invite the bot asks for the permissions that are listed beside it', () => {
    const { helpChannels } = adapterSettings('discord: { help_channels: [ask-us] }').discord;
    const guide = discordGuide({ helpChannels, applicationId: '123456789012345678' });
    const link = new URL(copyOf(guide, 'Add the bot').trim());
    expect(link.searchParams.get('client_id')).toBe('123456789012345678');
    expect(link.searchParams.get('scope')).toBe('bot applications.commands');
    expect(BigInt(link.searchParams.get('permissions') ?? '')).toBeGreaterThan(0n);
    expect(withText(guide)).toContain('Create Public Threads');
    expect(adapterSettings(copyOf(guide, 'desk.yaml')).discord.helpChannels).toEqual(['ask-us']);
  });

  test('without an application there is how to come by the link, and why it is not there', () => {
    const guide = discordGuide({ helpChannels: [], failure: 'ECONNREFUSED' });
    expect(withText(guide)).toMatch(/could not be asked .*ECONNREFUSED/);
    expect(copyOf(guide, 'Add the bot')).toContain('--application');
  });

  test('the application is that of the token', async () => {
    const discord = await createDiscordPlatform();
    const apiUrl = discord.url;
    expect(await findApplication({ token: discord.token, apiUrl })).toEqual({
      applicationId: discord.bot.applicationId,
    });
    const wrong = await findApplication({ token: 'no.such.token', apiUrl });
    expect(wrong).toEqual({ failure: expect.stringContaining('401') });
    expect(JSON.stringify(wrong)).not.toContain('no.such.token');
    await discord.close();
  });
});

describe('telegram', () => {
  test('the desk asks for messages, unless it is to be called', () => {
    expect(withText(telegramGuide({}))).not.toContain('TELEGRAM_WEBHOOK_SECRET');
    const guide = telegramGuide({ webhook: { secret: 'only-telegram-knows-this', publicUrl: 'https://shop.example' } });
    expect(copyOf(guide, 'call the desk')).toBe(
      'PUBLIC_URL=https://shop.example\nTELEGRAM_WEBHOOK_SECRET=only-telegram-knows-this\n',
    );
  });
});

test('every guide ends with the doctor and the start, and its prose fits a terminal', () => {
  const webhook = { secret: 's', publicUrl: 'https://shop.example' };
  const guides = [
    slackGuide(slackOptions()),
    discordGuide({ helpChannels: [], applicationId: '123456789012345678' }),
    discordGuide({ helpChannels: [] }),
    telegramGuide({ webhook }),
  ];
  for (const guide of guides) {
    expect(copyOf(guide, 'Check, and start')).toBe('npx relaydesk doctor\nnpx relaydesk start\n');
    for (const line of guide.steps.flatMap(({ text = '' }) => text.split('\n'))) {
      expect(line.length, line).toBeLessThanOrEqual(WIDEST_LINE);
    }
  }
});
