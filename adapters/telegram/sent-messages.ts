import type { Attachment } from '../../src/domain/message.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';

/** What the bot's messages are, as far as Telegram does not tell it again. */
export interface SentMessages {
  note(chatId: string, messageId: number, sent: SentMessage): Promise<void>;
  /** The topic that a message stands in: a reaction does not tell. Undefined outside of topics, and for one of long ago. */
  topicOf(chatId: number, messageId: number): Promise<number | undefined>;
  /** The file that a message shows, as `nameOfFile` names it: an edit may take it out. Undefined for others, and for one of long ago. */
  fileOf(chatId: string, messageId: number): Promise<string | undefined>;
}

export interface SentMessage {
  topicId: number | undefined;
  file: Attachment | undefined;
}

/** People seldom do anything with a message that is older. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** Remembers them beyond the process. */
export function createSentMessages(keyValues: KeyValueStore): SentMessages {
  const keyOf = (what: 'topic' | 'file', chatId: string | number, messageId: number): string =>
    `${what}:${chatId}:${messageId}`;
  return {
    async note(chatId, messageId, { topicId, file }) {
      if (topicId !== undefined) await keyValues.set(keyOf('topic', chatId, messageId), String(topicId), KEPT_MS);
      if (file !== undefined) await keyValues.set(keyOf('file', chatId, messageId), nameOfFile(file), KEPT_MS);
    },
    async topicOf(chatId, messageId) {
      const noted = await keyValues.get(keyOf('topic', chatId, messageId));
      return noted === undefined ? undefined : Number(noted);
    },
    fileOf: (chatId, messageId) => keyValues.get(keyOf('file', chatId, messageId)),
  };
}

/** The same for one file wherever it is sent. */
export function nameOfFile({ channel, account, key }: Attachment): string {
  return JSON.stringify([channel, account, key]);
}
