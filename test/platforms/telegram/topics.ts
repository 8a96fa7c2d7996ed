import type { User } from 'grammy/types';
import { addMessage } from './messages.ts';
import type { ChatMessage, ChatRecord, World } from './world.ts';

/** The colour a topic has when nobody chose one. */
export const DEFAULT_TOPIC_COLOR = 0x6fb9f0;

/** Opens a topic of a forum; its number is that of the message that says so. */
export function openTopic(
  world: World,
  record: ChatRecord,
  by: User,
  { name, icon_color = DEFAULT_TOPIC_COLOR }: { name: string; icon_color?: number },
): ChatMessage {
  const message = addMessage(world, record, by, { forum_topic_created: { name, icon_color } });
  Object.assign(message, { message_thread_id: message.message_id, is_topic_message: true });
  record.topics.set(message.message_id, { name, closed: false });
  return message;
}
