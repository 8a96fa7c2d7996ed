/** How Telegram is connected. */

import { randomBytes } from 'node:crypto';
import type { Guide, GuideStep } from '../../src/ports/adapter.ts';
import { lastStep } from '../shared/guide.ts';

/** What Telegram is to call the desk with, and where. */
interface Webhook {
  secret: string;
  publicUrl: string;
}

/** How customers come to the desk on Telegram. */
export function telegramGuide({ webhook }: { webhook?: Webhook }): Guide {
  return {
    title: 'Telegram: customers ask in private chats, and in groups by a mention',
    steps: [
      {
        title: 'Ask BotFather for a bot',
        text: `Open https://t.me/BotFather and send /newbot. It asks for a name, which
customers see, and for a username that ends in "bot", and tells the token.`,
      },
      { title: 'Put the token into .env', copy: 'TELEGRAM_TOKEN=…\n' },
      ...(webhook === undefined ? [] : [webhookStep(webhook)]),
      {
        title: 'Decide about groups',
        text: `/setprivacy: leave it at "Enable". Then the bot is shown only what mentions
it, answers it or is a command to it, which is all that the desk needs.
/setjoingroups: "Disable" keeps the bot out of groups altogether.
Reactions in a group are told only to a bot that is an administrator of it.`,
      },
      lastStep('Telegram'),
    ],
  };
}

/** What nobody but Telegram knows: it says it with every update. */
export function createWebhookSecret(): string {
  return randomBytes(32).toString('base64url');
}

function webhookStep({ publicUrl, secret }: Webhook): GuideStep {
  return {
    title: 'Have Telegram call the desk',
    text: `This goes into .env as well; the secret was made up just now. The desk tells
Telegram the address when it starts. The internet has to reach it on port
443, 80, 88 or 8443, with a certificate that is not self-signed.`,
    copy: `PUBLIC_URL=${publicUrl}\nTELEGRAM_WEBHOOK_SECRET=${secret}\n`,
  };
}
