/** Threads and forum posts, by the platform's rules. */

import { z } from 'zod';
import { discordError } from './errors.ts';
import { filledText, optional, parseForm, reason } from './form.ts';
import { addMessage, emitMessage } from './messages.ts';
import { type Channel, ChannelKind, type Message, MessageFlag, MessageKind } from './model.ts';
import { may, requirePermission } from './permissions.ts';
import { emitThread } from './thread-events.ts';
import { rootOf, type World } from './world.ts';

const ARCHIVE_MINUTES = [60, 1440, 4320, 10_080] as const;
const DEFAULT_ARCHIVE_MINUTES = 4320;

const autoArchive = optional(
  z.int().refine((minutes) => ARCHIVE_MINUTES.some((allowed) => allowed === minutes), {
    ...reason({ code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${ARCHIVE_MINUTES.join(', ')}).` }),
  }),
);

/** The body that opens a thread. */
export const threadForm = z.object({
  name: filledText(100),
  auto_archive_duration: autoArchive,
  type: optional(z.int()),
});

/** The body that changes a channel or thread. */
export const channelEditForm = z.object({
  name: optional(filledText(100)),
  topic: optional(z.string()),
  archived: optional(z.boolean()),
  locked: optional(z.boolean()),
  auto_archive_duration: autoArchive,
});

/**
 * Opens a thread on a message; it has the message's id.
 * @throws DiscordError where the platform refuses it
 */
export function openThreadOn(world: World, message: Message, ownerId: string, body: unknown): Channel {
  const parent = requireParent(world, message.channelId, ownerId, 'createPublicThreads');
  if (message.threadId !== undefined) throw discordError('threadExists');
  const form = parseForm(threadForm, body);
  const kind = parent.kind === ChannelKind.announcement ? ChannelKind.announcementThread : ChannelKind.publicThread;
  const thread = addThread(world, parent, { ...form, id: message.id, ownerId, kind });
  message.threadId = thread.id;
  message.flags |= MessageFlag.hasThread;
  emitMessage(world, 'MESSAGE_UPDATE', message);
  addMessage(world, thread, {
    authorId: message.authorId,
    kind: MessageKind.threadStarter,
    reference: {
      messageId: message.id,
      channelId: parent.id,
      ...(parent.guildId === undefined ? {} : { guildId: parent.guildId }),
    },
  });
  return thread;
}

/**
 * Opens a thread without a message; the channel gets a message that says so.
 * @throws DiscordError where the platform refuses it
 */
export function openThread(world: World, parentId: string, ownerId: string, body: unknown): Channel {
  const form = parseForm(threadForm, body);
  const isPrivate = form.type === undefined || form.type === ChannelKind.privateThread;
  const parent = requireParent(world, parentId, ownerId, isPrivate ? 'createPrivateThreads' : 'createPublicThreads');
  const kind = isPrivate ? ChannelKind.privateThread : ChannelKind.publicThread;
  const thread = addThread(world, parent, { ...form, id: world.nextId(), ownerId, kind });
  if (!isPrivate) {
    const reference = { channelId: thread.id, ...(parent.guildId === undefined ? {} : { guildId: parent.guildId }) };
    addMessage(world, parent, { authorId: ownerId, kind: MessageKind.threadCreated, content: form.name, reference });
  }
  return thread;
}

/**
 * Opens a post in a forum with its first message, which has the post's id.
 * @throws DiscordError where the platform refuses either
 */
export function openPost(
  world: World,
  forum: Channel,
  ownerId: string,
  body: unknown,
  writeFirst: (post: Channel) => Message,
): { post: Channel; message: Message } {
  requirePermission(world, forum, ownerId, 'sendMessages');
  const form = parseForm(threadForm, body);
  const post = addThread(world, forum, { ...form, id: world.nextId(), ownerId, kind: ChannelKind.publicThread });
  return { post, message: writeFirst(post) };
}

/** Renames, archives, locks; tells bots. */
export function updateThread(world: World, channel: Channel, userId: string, body: unknown): void {
  const form = parseForm(channelEditForm, body);
  const thread = channel.thread;
  if (thread === undefined) throw discordError('invalidChannelType');
  const isManager = may(world, channel, userId, 'manageThreads');
  if (!isManager && (thread.ownerId !== userId || form.locked !== undefined)) throw discordError('missingPermissions');
  if (thread.archived && form.archived !== false) throw discordError('archivedThread');
  channel.name = form.name ?? channel.name;
  thread.autoArchiveMinutes = form.auto_archive_duration ?? thread.autoArchiveMinutes;
  thread.locked = form.locked ?? thread.locked;
  if (form.archived !== undefined && form.archived !== thread.archived) thread.archiveChangedAt = world.now();
  thread.archived = form.archived ?? thread.archived;
  emitThread(world, 'THREAD_UPDATE', channel);
}

function requireParent(
  world: World,
  id: string,
  userId: string,
  name: 'createPublicThreads' | 'createPrivateThreads',
): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined) throw discordError('unknownChannel');
  if (channel.guildId === undefined) throw discordError('notInDirectMessage');
  requirePermission(world, channel, userId, name);
  if (rootOf(world, channel) !== channel) throw discordError('invalidChannelType');
  return channel;
}

function addThread(
  world: World,
  parent: Channel,
  thread: {
    id: string;
    name: string;
    ownerId: string;
    kind: Channel['kind'];
    auto_archive_duration: number | undefined;
  },
): Channel {
  const channel: Channel = {
    id: thread.id,
    kind: thread.kind,
    name: thread.name,
    topic: undefined,
    guildId: parent.guildId,
    parentId: parent.id,
    recipientId: undefined,
    overwrites: [],
    messages: new Map(),
    typing: new Map(),
    thread: {
      ownerId: thread.ownerId,
      archived: false,
      locked: false,
      autoArchiveMinutes: thread.auto_archive_duration ?? DEFAULT_ARCHIVE_MINUTES,
      memberIds: new Set([thread.ownerId]),
      archiveChangedAt: world.now(),
    },
  };
  world.channels.set(channel.id, channel);
  if (parent.guildId !== undefined) world.guilds.get(parent.guildId)?.channelIds.add(channel.id);
  emitThread(world, 'THREAD_CREATE', channel);
  return channel;
}
