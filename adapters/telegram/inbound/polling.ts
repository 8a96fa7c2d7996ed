import type { UserFromGetMe } from 'telegraf/types';
import type { Connection } from '../../shared/connection-keeper.ts';
import { createOrder } from '../../shared/in-order.ts';
import { TelegramFailure } from '../failures.ts';
import type { TelegramApi } from '../telegram-api.ts';
import { ALLOWED_UPDATES, orderKeyOf, tellsMove } from './updates.ts';
import { isUpdate, type NumberedUpdate } from './wire.ts';

/** Resolves once an update is durable; it has to come again if it rejects. */
export type TakeUpdate = (update: NumberedUpdate) => Promise<void>;

/** Asks for updates, over one connection after the other. */
export interface Polling {
  /** Resolves once Telegram has answered the first time. */
  connect(bot: UserFromGetMe, take: TakeUpdate, signal: AbortSignal): Promise<Connection>;
}

const POLL_SECONDS = 50;
/** What an answer may take beyond the time it is asked to wait. */
const POLL_MARGIN_MS = 15_000;

/** Goes on where the connection before left off: what was not taken is asked for again. */
export function createPolling(api: TelegramApi, reportError: (error: unknown) => void): Polling {
  let offset: number | undefined;

  const poll = async (take: TakeUpdate, timeout: number, signal: AbortSignal): Promise<void> => {
    const values = { timeout, allowed_updates: ALLOWED_UPDATES, ...(offset === undefined ? {} : { offset }) };
    const answer = await api.call('getUpdates', values, { signal, timeoutMs: timeout * 1_000 + POLL_MARGIN_MS });
    const updates = (answer as unknown[]).filter(isUpdate);
    if (updates.length < answer.length)
      reportError(new Error('Telegram sent updates without a number, which are left out'));
    // Asked again at once, it might answer nothing but those for ever.
    if (updates.length === 0 && answer.length > 0) throw new TelegramFailure('lost', 'updates have no numbers');
    if (updates.length === 0) return;
    await takeInOrder(updates, take);
    // Of this batch alone: Telegram numbers anew, perhaps lower, after a week without updates.
    offset = Math.max(...updates.map(({ update_id }) => update_id)) + 1;
  };
  const pollUntil = async (take: TakeUpdate, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) await poll(take, POLL_SECONDS, signal);
  };

  return {
    async connect(bot, take, signal) {
      await refuseWebhook(api, signal);
      // The first poll does not wait, so that it tells at once whether there is a connection.
      await poll(take, 0, signal);
      const closing = new AbortController();
      const ended = pollUntil(take, closing.signal).catch((error: unknown) => error);
      return {
        detail: `Receiving messages as @${bot.username}`,
        ended,
        async close() {
          closing.abort();
          await ended;
        },
      };
    },
  };
}

/** A webhook is somebody's: perhaps another program's, which would hear nothing any more. */
async function refuseWebhook(api: TelegramApi, signal: AbortSignal): Promise<void> {
  const { url } = await api.call('getWebhookInfo', {}, { signal });
  if (url) throw new TelegramFailure('conflict', `its messages go to a webhook at ${originOf(url)}`);
}

/** Where a webhook is, without its path, which may hold a secret. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'an unknown address';
}

/**
 * Takes the updates of one chat one after the other, and those of different chats at once; rejects when all have ended. Where a
 * group becomes a supergroup, what was said in the one comes before what is said in the other.
 */
async function takeInOrder(updates: NumberedUpdate[], take: TakeUpdate): Promise<void> {
  const inOrder = createOrder();
  const isMoving = updates.some(tellsMove);
  const keyOf = (update: NumberedUpdate): string => (isMoving ? '' : orderKeyOf(update));
  const results = await Promise.allSettled(updates.map((update) => inOrder(keyOf(update), () => take(update))));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
