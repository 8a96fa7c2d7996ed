/** What the bot shows beside messages: answers to buttons, reactions, that it is typing, pins. */

import type { ReactionType } from 'grammy/types';
import { z } from 'zod';
import { findChat } from '../access.ts';
import { findMessage } from '../messages.ts';
import type { Query } from '../query.ts';
import { isReactionEmoji } from '../reaction-emoji.ts';
import { badRequest } from '../telegram-error.ts';
import { botHasRight, type World } from '../world.ts';
import type { Methods } from './method.ts';

const LONGEST_CALLBACK_ANSWER = 200;
const ACTION_SECONDS = 5;
const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

const reactionTypes = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('emoji'), emoji: z.string() }),
    z.object({ type: z.literal('custom_emoji'), custom_emoji_id: z.string() }),
  ]),
);

/** answerCallbackQuery, setMessageReaction, sendChatAction and pins. */
export function reactionMethods(world: World): Methods {
  return {
    answerCallbackQuery: (query) => answerCallbackQuery(world, query),
    setMessageReaction: (query) => setMessageReaction(world, query),
    sendChatAction: (query) => sendChatAction(world, query),
    pinChatMessage: (query) => pin(world, query),
    unpinChatMessage: (query) => pin(world, query),
  };
}

function answerCallbackQuery(world: World, query: Query): true {
  const id = query.text('callback_query_id');
  const pending = world.callbacks.get(id);
  if (pending === undefined || pending.expiresAt <= world.now()) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = query.text('text');
  if ([...text].length > LONGEST_CALLBACK_ANSWER) throw badRequest('MESSAGE_TOO_LONG');
  world.callbacks.delete(id);
  pending.answer({ text, showAlert: query.flag('show_alert'), url: query.text('url') });
  world.changes.happened();
  return true;
}

function setMessageReaction(world: World, query: Query): true {
  const given = reactionTypes.safeParse(query.json('reaction', 'reaction types') ?? []);
  if (!given.success) throw badRequest("can't parse reaction types: expected an Array of ReactionType");
  const record = findChat(world, query, 'write');
  const message = findMessage(record, query.integer('message_id', 0), 'message to react');
  if (given.data.some((type) => type.type === 'emoji' && !isReactionEmoji(type.emoji))) {
    throw badRequest('REACTION_INVALID');
  }
  if (given.data.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const reactions = record.reactions.get(message.message_id) ?? new Map<number, ReactionType[]>();
  reactions.set(world.bot.id, given.data.flatMap(toReaction));
  record.reactions.set(message.message_id, reactions);
  world.changes.happened();
  return true;
}

function toReaction(type: z.infer<typeof reactionTypes>[number]): ReactionType[] {
  if (type.type === 'custom_emoji') return [type];
  return isReactionEmoji(type.emoji) ? [{ type: 'emoji', emoji: type.emoji }] : [];
}

function sendChatAction(world: World, query: Query): true {
  const action = query.text('action').toLowerCase();
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  const record = findChat(world, query, 'write');
  record.action = {
    action,
    topic: query.integer('message_thread_id', 0),
    until: world.clock.now() + ACTION_SECONDS * 1000,
  };
  world.changes.happened();
  return true;
}

function pin(world: World, query: Query): true {
  const record = findChat(world, query, 'write');
  if (query.has('message_id')) findMessage(record, query.integer('message_id', 0), 'message to pin');
  const mayPin = record.chat.type === 'private' || botHasRight(world, record, 'can_pin_messages');
  if (!mayPin) throw badRequest('not enough rights to manage pinned messages in the chat');
  return true;
}
