/** Reactions, by the platform's rules. */

import { discordError } from './errors.ts';
import { wireGuild } from './messages.ts';
import type { Channel, Message, Reaction } from './model.ts';
import { requirePermission } from './permissions.ts';
import { toWireMember } from './wire.ts';
import { channelOf, type EventName, type World } from './world.ts';

const MAX_KINDS = 20;
// biome-ignore lint/complexity/useRegexLiterals: the compile target does not know the flag yet
const UNICODE_EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v');

/** @throws DiscordError where the platform refuses it; a second reaction with one emoji changes nothing */
export function addReaction(world: World, message: Message, userId: string, emojiText: string): void {
  const channel = channelOf(world, message.channelId);
  const emoji = parseEmoji(emojiText);
  const present = message.reactions.get(emojiKey(emoji));
  requirePermission(world, channel, userId, 'readMessageHistory');
  if (present === undefined) requirePermission(world, channel, userId, 'addReactions');
  if (channel.thread?.archived) throw discordError('archivedThread');
  if (userId === world.botId && isBlocked(world, channel)) throw discordError('reactionBlocked');
  if (present === undefined && message.reactions.size >= MAX_KINDS) throw discordError('tooManyReactions');
  const reaction = present ?? { emoji, userIds: new Set<string>() };
  if (reaction.userIds.has(userId)) return;
  reaction.userIds.add(userId);
  message.reactions.set(emojiKey(emoji), reaction);
  emitReaction(world, 'MESSAGE_REACTION_ADD', message, {
    ...byUser(world, channel, userId),
    emoji,
    message_author_id: message.authorId,
  });
}

/** Takes back one user's reaction; `byUserId` is who does it. */
export function removeReaction(
  world: World,
  message: Message,
  userId: string,
  emojiText: string,
  byUserId = userId,
): void {
  const channel = channelOf(world, message.channelId);
  if (userId !== byUserId) requirePermission(world, channel, byUserId, 'manageMessages');
  const reaction = reactionOf(message, emojiText);
  if (!reaction?.userIds.delete(userId)) return;
  if (reaction.userIds.size === 0) message.reactions.delete(emojiKey(reaction.emoji));
  emitReaction(world, 'MESSAGE_REACTION_REMOVE', message, {
    user_id: userId,
    emoji: reaction.emoji,
    burst: false,
    type: 0,
  });
}

/** Takes away every reaction, or every one with an emoji. */
export function clearReactions(world: World, message: Message, byUserId: string, emojiText?: string): void {
  requirePermission(world, channelOf(world, message.channelId), byUserId, 'manageMessages');
  if (emojiText === undefined) {
    message.reactions.clear();
    return emitReaction(world, 'MESSAGE_REACTION_REMOVE_ALL', message, {});
  }
  const emoji = parseEmoji(emojiText);
  if (message.reactions.delete(emojiKey(emoji)))
    emitReaction(world, 'MESSAGE_REACTION_REMOVE_EMOJI', message, { emoji });
}

/** The reaction with this emoji, as it is written in addresses. */
export function reactionOf(message: Message, emojiText: string): Reaction | undefined {
  return message.reactions.get(emojiKey(parseEmoji(emojiText)));
}

/** A unicode emoji, or `name:id` of a server's own. */
function parseEmoji(text: string): Reaction['emoji'] {
  const [, name, id] = /^(\w+):(\d+)$/.exec(text) ?? [];
  if (name !== undefined && id !== undefined) return { id, name };
  if (!UNICODE_EMOJI.test(text) && !UNICODE_EMOJI.test(`${text}\uFE0F`)) throw discordError('unknownEmoji');
  return { id: null, name: text };
}

function emojiKey({ id, name }: Reaction['emoji']): string {
  return id ?? name.replaceAll('\uFE0F', '');
}

function isBlocked(world: World, { recipientId }: Channel): boolean {
  return recipientId !== undefined && world.users.get(recipientId)?.blocksBot === true;
}

function byUser(world: World, channel: Channel, userId: string): object {
  const member = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId)?.members.get(userId);
  return {
    user_id: userId,
    burst: false,
    type: 0,
    ...(member === undefined ? {} : { member: toWireMember(world, member) }),
  };
}

function emitReaction(world: World, name: EventName, message: Message, data: object): void {
  if (message.ephemeralFor !== undefined) return world.changes.happened();
  const channel = channelOf(world, message.channelId);
  world.emit({
    name,
    data: { ...data, message_id: message.id, channel_id: channel.id, ...wireGuild(channel) },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}
