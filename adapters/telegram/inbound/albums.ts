import type { KeyValueStore } from '../../../src/ports/key-values.ts';
import { isAddressed } from './addressing.ts';
import type { BotIdentity } from './bot-identity.ts';
import type { TelegramMessage } from './wire.ts';

/** Which of the pictures that somebody sends at once into a group are for the bot: each is a message, and the words stand under one. */
export interface Albums {
  /** Whether a message belongs to one before it that called the bot; one that calls it itself is noted. */
  isForBot(message: TelegramMessage, bot: BotIdentity): Promise<boolean>;
}

/** Longer than pictures take to follow each other. */
const KEPT_MS = 60 * 60_000;

/** Remembers them beyond the process: the rest may come to another one. */
export function createAlbums(keyValues: KeyValueStore): Albums {
  return {
    async isForBot(message, bot) {
      const { chat, from, media_group_id: album } = message;
      if (album === undefined || from === undefined || chat.type === 'private') return false;
      const key = `album:${chat.id}:${from.id}:${album}`;
      if (!isAddressed(message, bot)) return (await keyValues.get(key)) !== undefined;
      await keyValues.set(key, 'yes', KEPT_MS);
      return true;
    },
  };
}
