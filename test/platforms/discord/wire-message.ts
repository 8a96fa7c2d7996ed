/** Messages and reactions as the API writes them, to the bot that reads them. */

import { toWireAttachment } from './attachments.ts';
import type { Channel, Message } from './model.ts';
import { toWireBareMember, toWireThread, toWireUser } from './wire.ts';
import type { WireMessage } from './wire-types.ts';
import { channelOf, userOf, type World } from './world.ts';

/** A message object as a request answers it. */
export function toWireMessage(world: World, message: Message): WireMessage {
  const channel = channelOf(world, message.channelId);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.kind,
    author: toWireUser(userOf(world, message.authorId)),
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    pinned: false,
    flags: message.flags,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments.map((attachment) => toWireAttachment(world, attachment)),
    mentions: message.mentions.userIds.map((id) => toWireUser(userOf(world, id))),
    mention_roles: message.mentions.roleIds,
    mention_everyone: message.mentions.everyone,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.reactions.size === 0 ? {} : { reactions: toWireReactions(world, message) }),
    ...toWireReference(world, channel, message),
    ...toWireThreadOf(world, message),
    ...toWireApplication(world, message),
    ...message.extra,
  };
}

/** A message as an event tells it: with its server, the author's membership and the type of its channel. */
export function toWireMessageEvent(world: World, message: Message): object {
  const channel = channelOf(world, message.channelId);
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const member = guild?.members.get(message.authorId);
  return {
    ...toWireMessage(world, message),
    channel_type: channel.kind,
    ...(guild === undefined ? {} : { guild_id: guild.id }),
    ...(member === undefined ? {} : { member: toWireBareMember(member) }),
  };
}

function toWireReactions(world: World, message: Message): WireMessage['reactions'] {
  return [...message.reactions.values()].map(({ emoji, userIds }) => ({
    emoji,
    count: userIds.size,
    count_details: { burst: 0, normal: userIds.size },
    me: userIds.has(world.botId),
    me_burst: false,
    burst_colors: [],
  }));
}

/** A reply carries the message it answers, or null where that is gone. What that one answers is named and not carried. */
function toWireReference(world: World, channel: Channel, message: Message): Partial<WireMessage> {
  if (message.reference === undefined) return {};
  const { messageId, channelId } = message.reference;
  const source = channelId === channel.id ? channel : world.channels.get(channelId);
  const referenced = messageId === undefined ? undefined : source?.messages.get(messageId);
  return {
    ...toWireMessageReference(message),
    ...(messageId === undefined
      ? {}
      : {
          referenced_message: referenced
            ? {
                ...toWireMessage(world, { ...referenced, reference: undefined }),
                ...toWireMessageReference(referenced),
              }
            : null,
        }),
  };
}

function toWireMessageReference({ reference }: Message): Partial<WireMessage> {
  if (reference === undefined) return {};
  const { messageId, channelId, guildId } = reference;
  return {
    message_reference: {
      type: 0,
      channel_id: channelId,
      ...(messageId === undefined ? {} : { message_id: messageId }),
      ...(guildId === undefined ? {} : { guild_id: guildId }),
    },
  };
}

function toWireThreadOf(world: World, message: Message): Partial<WireMessage> {
  const thread = message.threadId === undefined ? undefined : world.channels.get(message.threadId);
  return thread?.thread === undefined ? {} : { thread: toWireThread(world, thread, thread.thread) };
}

function toWireApplication(world: World, message: Message): Partial<WireMessage> {
  if (message.interactionId === undefined) return {};
  const interaction = [...world.interactions.values()].find(({ id }) => id === message.interactionId);
  if (interaction === undefined) return {};
  const user = toWireUser(userOf(world, interaction.userId));
  return {
    application_id: world.applicationId,
    webhook_id: world.applicationId,
    interaction_metadata: {
      id: interaction.id,
      type: interaction.type,
      user,
      authorizing_integration_owners: {},
      ...(interaction.commandName === undefined ? {} : { name: interaction.commandName }),
    },
  };
}
