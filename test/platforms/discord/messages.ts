/** Writing, editing and deleting messages, by the platform's rules. */

import { collectAttachments, type UploadedFile } from './attachments.ts';
import { discordError, invalidField } from './errors.ts';
import { mentionsOf, NOBODY } from './mentions.ts';
import { type EditForm, type MessageForm, parseEdit, parseMessage } from './message-form.ts';
import { type Channel, type Message, MessageFlag, MessageKind } from './model.ts';
import { isTextChannel, may, requirePermission, takesDirectMessages, writingPermission } from './permissions.ts';
import { changeThreadMember, unarchive } from './thread-events.ts';
import { toWireMessageEvent } from './wire-message.ts';
import { channelOf, messageOf, type World } from './world.ts';

/** How long a nonce is remembered ("the past few minutes"). */
const NONCE_TTL_MS = 180_000;
/** The flags that a sender may set. */
const SETTABLE_FLAGS = MessageFlag.suppressEmbeds | MessageFlag.suppressNotifications | MessageFlag.componentsV2;

/** What is sent, by whom; the body is read and checked here. */
export interface Sending {
  authorId: string;
  body: unknown;
  uploads: UploadedFile[];
  /** The id that the message is to have, where it is not the next one. */
  id?: string;
}

/**
 * Writes a message. With `enforce_nonce` and a nonce that the author used lately, nothing is written and that message is
 * returned.
 * @throws DiscordError where the platform refuses it
 */
export function sendMessage(world: World, channel: Channel, { authorId, body, uploads, id }: Sending): Message {
  requireWritable(world, channel, authorId);
  const form = parseMessage(body);
  const before = form.enforce_nonce ? messageWithNonce(world, authorId, form.nonce) : undefined;
  if (before !== undefined) return before;
  const reference = findReference(world, channel, authorId, form);
  if (uploads.length > 0) requirePermission(world, channel, authorId, 'attachFiles');
  if (channel.thread?.archived) unarchive(world, channel);
  return addMessage(world, channel, {
    ...contentOf(world, channel, authorId, form, uploads, reference?.authorId),
    authorId,
    kind: reference === undefined ? MessageKind.default : MessageKind.reply,
    nonce: form.nonce,
    reference: reference && { messageId: reference.id, channelId: channel.id, ...guildOfChannel(channel) },
    ...(id === undefined ? {} : { id }),
  });
}

/** What a form says of a message, as it will stand. */
export function contentOf(
  world: World,
  channel: Channel,
  authorId: string,
  form: MessageForm,
  uploads: UploadedFile[],
  repliedTo?: string,
) {
  const content = (form.content ?? '').trim();
  const attachments = collectAttachments(world, channel, uploads, form.attachments);
  const embeds = may(world, channel, authorId, 'embedLinks') ? (form.embeds ?? []) : [];
  const components = form.components ?? [];
  if (content === '' && attachments.length + (form.embeds?.length ?? 0) + components.length === 0) {
    throw discordError('emptyMessage');
  }
  const mentions = mentionsOf(world, channel, { authorId, content, repliedTo, allowed: form.allowed_mentions });
  return { content, attachments, embeds, components, mentions, flags: (form.flags ?? 0) & SETTABLE_FLAGS };
}

type Draft = Pick<Message, 'authorId' | 'kind'> & Partial<Message>;

/** Puts a message into a channel and tells bots, unless only one user sees it. */
export function addMessage(world: World, channel: Channel, draft: Draft): Message {
  const message: Message = {
    id: world.nextId(),
    channelId: channel.id,
    content: '',
    createdAt: world.now(),
    editedAt: undefined,
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    nonce: undefined,
    reference: undefined,
    mentions: NOBODY,
    notified: draft.mentions ?? NOBODY,
    reactions: new Map(),
    threadId: undefined,
    interactionId: undefined,
    ephemeralFor: undefined,
    ...draft,
  };
  channel.messages.set(message.id, message);
  channel.typing.delete(message.authorId);
  channel.thread?.memberIds.add(message.authorId);
  // Whoever is mentioned in a thread is brought into it.
  if (channel.thread !== undefined)
    for (const userId of message.notified.userIds) changeThreadMember(world, channel, userId, true);
  if (message.nonce !== undefined) {
    world.nonces.set(nonceKey(message.authorId, message.nonce), {
      messageId: message.id,
      channelId: channel.id,
      at: world.now(),
    });
  }
  emitMessage(world, 'MESSAGE_CREATE', message);
  return message;
}

/**
 * Changes what the body names; nobody is notified by an edit.
 * @throws DiscordError where the platform refuses it
 */
export function editMessage(world: World, message: Message, { authorId, body, uploads }: Sending): Message {
  const channel = channelOf(world, message.channelId);
  requirePermission(world, channel, authorId, 'viewChannel');
  if (message.authorId !== authorId) throw discordError('notYourMessage');
  if (message.kind === MessageKind.threadStarter) throw discordError('invalidAccount');
  if (channel.thread?.archived) throw discordError('archivedThread');
  return applyEdit(world, message, parseEdit(body, message.flags), uploads);
}

/** Changes a message as the form has it, whoever may. What takes the place of "thinking" is not shown as edited. */
export function applyEdit(world: World, message: Message, form: EditForm, uploads: UploadedFile[]): Message {
  const channel = channelOf(world, message.channelId);
  const changed = {
    content: form.content?.trim() ?? message.content,
    embeds: form.embeds ?? message.embeds,
    components: form.components ?? message.components,
    attachments: collectAttachments(world, channel, uploads, form.attachments, message.attachments),
  };
  const size = changed.embeds.length + changed.components.length + changed.attachments.length;
  if (changed.content === '' && size === 0) throw discordError('emptyMessage');
  const wasThinking = (message.flags & MessageFlag.loading) !== 0;
  const settable = form.flags === undefined ? message.flags : form.flags;
  const flags = (message.flags & ~SETTABLE_FLAGS & ~MessageFlag.loading) | (settable & SETTABLE_FLAGS);
  const mentions = mentionsOf(world, channel, {
    authorId: message.authorId,
    content: changed.content,
    repliedTo: undefined,
    allowed: form.allowed_mentions,
  });
  // Two edits never have one moment: Discord tells them to the microsecond.
  const editedAt = Math.max(world.now(), (message.editedAt ?? 0) + 1);
  Object.assign(message, changed, { flags, mentions, editedAt: wasThinking ? undefined : editedAt });
  emitMessage(world, 'MESSAGE_UPDATE', message);
  return message;
}

/** @throws DiscordError where the platform refuses it */
export function deleteMessage(world: World, message: Message, userId: string): void {
  const channel = channelOf(world, message.channelId);
  if (message.authorId !== userId) {
    if (channel.guildId === undefined) throw discordError('notInDirectMessage');
    requirePermission(world, channel, userId, 'manageMessages');
  }
  removeMessage(world, message);
}

/** Takes a message away and tells bots, unless only one user saw it. */
export function removeMessage(world: World, message: Message): void {
  const channel = channelOf(world, message.channelId);
  channel.messages.delete(message.id);
  if (message.ephemeralFor !== undefined) return world.changes.happened();
  world.emit({
    name: 'MESSAGE_DELETE',
    data: { id: message.id, channel_id: channel.id, ...wireGuild(channel) },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}

/** Tells bots of a message, unless only one user sees it. */
export function emitMessage(world: World, name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
  const channel = channelOf(world, message.channelId);
  if (message.ephemeralFor !== undefined) return world.changes.happened();
  world.emit({ name, data: toWireMessageEvent(world, message), guildId: channel.guildId, channelId: channel.id });
}

/** `guild_id` as events carry it: only where there is a server. */
export function wireGuild(channel: Channel): { guild_id?: string } {
  return channel.guildId === undefined ? {} : { guild_id: channel.guildId };
}

function requireWritable(world: World, channel: Channel, authorId: string): void {
  requirePermission(world, channel, authorId, 'viewChannel');
  if (!isTextChannel(channel)) throw discordError('notATextChannel');
  requirePermission(world, channel, authorId, writingPermission(channel));
  if (
    channel.recipientId !== undefined &&
    authorId === world.botId &&
    !takesDirectMessages(world, channel.recipientId)
  ) {
    throw discordError('cannotMessageUser');
  }
  if (channel.thread?.locked && !may(world, channel, authorId, 'manageThreads')) throw discordError('lockedThread');
}

function messageWithNonce(world: World, authorId: string, nonce: string | number | undefined): Message | undefined {
  if (nonce === undefined) return undefined;
  const before = world.nonces.get(nonceKey(authorId, nonce));
  if (before === undefined || world.now() - before.at > NONCE_TTL_MS) return undefined;
  return messageOf(channelOf(world, before.channelId), before.messageId);
}

function nonceKey(authorId: string, nonce: string | number): string {
  return `${authorId}:${nonce}`;
}

function findReference(world: World, channel: Channel, authorId: string, form: MessageForm): Message | undefined {
  const wanted = form.message_reference;
  if (wanted === undefined) return undefined;
  if (!may(world, channel, authorId, 'readMessageHistory')) throw discordError('replyNeedsHistory');
  if (wanted.channel_id !== undefined && wanted.channel_id !== channel.id) {
    throw invalidField(['message_reference'], {
      code: 'REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL',
      message: 'Cannot reply to a message in a different channel',
    });
  }
  const found = channel.messages.get(wanted.message_id);
  if (found === undefined && wanted.fail_if_not_exists !== false) {
    throw invalidField(['message_reference'], { code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' });
  }
  return found;
}

function guildOfChannel({ guildId }: Channel): { guildId?: string } {
  return guildId === undefined ? {} : { guildId };
}
