import type { KeyValueStore } from '../../src/ports/key-values.ts';

/** Which groups have become supergroups: Telegram gives them another number, and people go on talking in them. */
export interface MovedGroups {
  /** Durable once it resolves. */
  note(from: number | string, to: number | string): Promise<void>;
  /** The group that a chat has been; undefined where it has always been what it is. */
  originOf(chatId: number): Promise<number | undefined>;
  /** Where people talk now who talked in this chat. */
  currentOf(chatId: string): Promise<string>;
}

/** Longer than anybody talks. */
const KEPT_MS = 100 * 365 * 24 * 60 * 60_000;
/** The numbers of groups that are none yet are above, those of supergroups below. */
const SUPERGROUPS_BELOW = -1_000_000_000_000;

/** Remembers them beyond the process: Telegram tells it once in each of the two chats, and of the old one when it is written to. */
export function createMovedGroups(keyValues: KeyValueStore): MovedGroups {
  const isGroup = (chatId: number): boolean => chatId < 0 && chatId > SUPERGROUPS_BELOW;
  return {
    async note(from, to) {
      await keyValues.set(`moved-from:${to}`, String(from), KEPT_MS);
      await keyValues.set(`moved-to:${from}`, String(to), KEPT_MS);
    },
    async originOf(chatId) {
      if (chatId > SUPERGROUPS_BELOW) return undefined;
      const origin = await keyValues.get(`moved-from:${chatId}`);
      return origin === undefined ? undefined : Number(origin);
    },
    async currentOf(chatId) {
      return (isGroup(Number(chatId)) ? await keyValues.get(`moved-to:${chatId}`) : undefined) ?? chatId;
    },
  };
}
