/** What the platform holds: servers, channels, messages, commands and interactions, apart from how they look on the wire. */

import type { APIOverwrite } from 'discord.js';
import type { CommandForm } from './command-form.ts';
import type { Component } from './component-form.ts';
import type { Embed } from './message-form.ts';
import type { WireRole } from './wire-types.ts';

/** The channel types the fake has, by the API's numbers. */
export const ChannelKind = {
  text: 0,
  directMessage: 1,
  voice: 2,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
} as const;

/** The message types the fake has, by the API's numbers. */
export const MessageKind = {
  default: 0,
  threadCreated: 18,
  reply: 19,
  command: 20,
  threadStarter: 21,
} as const;

/** Bits of a message's flags. */
export const MessageFlag = {
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export interface User {
  id: string;
  name: string;
  bot: boolean;
  locale: string;
  /** Whether the user has blocked the bot. */
  blocksBot: boolean;
  /** Whether the user takes DMs from members of servers in common. */
  takesDirectMessages: boolean;
  /** Whether the user has added the app to their account, which opens DMs without a server in common. */
  hasApp: boolean;
}

export interface Member {
  userId: string;
  roleIds: string[];
  joinedAt: number;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  members: Map<string, Member>;
  /** By id; the role with the guild's own id is everyone's. */
  roles: Map<string, WireRole>;
  channelIds: Set<string>;
}

export interface ThreadState {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  memberIds: Set<string>;
  archiveChangedAt: number;
}

export interface Channel {
  id: string;
  kind: (typeof ChannelKind)[keyof typeof ChannelKind];
  name: string;
  topic: string | undefined;
  guildId: string | undefined;
  /** The category of a channel, or the channel of a thread. */
  parentId: string | undefined;
  /** The customer, in a DM. */
  recipientId: string | undefined;
  overwrites: APIOverwrite[];
  thread: ThreadState | undefined;
  messages: Map<string, Message>;
  /** When each user last began to type, in epoch milliseconds. */
  typing: Map<string, number>;
}

export interface Attachment {
  id: string;
  channelId: string;
  /** As the platform shows it, cleaned of what it does not allow. */
  filename: string;
  /** As it was sent, when that differs. */
  title: string | undefined;
  description: string | undefined;
  contentType: string;
  bytes: Uint8Array;
}

export interface Reaction {
  emoji: { id: string | null; name: string };
  userIds: Set<string>;
}

/** Whom a message notifies. */
export interface Mentions {
  userIds: string[];
  roleIds: string[];
  everyone: boolean;
}

export interface Message {
  id: string;
  channelId: string;
  authorId: string;
  kind: (typeof MessageKind)[keyof typeof MessageKind];
  content: string;
  createdAt: number;
  editedAt: number | undefined;
  embeds: Embed[];
  components: Component[];
  attachments: Attachment[];
  flags: number;
  nonce: string | number | undefined;
  reference: { messageId?: string; channelId: string; guildId?: string } | undefined;
  mentions: Mentions;
  /** Whom it notified when it was written; an edit notifies nobody. */
  notified: Mentions;
  /** By the emoji's key: its id, or its characters. */
  reactions: Map<string, Reaction>;
  threadId: string | undefined;
  /** The interaction this message answers. */
  interactionId: string | undefined;
  /** The only user who sees the message. */
  ephemeralFor: string | undefined;
  /** What it carries beside: fields of the API's message that nothing else here knows of, or otherwise. */
  extra?: Readonly<Record<string, unknown>>;
}

/** What the platform knows of an interaction; `state` is what its user sees. */
export interface Interaction {
  id: string;
  token: string;
  type: 2 | 3 | 4 | 5;
  userId: string;
  channelId: string;
  createdAt: number;
  /** The name of the command that began it. */
  commandName: string | undefined;
  /** The message whose component was used. */
  sourceMessageId: string | undefined;
  state: 'waiting' | 'thinking' | 'acknowledged' | 'answered' | 'modal' | 'choices';
  /** The message that `@original` means, once there is one. */
  originalMessageId: string | undefined;
  modal: Modal | undefined;
  choices: { name: string; value: string | number }[];
}

export interface Modal {
  customId: string;
  title: string;
  /** Whether each field stands in a row, as it used to, or in a label. */
  layout: 'row' | 'label';
  fields: { customId: string; label: string; required: boolean; minLength: number; maxLength: number; value: string }[];
}

/** A command as registered; `guildId` is undefined for one of every server. */
export interface Command {
  id: string;
  version: string;
  guildId: string | undefined;
  form: CommandForm;
}
