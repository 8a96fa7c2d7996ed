import type { UserFromGetMe } from 'telegraf/types';
import type { PlatformFact } from '../../src/ports/adapter.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { explainFailure } from './failures.ts';
import { originOf } from './inbound/polling.ts';
import { createTelegramApi, type TelegramApi } from './telegram-api.ts';

export interface TelegramCheckOptions {
  token: string;
  apiRoot: string;
  /** Where Telegram is to send updates; undefined where the desk asks for them. */
  webhook: { url: string } | undefined;
  /** The ids of groups in which people are listened to. */
  listenTo: readonly string[];
  clock: Clock;
}

/** Looks at the bot as Telegram has it, and changes nothing. Never rejects; no fact has the token in it. */
export async function checkTelegram(options: TelegramCheckOptions): Promise<PlatformFact[]> {
  const api = createTelegramApi(options);
  try {
    const bot = await api.call('getMe', {});
    return [
      { ok: true, what: `Telegram knows the bot as @${bot.username}` },
      ...checkGroups(bot),
      ...(await Promise.all(options.listenTo.map((group) => checkListening(api, bot, group)))),
      ...(await checkDelivery(api, options)),
    ];
  } catch (error) {
    const { detail } = explainFailure(error);
    return [{ ok: false, what: 'Telegram does not answer as it should', todo: detail }];
  }
}

/** In a group the desk needs no more than Telegram shows every bot: what mentions it, answers it or commands it. */
function checkGroups(bot: UserFromGetMe): PlatformFact[] {
  if (!bot.can_join_groups)
    return [{ ok: true, what: 'The bot cannot be added to groups (@BotFather, /setjoingroups)' }];
  return bot.can_read_all_group_messages
    ? [
        {
          ok: true,
          what: 'Privacy mode is off: in groups the bot is shown every message, and leaves out what is not for it',
        },
      ]
    : [{ ok: true, what: 'Privacy mode is on: in groups the bot is shown only what is for it' }];
}

/** Whether the bot is shown what people in a group write to each other. */
async function checkListening(api: TelegramApi, bot: UserFromGetMe, group: string): Promise<PlatformFact> {
  const member = await api.call('getChatMember', { chat_id: group, user_id: bot.id }).catch(() => undefined);
  const isThere = member !== undefined && member.status !== 'left' && member.status !== 'kicked';
  if (!isThere) {
    const todo = 'Write its number as Telegram has it, with the minus, and add the bot to it';
    return { ok: false, what: `The bot is in no group ${group}`, todo };
  }
  if (bot.can_read_all_group_messages || member.status === 'administrator')
    return { ok: true, what: `The bot listens in the group ${group}` };
  const todo =
    'Make the bot an administrator of the group, or switch privacy mode off (@BotFather, /setprivacy) and add the bot anew';
  return { ok: false, what: `Privacy mode keeps the bot from listening in the group ${group}`, todo };
}

async function checkDelivery(api: TelegramApi, { webhook, clock }: TelegramCheckOptions): Promise<PlatformFact[]> {
  const info = await api.call('getWebhookInfo', {});
  const url = info.url ?? '';
  const origin = originOf(url);
  if (webhook === undefined) {
    if (url === '') return [{ ok: true, what: 'The desk asks Telegram for messages' }];
    const todo =
      'Stop the program that set the webhook and remove it by opening <TELEGRAM_API_ROOT>/bot<TELEGRAM_TOKEN>/deleteWebhook, or set TELEGRAM_WEBHOOK_SECRET and PUBLIC_URL';
    return [{ ok: false, what: `Messages go to a webhook at ${origin} instead of the desk`, todo }];
  }
  if (url === '') return [{ ok: true, what: 'The desk sets its webhook when it starts' }];
  if (url !== webhook.url) {
    const todo =
      'If another program uses this bot, stop it or give the desk a bot of its own; starting the desk sets its own';
    return [{ ok: false, what: `Messages go to another webhook, at ${origin}`, todo }];
  }
  const waiting = `${info.pending_update_count} waiting`;
  const failedAt = info.last_error_date;
  if (failedAt === undefined || clock.now() - failedAt * 1_000 > RECENT_MS) {
    return [{ ok: true, what: `Telegram sends messages to ${origin}, ${waiting}` }];
  }
  const todo =
    'See that PUBLIC_URL is reached from the internet, by https with a valid certificate, and leads to the desk';
  return [
    { ok: false, what: `Telegram could not deliver to ${origin} (${info.last_error_message}), ${waiting}`, todo },
  ];
}

const RECENT_MS = 3_600_000;
