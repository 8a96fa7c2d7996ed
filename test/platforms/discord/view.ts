/** What people see in the app: messages with who they are from, buttons, reactions, files, and whom they notified. */

import { toWireAttachment } from './attachments.ts';
import { ComponentKind, controlsOf, textOf } from './component-form.ts';
import { type Markup, toMarkup } from './markup.ts';
import type { Embed } from './message-form.ts';
import { type Channel, type Message, MessageFlag, MessageKind } from './model.ts';
import { userOf, type World } from './world.ts';

export interface SeenButton {
  label: string;
  customId: string | undefined;
  url: string | undefined;
  disabled: boolean;
}

export interface SeenSelect {
  customId: string;
  placeholder: string | undefined;
  options: { label: string; value: string }[];
  disabled: boolean;
}

export interface SeenFile {
  name: string;
  contentType: string;
  size: number;
  /** A link that is good for a day. */
  url: string;
  bytes: Uint8Array;
}

/** A message as it stands in the app. */
export interface SeenMessage {
  id: string;
  channelId: string;
  author: string;
  isBot: boolean;
  /** What was sent, with its marks; texts among components are joined by line breaks. */
  text: string;
  /** What the marks make of the text: what is read, and which formats, links and mentions it has. */
  markup: Markup;
  edited: boolean;
  /** Whom it notified when it was written: names of users, `@everyone`, names of roles. */
  pinged: string[];
  buttons: SeenButton[];
  selects: SeenSelect[];
  embeds: Embed[];
  files: SeenFile[];
  /** How many reacted, by emoji. */
  reactions: Record<string, number>;
  repliesTo: string | undefined;
  threadId: string | undefined;
  /** Only one user sees it. */
  ephemeral: boolean;
  /** "… is thinking". */
  thinking: boolean;
}

const SHOWN: readonly number[] = [MessageKind.default, MessageKind.reply, MessageKind.command];

/** What a user sees in a channel, oldest first; messages of the platform itself are left out. */
export function messagesSeen(world: World, channel: Channel, viewerId: string | undefined): SeenMessage[] {
  return [...channel.messages.values()]
    .filter(
      ({ kind, ephemeralFor }) => SHOWN.includes(kind) && (ephemeralFor === undefined || ephemeralFor === viewerId),
    )
    .map((message) => toSeenMessage(world, channel, message));
}

/** One message as it is shown. */
export function toSeenMessage(world: World, channel: Channel, message: Message): SeenMessage {
  const author = userOf(world, message.authorId);
  const text = [message.content, ...textOf(message.components)].filter((part) => part !== '').join('\n');
  return {
    id: message.id,
    channelId: channel.id,
    author: author.name,
    isBot: author.bot,
    text,
    markup: toMarkup(text),
    edited: message.editedAt !== undefined,
    pinged: pingedNames(world, channel, message),
    ...seenControls(message),
    embeds: message.embeds,
    files: message.attachments.map((attachment) => ({
      name: attachment.filename,
      contentType: attachment.contentType,
      size: attachment.bytes.length,
      url: toWireAttachment(world, attachment).url,
      bytes: attachment.bytes,
    })),
    reactions: Object.fromEntries(
      [...message.reactions.values()].map(({ emoji, userIds }) => [emoji.name, userIds.size]),
    ),
    repliesTo: message.reference?.messageId,
    threadId: message.threadId,
    ephemeral: message.ephemeralFor !== undefined,
    thinking: (message.flags & MessageFlag.loading) !== 0,
  };
}

function seenControls({ components }: Message): { buttons: SeenButton[]; selects: SeenSelect[] } {
  const controls = controlsOf(components);
  return {
    buttons: controls.flatMap((control) =>
      control.type === ComponentKind.button
        ? [
            {
              label: control.label ?? control.emoji?.name ?? '',
              customId: control.custom_id,
              url: control.url,
              disabled: control.disabled ?? false,
            },
          ]
        : [],
    ),
    selects: controls.flatMap((control) =>
      control.type === ComponentKind.stringSelect
        ? [
            {
              customId: control.custom_id,
              placeholder: control.placeholder,
              options: control.options,
              disabled: control.disabled ?? false,
            },
          ]
        : [],
    ),
  };
}

function pingedNames(world: World, channel: Channel, { notified, flags }: Message): string[] {
  if ((flags & MessageFlag.suppressNotifications) !== 0) return [];
  const roles = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId)?.roles;
  return [
    ...(notified.everyone ? ['@everyone'] : []),
    ...notified.userIds.map((id) => userOf(world, id).name),
    ...notified.roleIds.map((id) => roles?.get(id)?.name ?? id),
  ];
}
