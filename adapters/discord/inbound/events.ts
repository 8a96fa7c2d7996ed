/** Discord's events in the desk's terms: what people write, change, take back and react with. */

import { MessageType, Routes } from 'discord.js';
import { z } from 'zod';
import type { InboundBody, InboundEvent } from '../../../src/domain/inbound.ts';
import type { Attachment } from '../../../src/domain/message.ts';
import type { DiscordApi } from '../discord-api.ts';
import { toFileKey, toMessageKey } from '../keys.ts';
import type { DiscordRecords } from '../records.ts';
import type { DiscordCache } from './cache.ts';
import type { ChannelDirectory } from './channel-directory.ts';
import type { Conversations } from './conversations.ts';
import { nameOf, readText } from './names.ts';
import { createReactionReader } from './reactions.ts';
import { type DiscordMessage, deletedMessages, discordMessage, discordUser } from './wire.ts';

/** An event of the gateway. */
export interface Packet {
  /** Its name, such as `MESSAGE_CREATE`. */
  t: string;
  /** Its number in the session. */
  s: number;
  d: unknown;
}

export interface EventReaderOptions {
  botId: string;
  api: DiscordApi;
  directory: ChannelDirectory;
  conversations: Conversations;
  cache: DiscordCache;
  records: DiscordRecords;
  /** Epoch milliseconds, for what Discord gives no time for. */
  now(): number;
}

export interface EventReader {
  /**
   * What an event of a session means to the desk: nothing, one thing or several.
   * @throws DiscordFailure, ZodError
   */
  read(packet: Packet, sessionId: string): Promise<InboundEvent[]>;
  /** What a message of the history means to the desk. @throws DiscordFailure */
  readMissed(message: DiscordMessage): Promise<InboundEvent[]>;
}

/** The desk knows whose its message was. */
const SOMEBODY = { key: 'somebody', name: '' };
const BY_PEOPLE: number[] = [MessageType.Default, MessageType.Reply];

export function createEventReader(options: EventReaderOptions): EventReader {
  const { botId, api, cache, now } = options;
  const toEvent: ToEvent = (parts) => ({ channel: 'discord', account: botId, ...parts });
  /** People's names, also where an event tells only the id. */
  const nameOfId = async (userId: string): Promise<string> => {
    const known = cache.names.get(userId);
    if (known !== undefined) return known;
    const name = nameOf(await api.ask(discordUser, 'GET', Routes.user(userId)));
    cache.names.set(userId, name);
    return name;
  };
  const reactions = createReactionReader({ ...options, now, toEvent, nameOfId });
  const readMessage = createMessageReader(options, toEvent);
  const readDeletions = createDeletionReader(options, toEvent);
  const readReceived = (data: unknown, kind: 'message' | 'edit'): Promise<InboundEvent[]> => {
    const message = discordMessage.parse(data);
    return readMessage(message, kind, message.guild_id !== undefined);
  };
  return {
    async read({ t, s, d }, sessionId) {
      if (t === 'MESSAGE_CREATE') return readReceived(d, 'message');
      if (t === 'MESSAGE_UPDATE') return isEdit(d) ? readReceived(d, 'edit') : [];
      if (t === 'MESSAGE_DELETE' || t === 'MESSAGE_DELETE_BULK') return readDeletions(d);
      if (t.startsWith('MESSAGE_REACTION_')) return reactions.read(t, d, `s${sessionId}-${s}`);
      return [];
    },
    async readMissed(message) {
      const edit = isEdit(message) ? await readMessage(message, 'edit', true) : [];
      return [...(await readMessage(message, 'message', true)), ...edit];
    },
  };
}

type ToEvent = (parts: Omit<InboundEvent, 'channel' | 'account'>) => InboundEvent;

/** What a message, new or edited, means to the desk. */
function createMessageReader({ botId, directory, conversations, cache }: EventReaderOptions, toEvent: ToEvent) {
  const names = { channel: (id: string) => directory.known(id)?.name, role: directory.roleName };
  const toBody = (message: DiscordMessage, kind: 'message' | 'edit'): InboundBody => {
    const location = { channelId: message.channel_id, messageId: message.id };
    const attachments = message.attachments.map(
      ({ id, filename, content_type, size }): Attachment => ({
        channel: 'discord',
        account: botId,
        key: toFileKey(location, id),
        name: filename,
        mediaType: content_type,
        sizeBytes: size,
      }),
    );
    const words = { messageKey: toMessageKey(location), text: readText(message, botId, names) };
    if (kind === 'edit') return { kind, ...words };
    return { kind, ...words, ...(attachments.length > 0 ? { attachments } : {}) };
  };
  return async (message: DiscordMessage, kind: 'message' | 'edit', mayBeInServer: boolean): Promise<InboundEvent[]> => {
    if (message.author.id === botId) cache.authors.set(message.id, 'bot');
    if (!isByHuman(message)) return [];
    const channelInfo = await directory.find(message.channel_id, mayBeInServer);
    const conversationKey = await conversations.ofMessage(message, channelInfo);
    if (conversationKey === undefined) return [];
    const customer = { key: message.author.id, name: nameOf(message.author, message.member?.nick) };
    cache.authors.set(message.id, customer);
    cache.names.set(customer.key, customer.name);
    const when = kind === 'edit' ? (message.edited_timestamp ?? '') : message.timestamp;
    return [
      toEvent({
        conversationKey,
        eventKey: kind === 'edit' ? `edit-${message.id}-${when}` : `message-${message.id}`,
        occurredAt: Date.parse(when),
        customer: { ...customer, locale: undefined },
        body: toBody(message, kind),
      }),
    ];
  };
}

/** What it means to the desk that messages were deleted: Discord does not tell whose they were, nor by whom. */
function createDeletionReader({ conversations, cache, now }: EventReaderOptions, toEvent: ToEvent) {
  const readDeletion = async (id: string, channelId: string, isInServer: boolean): Promise<InboundEvent[]> => {
    const author = cache.authors.get(id) ?? SOMEBODY;
    if (author === 'bot') return [];
    const conversationKey = await conversations.ofMessageId({ id, channelId, isInServer });
    if (conversationKey === undefined || !(await conversations.hasBegun(conversationKey))) return [];
    return [
      toEvent({
        conversationKey,
        eventKey: `delete-${id}`,
        occurredAt: now(),
        customer: { ...author, locale: undefined },
        body: { kind: 'delete', messageKey: toMessageKey({ channelId, messageId: id }) },
      }),
    ];
  };
  return async (data: unknown): Promise<InboundEvent[]> => {
    const { id, ids = [], channel_id, guild_id } = deletedMessages.parse(data);
    const all = id === undefined ? ids : [id];
    return (await Promise.all(all.map((each) => readDeletion(each, channel_id, guild_id !== undefined)))).flat();
  };
}

const edited = z.object({ edited_timestamp: z.string(), author: z.object({}) });

/** An update is also told when Discord adds a preview, or opens a thread: then there is no time of an edit. */
function isEdit(update: unknown): boolean {
  return edited.safeParse(update).success;
}

function isByHuman({ author, webhook_id, type }: DiscordMessage): boolean {
  return !author.bot && !author.system && webhook_id === undefined && BY_PEOPLE.includes(type);
}
