import type { ChatMember, ChatMemberUpdated, User } from 'grammy/types';
import { botMembership, botUser, type ChatRecord, type World } from './world.ts';

const DAY_SECONDS = 86_400;

/** Makes somebody a member, or none any more, and tells the bot as far as it is told of such things. */
export function changeMembership(world: World, record: ChatRecord, by: User, next: ChatMember): void {
  const { user } = next;
  const before: ChatMember = record.members.get(user.id) ?? { status: 'left', user };
  record.members.set(user.id, next);
  world.changes.happened();
  const change = { chat: record.chat, from: by, date: world.now(), old_chat_member: before, new_chat_member: next };
  if (user.id === world.bot.id) tell(world, record, { my_chat_member: change });
  else if (botMembership(world, record)?.status === 'administrator') tell(world, record, { chat_member: change });
}

/** Blocks or opens the private chat with the bot. */
export function changeContact(world: World, record: ChatRecord, person: User, isBlocked: boolean): void {
  const user = botUser(world.bot);
  const member = { status: 'member', user } as const;
  const kicked = { status: 'kicked', user, until_date: 0 } as const;
  record.contact = isBlocked ? 'blocked' : 'open';
  world.changes.happened();
  const change = { chat: record.chat, from: person, date: world.now() };
  const [before, after] = isBlocked ? [member, kicked] : [kicked, member];
  tell(world, record, { my_chat_member: { ...change, old_chat_member: before, new_chat_member: after } });
}

function tell(
  world: World,
  record: ChatRecord,
  body: { my_chat_member: ChatMemberUpdated } | { chat_member: ChatMemberUpdated },
): void {
  world.updates.add({ body, queueKey: String(record.chat.id), lifetimeSeconds: DAY_SECONDS });
}
