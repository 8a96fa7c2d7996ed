/** Channels, DMs and threads. */

import { created, limitOf, noContent, ok, type Route } from '../call.ts';
import { directMessageWith, removeChannel, renameChannel } from '../channels.ts';
import { discordError, invalidField } from '../errors.ts';
import { parseMessage } from '../message-form.ts';
import { sendMessage } from '../messages.ts';
import { ChannelKind } from '../model.ts';
import { guildOfBot, may, requirePermission } from '../permissions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { changeThreadMember } from '../thread-events.ts';
import { openPost, openThread, openThreadOn, updateThread } from '../threads.ts';
import { toWireChannel, toWireThreadMember } from '../wire.ts';
import { toWireMessage } from '../wire-message.ts';
import { channelOf, userOf } from '../world.ts';
import { messageAt, visibleChannel } from './message-routes.ts';

export const channelRoutes = {
  'GET /channels/:channel': (call) => ok(toWireChannel(call.world, visibleChannel(call))),

  'PATCH /channels/:channel': (call) => {
    const channel = visibleChannel(call);
    if (channel.thread === undefined) renameChannel(call.world, channel, call.botId, call.body);
    else updateThread(call.world, channel, call.botId, call.body);
    return ok(toWireChannel(call.world, channel));
  },

  'DELETE /channels/:channel': (call) => {
    const channel = visibleChannel(call);
    removeChannel(call.world, channel, call.botId);
    return ok(toWireChannel(call.world, channel));
  },

  'POST /users/@me/channels': (call) => {
    const recipientId = 'recipient_id' in call.body ? String(call.body.recipient_id) : '';
    if (!/^\d+$/.test(recipientId)) {
      throw invalidField(['recipient_id'], {
        code: 'NUMBER_TYPE_COERCE',
        message: `Value "${recipientId}" is not snowflake.`,
      });
    }
    if (userOf(call.world, recipientId).bot) throw discordError('cannotMessageUser');
    return ok(toWireChannel(call.world, directMessageWith(call.world, recipientId)));
  },

  'POST /channels/:channel/messages/:message/threads': (call) =>
    created(toWireChannel(call.world, openThreadOn(call.world, messageAt(call), call.botId, call.body))),

  'POST /channels/:channel/threads': (call) => {
    const parent = visibleChannel(call);
    if (parent.kind !== ChannelKind.forum) {
      return created(toWireChannel(call.world, openThread(call.world, parent.id, call.botId, call.body)));
    }
    const body = 'message' in call.body ? call.body.message : undefined;
    parseMessage(body, ['message']);
    const { post, message } = openPost(call.world, parent, call.botId, call.body, (thread) =>
      sendMessage(call.world, thread, { authorId: call.botId, body, uploads: call.files, id: thread.id }),
    );
    return created({ ...toWireChannel(call.world, post), message: toWireMessage(call.world, message) });
  },

  'PUT /channels/:channel/thread-members/:user': (call) => {
    const thread = visibleChannel(call);
    changeThreadMember(call.world, thread, memberId(call.param('user'), call.botId), true);
    return noContent;
  },

  'DELETE /channels/:channel/thread-members/:user': (call) => {
    const thread = visibleChannel(call);
    const userId = memberId(call.param('user'), call.botId);
    if (userId !== call.botId) requirePermission(call.world, thread, call.botId, 'manageThreads');
    changeThreadMember(call.world, thread, userId, false);
    return noContent;
  },

  'GET /channels/:channel/thread-members': (call) => {
    const thread = visibleChannel(call);
    return ok([...(thread.thread?.memberIds ?? [])].map((id) => toWireThreadMember(call.world, thread, id)));
  },

  'GET /channels/:channel/threads/archived/public': (call) => {
    const parent = visibleChannel(call);
    requirePermission(call.world, parent, call.botId, 'readMessageHistory');
    const limit = limitOf(call, { usual: 50, max: 100 });
    const threads = [...call.world.channels.values()]
      .filter(
        ({ parentId, kind, thread }) =>
          parentId === parent.id && kind !== ChannelKind.privateThread && thread?.archived,
      )
      .sort((a, b) => compareSnowflakes(b.id, a.id));
    const shown = threads.slice(0, limit).map((thread) => toWireChannel(call.world, thread));
    return ok({ threads: shown, members: [], has_more: threads.length > limit });
  },

  'GET /guilds/:guild/threads/active': (call) => {
    const guild = guildOfBot(call.world, call.id('guild'));
    const threads = [...guild.channelIds]
      .map((id) => channelOf(call.world, id))
      .filter(({ thread }) => thread?.archived === false)
      .filter((thread) => may(call.world, thread, call.botId, 'viewChannel'));
    return ok({ threads: threads.map((thread) => toWireChannel(call.world, thread)), members: [] });
  },
} satisfies Record<string, Route>;

function memberId(inPath: string, botId: string): string {
  return inPath === '@me' ? botId : inPath;
}
