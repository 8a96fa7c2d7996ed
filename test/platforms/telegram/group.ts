/** A group or supergroup as its people run it. */

import type { ChatMember, ChatMemberAdministrator, User } from 'grammy/types';
import { changeMembership } from './membership.ts';
import { addMessage, announce } from './messages.ts';
import type { Person } from './person.ts';
import { openTopic } from './topics.ts';
import { type ShownMessage, showMessages } from './view.ts';
import { type AdministratorRight, botUser, type ChatRecord, emptyChat, type World } from './world.ts';

export interface GroupOptions {
  title: string;
  kind: 'group' | 'supergroup';
  /** Has topics; supergroups only. */
  isForum?: boolean;
  /** Of a public supergroup. */
  username?: string;
  /** Who runs it. */
  owner: Person;
  members?: Person[];
}

export interface Group {
  /** The number that calls name it by; another one after the upgrade. */
  id(): number;
  /** For the platform's own use. */
  record(): ChatRecord;
  join(person: Person): void;
  leave(person: Person): void;
  addBot(): void;
  /** Makes it an administrator with these rights; without any it is one all the same. */
  promoteBot(...rights: AdministratorRight[]): void;
  /** A plain member again. */
  demoteBot(): void;
  /** A member that may read but not write. */
  muteBot(): void;
  kickBot(): void;
  /** Opens a topic; its number is that of the message that says so. */
  openTopic(person: Person, name: string): number;
  closeTopic(person: Person, topic: number): void;
  /**
   * Turns a group into a supergroup, with a new number; the old one answers where it went. The bot may miss that either chat
   * tells it.
   */
  upgrade(told?: { before: boolean; after: boolean }): void;
  messages(topic?: number): ShownMessage[];
}

const ALL_RIGHTS_OFF = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: false,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: false,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: false,
  can_manage_topics: false,
  can_send_welcome_messages: false,
  can_manage_tags: false,
} satisfies Partial<ChatMemberAdministrator>;

const MUTED = {
  is_member: true,
  can_send_messages: false,
  can_send_audios: false,
  can_send_documents: false,
  can_send_photos: false,
  can_send_videos: false,
  can_send_video_notes: false,
  can_send_voice_notes: false,
  can_send_polls: false,
  can_send_other_messages: false,
  can_add_web_page_previews: false,
  can_react_to_messages: false,
  can_edit_tag: false,
  can_change_info: false,
  can_invite_users: false,
  can_pin_messages: false,
  can_manage_topics: false,
  until_date: 0,
} as const;

/** Opens a group with its people in it; the bot is not among them yet. */
export function createGroup(world: World, options: GroupOptions): Group {
  let record = openChat(world, options);
  const owner = options.owner.user;
  const bot = botUser(world.bot);
  record.members.set(owner.id, { status: 'creator', user: owner, is_anonymous: false });
  for (const { user } of options.members ?? []) record.members.set(user.id, { status: 'member', user });

  const say = (from: User, content: Parameters<typeof addMessage>[3], topic?: number): number => {
    const message = addMessage(world, record, from, content, { topic });
    announce(world, record, message);
    return message.message_id;
  };
  const tell = (isTold: boolean, content: Parameters<typeof addMessage>[3]): void => {
    if (isTold) say(owner, content);
    else addMessage(world, record, owner, content);
  };
  const changeBot = (member: ChatMember): void => changeMembership(world, record, owner, member);

  return {
    id: () => record.chat.id,
    record: () => record,
    join: ({ user }) => {
      changeMembership(world, record, user, { status: 'member', user });
      say(user, { new_chat_members: [user] });
    },
    leave: ({ user }) => {
      say(user, { left_chat_member: user });
      changeMembership(world, record, user, { status: 'left', user });
    },
    addBot: () => {
      changeBot({ status: 'member', user: bot });
      say(owner, { new_chat_members: [bot] });
    },
    promoteBot: (...rights) => {
      const granted = Object.fromEntries(rights.map((right) => [right, true]));
      changeBot({ status: 'administrator', user: bot, ...ALL_RIGHTS_OFF, ...granted });
    },
    demoteBot: () => changeBot({ status: 'member', user: bot }),
    muteBot: () => changeBot({ status: 'restricted', user: bot, ...MUTED }),
    kickBot: () => {
      say(owner, { left_chat_member: bot });
      changeBot({ status: 'kicked', user: bot, until_date: 0 });
    },
    openTopic: ({ user }, name) => {
      const message = openTopic(world, record, user, { name });
      announce(world, record, message);
      return message.message_id;
    },
    closeTopic: ({ user }, topic) => {
      const known = record.topics.get(topic);
      if (known) known.closed = true;
      say(user, { forum_topic_closed: {} }, topic);
    },
    upgrade: (told = { before: true, after: true }) => {
      const before = record;
      const after = openChat(world, { ...options, kind: 'supergroup' });
      for (const [id, member] of before.members) after.members.set(id, member);
      tell(told.before, { migrate_to_chat_id: after.chat.id });
      before.migratedTo = after.chat.id;
      record = after;
      tell(told.after, { migrate_from_chat_id: before.chat.id });
    },
    messages: (topic) => showMessages(world, record, topic),
  };
}

function openChat(world: World, { kind, title, isForum, username }: GroupOptions): ChatRecord {
  const number = world.nextId();
  const record = emptyChat(
    kind === 'group'
      ? { id: -(number % 1_000_000_000), type: 'group', title }
      : {
          id: -1_000_000_000_000 - (number % 1_000_000_000),
          type: 'supergroup',
          title,
          ...(username ? { username } : {}),
          ...(isForum ? { is_forum: true } : {}),
        },
  );
  world.chats.set(record.chat.id, record);
  return record;
}
