/** Discord: customers in direct messages and in servers. */

import { withoutTrailing } from '../../src/lib/without-trailing.ts';
import { defineAdapter } from '../../src/ports/adapter.ts';
import { reachJson } from '../shared/reach.ts';
import { discordEnvironment, discordSection, toDiscordSettings } from './settings.ts';

/** Discord may turn away who does not name itself in this form. */
const USER_AGENT = { 'user-agent': 'DiscordBot (relaydesk, 1)' };

export const discord = defineAdapter({
  name: 'discord',
  title: 'Discord',
  summary: 'customers in direct messages and in servers',
  environment: discordEnvironment,
  connectedBy: 'DISCORD_TOKEN',
  secrets: ['DISCORD_TOKEN'],
  settings: discordSection,
  settingsDescription: 'Customers on Discord.',
  async create(options) {
    const { createDiscordChannel } = await import('./discord-channel.ts');
    const { DISCORD_TOKEN: token = '', DISCORD_API_URL: apiUrl } = options.environment;
    const channel = createDiscordChannel({ ...options, token, apiUrl, settings: toDiscordSettings(options.settings) });
    return { channel, isExclusive: true };
  },
  check({ environment: { DISCORD_TOKEN: token = '', DISCORD_API_URL: apiUrl }, settings }) {
    return {
      warnings: [],
      address: new URL(apiUrl).origin,
      reach: (signal) => reachJson(`${withoutTrailing(apiUrl, '/')}/v10/gateway`, signal, USER_AGENT),
      async ask() {
        const { checkDiscord } = await import('./check.ts');
        return checkDiscord({ token, apiUrl, settings: toDiscordSettings(settings) });
      },
    };
  },
  guide: {
    options: [
      {
        flags: '--application <id>',
        description: "the application's id, for as long as DISCORD_TOKEN is not set",
        value: { pattern: /^\d{17,20}$/, advice: 'It is a number of 17 to 20 digits.' },
      },
    ],
    async describe({ environment, settings, given }) {
      const { discordGuide, findApplication } = await import('./guide.ts');
      const { helpChannels } = toDiscordSettings(settings);
      if (typeof given.application === 'string')
        return discordGuide({ helpChannels, applicationId: given.application });
      const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl } = environment;
      const found = token === undefined || apiUrl === undefined ? {} : await findApplication({ token, apiUrl });
      return discordGuide({ helpChannels, ...found });
    },
  },
});
