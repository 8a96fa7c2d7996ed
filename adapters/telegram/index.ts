/** Telegram: customers in private chats and groups. */

import { withoutTrailing } from '../../src/lib/without-trailing.ts';
import { defineAdapter } from '../../src/ports/adapter.ts';
import { reachJson } from '../shared/reach.ts';
import { telegramEnvironment, telegramSection, toTelegramSettings } from './settings.ts';

const WEBHOOK_PATH = '/telegram/webhook';

export const telegram = defineAdapter({
  name: 'telegram',
  title: 'Telegram',
  summary: 'customers in private chats and in groups',
  environment: telegramEnvironment,
  connectedBy: 'TELEGRAM_TOKEN',
  secrets: ['TELEGRAM_TOKEN', 'TELEGRAM_WEBHOOK_SECRET'],
  settings: telegramSection,
  settingsDescription: 'Customers on Telegram.',
  contradiction({ TELEGRAM_WEBHOOK_SECRET }, publicUrl) {
    if (TELEGRAM_WEBHOOK_SECRET === undefined || publicUrl !== undefined) return undefined;
    return 'TELEGRAM_WEBHOOK_SECRET is set: set PUBLIC_URL to the address Telegram is to call.';
  },
  async create(options) {
    const { createTelegramAdapter } = await import('./telegram-adapter.ts');
    const {
      TELEGRAM_TOKEN: token = '',
      TELEGRAM_API_ROOT: apiRoot,
      TELEGRAM_WEBHOOK_SECRET: secret,
    } = options.environment;
    const url = webhookUrl(options.publicUrl, secret);
    const { channel, handleRequest } = createTelegramAdapter({
      ...options,
      token,
      apiRoot,
      settings: toTelegramSettings(options.settings),
      ...(url !== undefined && secret !== undefined && { webhook: { secret, url } }),
    });
    return { channel, isExclusive: url === undefined, webhook: { path: WEBHOOK_PATH, handleRequest } };
  },
  check({ environment, settings, publicUrl, clock }) {
    const { TELEGRAM_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_SECRET: secret } = environment;
    return {
      warnings: [],
      address: new URL(apiRoot).origin,
      reach: (signal) => reachJson(`${withoutTrailing(apiRoot, '/')}/bot/getMe`, signal),
      async ask() {
        const { checkTelegram } = await import('./check.ts');
        const url = webhookUrl(publicUrl, secret);
        const { listenTo } = toTelegramSettings(settings);
        const webhook = url === undefined ? undefined : { url };
        return checkTelegram({ token, apiRoot, webhook, listenTo, clock });
      },
    };
  },
  guide: {
    options: [{ flags: '--webhook', description: 'have Telegram call the desk at PUBLIC_URL, instead of being asked' }],
    async describe({ given, publicUrl }) {
      const { createWebhookSecret, telegramGuide } = await import('./guide.ts');
      if (!given.webhook) return telegramGuide({});
      return telegramGuide({ webhook: { publicUrl: publicUrl(), secret: createWebhookSecret() } });
    },
  },
});

/** Where Telegram sends updates; undefined where the desk asks for them. */
function webhookUrl(publicUrl: string | undefined, secret: string | undefined): string | undefined {
  return publicUrl === undefined || secret === undefined ? undefined : publicUrl + WEBHOOK_PATH;
}
