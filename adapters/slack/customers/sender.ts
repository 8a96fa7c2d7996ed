import { LRUCache } from 'lru-cache';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import type { Attachment, OutgoingMessage } from '../../../src/domain/message.ts';
import { DeliveryError, type MessageKeys, type OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { ArticleUrl, PhrasesIn } from '../../shared/presentation.ts';
import type { RateLimiter } from '../../shared/rate-limit.ts';
import { findSent, messageMetadata, NOTHING_SENT, type SentBefore, SureConversations } from '../message-search.ts';
import { callInTurn, isRefusedWith, type SlackApi, toDeliveryError } from '../slack-api.ts';
import { fileNotes, prepareFiles, type SlackFiles, type SlackLocation } from '../slack-files.ts';
import { locationOf } from './conversations.ts';
import { presentMessage, type SlackContent } from './presentation.ts';
import { surplusFiles } from './surplus-files.ts';

export interface SenderOptions {
  api: SlackApi;
  files: SlackFiles;
  limiter: RateLimiter;
  clock: Clock;
  articleUrl: ArticleUrl;
  phrasesIn: PhrasesIn;
  openAttachment: OpenAttachmentAnywhere;
  botUserId(): string;
  reportError(error: unknown): void;
}

/** All fail only with a DeliveryError. */
export interface Sender {
  send(to: ConversationAddress, message: OutgoingMessage): Promise<MessageKeys>;
  edit(to: ConversationAddress, messageKeys: MessageKeys, message: OutgoingMessage): Promise<MessageKeys>;
  remove(to: ConversationAddress, messageKeys: MessageKeys): Promise<void>;
}

/** Files are known by their ids, messages by their timestamps. */
const FILE_KEY = /^F/;
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false };

/**
 * Sends and changes messages. Sending one again never shows it twice: each carries its id, and where it might be there already, it
 * is looked for first. An answer that was lost is handled in the same way.
 */
export function createSender(options: SenderOptions): Sender {
  const { clock } = options;
  const writer = createWriter(options);
  const conversations = new SureConversations();
  /** What this process has sent, by the message's id. */
  const sent = new LRUCache<string, MessageKeys>({ max: 10_000 });

  return {
    async send({ conversationKey }, message) {
      const known = sent.get(message.id);
      if (known !== undefined) return known;
      const location = locationOf(conversationKey);
      try {
        const isSure = conversations.isSure(conversationKey, clock.now());
        const before = isSure ? NOTHING_SENT : await writer.find(location, message.id);
        const keys = await writer.sendMissing(location, message, before);
        if (before.parts.size === 0) conversations.sent(conversationKey, clock.now());
        sent.set(message.id, keys);
        return keys;
      } catch (error) {
        conversations.failed(conversationKey);
        throw toDeliveryError(error);
      }
    },
    async edit({ conversationKey }, messageKeys, message) {
      const fileIds = messageKeys.filter((key) => FILE_KEY.test(key));
      const shown = messageKeys.filter((key) => !FILE_KEY.test(key));
      try {
        const kept = await writer.keepFiles(fileIds, message.attachments);
        return asKeys([...kept, ...(await writer.changeAll(locationOf(conversationKey), shown, message))]);
      } catch (error) {
        throw toDeliveryError(error, true);
      }
    },
    async remove({ conversationKey }, messageKeys) {
      try {
        for (const key of messageKeys) await writer.takeBack(locationOf(conversationKey), key);
      } catch (error) {
        throw toDeliveryError(error, true);
      }
    },
  };
}

/** Writes the parts of messages. */
function createWriter(options: SenderOptions) {
  const { api, files, limiter } = options;
  const { find, post } = createMessageClient(options);

  const takeBack = async ({ channel }: SlackLocation, key: string): Promise<void> => {
    if (FILE_KEY.test(key)) return files.remove(key);
    await api.call('chat.delete', { channel, ts: key }).catch((error: unknown) => {
      if (!isRefusedWith(error, 'message_not_found')) throw error;
    });
  };
  return {
    find,
    takeBack,
    /** Shows what is not there yet; resolves to the keys of all. */
    async sendMissing(location: SlackLocation, message: OutgoingMessage, before: SentBefore): Promise<MessageKeys> {
      const missing = message.attachments.filter(({ name }) => !before.fileIds.has(name));
      const { fileIds, notes } = await prepareFiles(missing, message, options);
      const keys: string[] = [];
      const contents = presentMessage(message, options, [...fileNotes(message), ...notes]);
      for (const [part, content] of contents.entries()) {
        keys.push(before.parts.get(part) ?? (await post(location, content, message.id, part)));
      }
      if (fileIds.length > 0) await callInTurn(limiter, location.channel, () => files.share(location, fileIds));
      return asKeys([...before.fileIds.values(), ...fileIds, ...keys]);
    },
    /** Takes back the files that a message has no more; resolves to the ids of the others. */
    async keepFiles(fileIds: string[], left: Attachment[]): Promise<string[]> {
      if (fileIds.length === 0) return [];
      const found = await Promise.all(fileIds.map(files.find));
      const sent = found.filter((file) => file !== undefined);
      const surplus = surplusFiles(sent, left);
      for (const fileId of surplus) await files.remove(fileId);
      return sent.map(({ id }) => id).filter((id) => !surplus.includes(id));
    },
    /** Changes the parts that are shown, and adds or takes back what is missing or too many. */
    async changeAll(location: SlackLocation, shown: string[], message: OutgoingMessage): Promise<string[]> {
      const { channel } = location;
      const contents = presentMessage(message, options, fileNotes(message));
      const keys: string[] = [];
      for (const [part, content] of contents.entries()) {
        const ts = shown[part] ?? (await post(location, content, message.id, part));
        if (ts === shown[part]) {
          await callInTurn(limiter, channel, () => api.call('chat.update', { channel, ts, ...content }));
        }
        keys.push(ts);
      }
      for (const surplus of shown.slice(contents.length)) await takeBack(location, surplus);
      return keys;
    },
  };
}

/** Posts single parts, each once. */
function createMessageClient({ api, limiter, botUserId }: SenderOptions) {
  const find = (location: SlackLocation, messageId: string): Promise<SentBefore> =>
    findSent(api, location, { messageId, botUserId: botUserId() });
  /** Whether a message has arrived whose answer was lost. One that is still on its way is found when it is sent again. */
  const settle = async (error: unknown, location: SlackLocation, id: string, part: number): Promise<string> => {
    const failure = toDeliveryError(error);
    if (failure.failure !== 'unknown') throw failure;
    const { parts } = await find(location, id).catch(() => {
      throw failure;
    });
    const ts = parts.get(part);
    if (ts !== undefined) return ts;
    throw new DeliveryError('unavailable', `${failure.message}; the message is not there`, { cause: error });
  };
  return {
    find,
    async post(location: SlackLocation, content: SlackContent, id: string, part: number): Promise<string> {
      const { channel, thread } = location;
      const values = { channel, thread_ts: thread, metadata: messageMetadata(id, part), ...NO_PREVIEWS };
      try {
        const send = () => api.call('chat.postMessage', { ...content, ...values });
        return (await callInTurn(limiter, channel, send)).ts;
      } catch (error) {
        return settle(error, location, id, part);
      }
    },
  };
}

function asKeys([first, ...others]: string[]): MessageKeys {
  if (first === undefined) throw new Error('A message has at least one part');
  return [first, ...others];
}
