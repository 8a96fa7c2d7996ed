/** What a message, new or edited, means to the desk. */

import { MessageType } from 'discord.js';
import type { InboundBody, InboundEvent } from '../../../src/domain/inbound.ts';
import { timeOfSnowflake, toMessageKey } from '../keys.ts';
import type { DiscordChannelInfo } from './channel-directory.ts';
import type { EventReaderOptions, ToEvent } from './events.ts';
import { createContentReader, type Standing } from './message-content.ts';
import type { DiscordMessage } from './message-wire.ts';
import { nameOf, readText } from './names.ts';
import type { Reposts } from './reposts.ts';

export interface MessageReaderOptions extends EventReaderOptions {
  toEvent: ToEvent;
  reposts: Reposts;
  /** @throws DiscordFailure */
  nameOfId(userId: string): Promise<string>;
}

/** What a message means to the desk: one event, or none. @throws DiscordFailure, StoreError */
export type ReadMessage = (
  message: DiscordMessage,
  kind: 'message' | 'edit',
  mayBeInServer: boolean,
) => Promise<InboundEvent[]>;

/** Somebody's message, as one conversation has it. */
interface Said {
  message: DiscordMessage;
  kind: 'message' | 'edit';
  channelInfo: DiscordChannelInfo;
  conversationKey: string;
  customer: { key: string; name: string };
  /** The message that the desk knows it by. */
  messageId: string;
}

const BY_PEOPLE: number[] = [MessageType.Default, MessageType.Reply];
/** Everything else that Discord tells in the form of a message. */
const BY_DISCORD: unknown[] = Object.values(MessageType).filter((type) => !BY_PEOPLE.includes(Number(type)));

/** Reads what people write, and what webhooks post for them. */
export function createMessageReader(options: MessageReaderOptions): ReadMessage {
  const { botId, directory, conversations, cache, reposts } = options;
  const toMessageEvent = createMessageEvents(options);
  const readRepost = createRepostReader(options, toMessageEvent);
  const tellOfPublic = createPublicTeller(options);
  return async (message, kind, mayBeInServer) => {
    if (message.author.id === botId) {
      cache.authors.set(message.id, 'bot');
      return [];
    }
    if (message.webhook_id !== undefined) return readRepost(message, kind);
    if (!isByHuman(message)) return [];
    if (kind === 'message' && mayBeInServer) reposts.note(message);
    const customer = { key: message.author.id, name: nameOf(message.author, message.member?.nick) };
    const channelInfo = await directory.find(message.channel_id, mayBeInServer);
    const conversationKey = await conversations.ofMessage(message, channelInfo);
    if (conversationKey === undefined) {
      if (kind === 'message') tellOfPublic(message, channelInfo);
      return [];
    }
    cache.authors.set(message.id, customer);
    cache.names.set(customer.key, customer.name);
    return toMessageEvent({ message, kind, channelInfo, conversationKey, customer, messageId: message.id });
  };
}

/** Tells of what people say among themselves, where they are listened to; what is said in a thread belongs to its channel. */
function createPublicTeller({ botId, directory, listenTo, onPublicMessage }: MessageReaderOptions) {
  const listened = new Set(listenTo);
  const names = { channel: (id: string) => directory.known(id)?.name, role: directory.roleName };
  return (message: DiscordMessage, { id, name, parentId, kind }: DiscordChannelInfo): void => {
    const place = kind === 'thread' ? parentId : id;
    if (place === undefined || !listened.has(place)) return;
    const placeName = kind === 'thread' ? (directory.known(place)?.name ?? '') : name;
    onPublicMessage({
      channel: 'discord',
      account: botId,
      place,
      placeName,
      messageKey: message.id,
      authorKey: message.author.id,
      text: readText(message, botId, names),
      writtenAt: timeOfSnowflake(message.id),
    });
  };
}

function createMessageEvents({ botId, directory, conversations, toEvent, reportUnreadable }: MessageReaderOptions) {
  const names = { channel: (id: string) => directory.known(id)?.name, role: directory.roleName };
  const readContent = createContentReader({ botId, names });
  const answersWithin = async ({ message, channelInfo, conversationKey }: Said): Promise<boolean> => {
    const { channel_id, message_reference: reference, referenced_message: answered } = message;
    const isReply = reference !== undefined || answered != null;
    if (!isReply || (reference?.channel_id ?? answered?.channel_id ?? channel_id) !== channel_id) return false;
    if (channelInfo.kind === 'direct') return true;
    // A thread into which the bot is called by this message was nobody's concern before.
    return channelInfo.kind === 'thread' ? conversations.hasBegun(conversationKey) : conversationKey !== message.id;
  };
  const standingOf = async (said: Said): Promise<Standing> => {
    // Only in a forum does a message have the id of its thread.
    const isPost = said.message.id === said.channelInfo.id;
    return { answersWithin: await answersWithin(said), postTitle: isPost ? said.channelInfo.name : undefined };
  };
  const toBody = async (said: Said): Promise<InboundBody> => {
    const { message, kind, messageId } = said;
    const { text, attachments, enclosures } = readContent(message, await standingOf(said));
    const words = { messageKey: toMessageKey({ channelId: message.channel_id, messageId }), text };
    if (kind === 'edit') return { kind, ...words, attachments, enclosures };
    return {
      kind,
      ...words,
      ...(attachments.length > 0 ? { attachments } : {}),
      ...(enclosures.length > 0 ? { enclosures } : {}),
    };
  };
  return async (said: Said): Promise<InboundEvent[]> => {
    const { message, kind, conversationKey, customer } = said;
    const { id, timestamp, edited_timestamp: editedAt = '' } = message;
    for (const name of message.unreadable) reportUnreadable(name);
    const writtenAt = timestamp === undefined ? timeOfSnowflake(id) : Date.parse(timestamp);
    return [
      toEvent({
        conversationKey,
        eventKey: kind === 'edit' ? `edit-${id}-${editedAt}` : `message-${id}`,
        occurredAt: kind === 'edit' && editedAt !== '' ? Date.parse(editedAt) : writtenAt,
        customer: { ...customer, locale: undefined },
        body: await toBody(said),
      }),
    ];
  };
}

/** What a webhook posts for somebody stays their message, under the key that the desk has it by. */
function createRepostReader(options: MessageReaderOptions, toMessageEvent: (said: Said) => Promise<InboundEvent[]>) {
  const { directory, conversations, records, reposts, nameOfId } = options;
  const readNew = async (message: DiscordMessage): Promise<InboundEvent[]> => {
    const original = reposts.noteRepost(message);
    if (original === undefined) return [];
    const { author, member, id: originalId } = original.message;
    const channelInfo = await directory.find(message.channel_id, true);
    const conversationKey = await conversations.ofMessage(original.message, channelInfo);
    if (conversationKey === undefined) return [];
    await records.noteAsker(message.id, author.id);
    if (channelInfo.kind !== 'thread') await records.noteConversation(message.id, conversationKey);
    await records.noteRepost(originalId, message.id);
    if (!original.isDeleted) return [];
    const customer = { key: author.id, name: nameOf(author, member?.nick) };
    return toMessageEvent({ message, kind: 'message', channelInfo, conversationKey, customer, messageId: message.id });
  };
  const readEdit = async (message: DiscordMessage): Promise<InboundEvent[]> => {
    const { id, channel_id: channelId } = message;
    const [messageId, key] = [await records.originalOf(id), await records.askerOf(id)];
    if (messageId === undefined || key === undefined) return [];
    const channelInfo = await directory.find(channelId, true);
    const conversationKey = await conversations.ofMessageId({ id, channelId, isInServer: true });
    if (conversationKey === undefined) return [];
    const customer = { key, name: await nameOfId(key) };
    return toMessageEvent({ message, kind: 'edit', channelInfo, conversationKey, customer, messageId });
  };
  return (message: DiscordMessage, kind: 'message' | 'edit') =>
    kind === 'message' ? readNew(message) : readEdit(message);
}

/** A type that is not known yet is somebody's message where it says something. */
function isByHuman({ author, type = MessageType.Default, content = '', attachments = [] }: DiscordMessage): boolean {
  if (author.bot || author.system) return false;
  return BY_PEOPLE.includes(type) || (!BY_DISCORD.includes(type) && (content !== '' || attachments.length > 0));
}
