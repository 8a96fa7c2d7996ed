/** Messages, reactions and typing. */

import { type Call, limitOf, noContent, ok, type Route } from '../call.ts';
import { deleteMessage, editMessage, sendMessage, wireGuild } from '../messages.ts';
import type { Channel, Message } from '../model.ts';
import { may, requirePermission, writingPermission } from '../permissions.ts';
import { addReaction, clearReactions, reactionOf, removeReaction } from '../reactions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { startTyping } from '../typing.ts';
import { toWireUser } from '../wire.ts';
import { toWireMessage } from '../wire-message.ts';
import { channelOf, messageOf, userOf } from '../world.ts';

export const messageRoutes = {
  'GET /channels/:channel/messages': (call) => ok(history(call).map((message) => toWireMessage(call.world, message))),

  'GET /channels/:channel/messages/:message': (call) => {
    requirePermission(call.world, visibleChannel(call), call.botId, 'readMessageHistory');
    return ok(toWireMessage(call.world, messageAt(call)));
  },

  'POST /channels/:channel/messages': (call) => {
    const message = sendMessage(call.world, visibleChannel(call), {
      authorId: call.botId,
      body: call.body,
      uploads: call.files,
    });
    return ok(toWireMessage(call.world, message));
  },

  'PATCH /channels/:channel/messages/:message': (call) => {
    const edited = editMessage(call.world, messageAt(call), {
      authorId: call.botId,
      body: call.body,
      uploads: call.files,
    });
    return ok(toWireMessage(call.world, edited));
  },

  'DELETE /channels/:channel/messages/:message': (call) => {
    deleteMessage(call.world, messageAt(call), call.botId);
    return noContent;
  },

  'POST /channels/:channel/messages/bulk-delete': (call) => {
    const channel = visibleChannel(call);
    requirePermission(call.world, channel, call.botId, 'manageMessages');
    const wanted = 'messages' in call.body && Array.isArray(call.body.messages) ? call.body.messages.map(String) : [];
    const ids = wanted.filter((id) => channel.messages.delete(id));
    call.world.emit({
      name: 'MESSAGE_DELETE_BULK',
      data: { ids, channel_id: channel.id, ...wireGuild(channel) },
      guildId: channel.guildId,
      channelId: channel.id,
    });
    return noContent;
  },

  'POST /channels/:channel/typing': (call) => {
    const channel = visibleChannel(call);
    requirePermission(call.world, channel, call.botId, writingPermission(channel));
    startTyping(call.world, channel, call.botId);
    return noContent;
  },

  'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': (call) => {
    addReaction(call.world, messageAt(call), call.botId, call.param('emoji'));
    return noContent;
  },

  'DELETE /channels/:channel/messages/:message/reactions/:emoji/@me': (call) => {
    removeReaction(call.world, messageAt(call), call.botId, call.param('emoji'));
    return noContent;
  },

  'DELETE /channels/:channel/messages/:message/reactions/:emoji/:user': (call) => {
    removeReaction(call.world, messageAt(call), call.id('user'), call.param('emoji'), call.botId);
    return noContent;
  },

  'DELETE /channels/:channel/messages/:message/reactions/:emoji': (call) => {
    clearReactions(call.world, messageAt(call), call.botId, call.param('emoji'));
    return noContent;
  },

  'DELETE /channels/:channel/messages/:message/reactions': (call) => {
    clearReactions(call.world, messageAt(call), call.botId);
    return noContent;
  },

  'GET /channels/:channel/messages/:message/reactions/:emoji': (call) => {
    const reaction = reactionOf(messageAt(call), call.param('emoji'));
    const after = call.query.get('after') ?? '0';
    const userIds = [...(reaction?.userIds ?? [])]
      .filter((id) => compareSnowflakes(id, after) > 0)
      .sort(compareSnowflakes);
    return ok(userIds.slice(0, limitOf(call, { usual: 25, max: 100 })).map((id) => toWireUser(userOf(call.world, id))));
  },
} satisfies Record<string, Route>;

/** The channel of the path, when the bot sees it. @throws Unknown Channel, Missing Access */
export function visibleChannel(call: Call): Channel {
  const channel = channelOf(call.world, call.id('channel'));
  requirePermission(call.world, channel, call.botId, 'viewChannel');
  return channel;
}

/** The message of the path. @throws Unknown Channel, Missing Access, Unknown Message */
export function messageAt(call: Call): Message {
  return messageOf(visibleChannel(call), call.id('message'));
}

/** Newest first; empty for a bot that may not read the history. */
function history(call: Call): Message[] {
  const channel = visibleChannel(call);
  const limit = limitOf(call, { usual: 50, max: 100 });
  const [before, after, around] = ['before', 'after', 'around'].map((name) => call.query.get(name));
  if (!may(call.world, channel, call.botId, 'readMessageHistory')) return [];
  const all = [...channel.messages.values()]
    .filter(({ ephemeralFor }) => ephemeralFor === undefined)
    .sort((a, b) => compareSnowflakes(b.id, a.id));
  if (after != null) return all.filter(({ id }) => compareSnowflakes(id, after) > 0).slice(-limit);
  if (around != null) {
    const older = all.filter(({ id }) => compareSnowflakes(id, around) <= 0).slice(0, Math.ceil(limit / 2));
    const newer = all.filter(({ id }) => compareSnowflakes(id, around) > 0).slice(-Math.floor(limit / 2));
    return [...newer, ...older].slice(0, limit);
  }
  return all.filter(({ id }) => before == null || compareSnowflakes(id, before) < 0).slice(0, limit);
}
