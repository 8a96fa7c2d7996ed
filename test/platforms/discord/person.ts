/** People as a test plays them: what one does in the app, with what the app lets one do. */

import type { UploadedFile } from './attachments.ts';
import { directMessageWith } from './channels.ts';
import { joinGuild, leaveGuild } from './guilds.ts';
import { addMessage, deleteMessage, editMessage, sendMessage } from './messages.ts';
import { MessageKind, type User } from './model.ts';
import { sharesGuild } from './permissions.ts';
import { type Outcome, outcomeOf, pressButton, runCommand, submitModal } from './person-interactions.ts';
import { addReaction, removeReaction } from './reactions.ts';
import { openPost, openThread, openThreadOn, updateThread } from './threads.ts';
import { startTyping } from './typing.ts';
import { messagesSeen, type SeenMessage, toSeenMessage } from './view.ts';
import { channelOf, guildOf, userOf, type World } from './world.ts';

/** Anything that has an id: what the platform gives out, and what is seen. */
export interface Place {
  id: string;
}

/** A message by where it is. */
export interface MessageRef {
  id: string;
  channelId: string;
}

export interface SentFile {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

const CHANNEL_KIND_PUBLIC_THREAD = 11;

/** One person. Whatever the platform refuses throws, as the app would show an error. */
export class DiscordPerson {
  readonly id: string;
  readonly name: string;
  readonly #world: World;

  constructor(world: World, user: User) {
    this.#world = world;
    this.id = user.id;
    this.name = user.name;
  }

  /** The DM with the bot. @throws where there is no server in common and the app is not on the person's account */
  openDirectMessage(): Place {
    const user = this.#user();
    if (!user.hasApp && !sharesGuild(this.#world, this.id)) {
      throw new Error(`${this.name} shares no server with the bot and has not added it: the app offers no DM`);
    }
    return { id: directMessageWith(this.#world, this.id).id };
  }

  write(channel: Place, text: string, more: { files?: SentFile[]; replyTo?: Place } = {}): SeenMessage {
    const body = {
      content: text,
      ...(more.replyTo === undefined ? {} : { message_reference: { message_id: more.replyTo.id } }),
    };
    const sending = { authorId: this.id, body, uploads: toUploads(more.files ?? []) };
    return this.#seen(sendMessage(this.#world, channelOf(this.#world, channel.id), sending));
  }

  /** Writes whatever a message can be: `fields` are the API's own. */
  writeAnything(channel: Place, fields: Readonly<Record<string, unknown>>): SeenMessage {
    const place = channelOf(this.#world, channel.id);
    return this.#seen(addMessage(this.#world, place, { authorId: this.id, kind: MessageKind.default, extra: fields }));
  }

  /** Its files stay, unless others are given instead. */
  edit(message: MessageRef, text: string, files?: SentFile[]): SeenMessage {
    const body = { content: text, ...(files === undefined ? {} : { attachments: [] }) };
    const sending = { authorId: this.id, body, uploads: toUploads(files ?? []) };
    return this.#seen(editMessage(this.#world, this.#message(message), sending));
  }

  delete(message: MessageRef): void {
    deleteMessage(this.#world, this.#message(message), this.id);
  }

  react(message: MessageRef, emoji: string): void {
    addReaction(this.#world, this.#message(message), this.id, emoji);
  }

  unreact(message: MessageRef, emoji: string): void {
    removeReaction(this.#world, this.#message(message), this.id, emoji);
  }

  /** Presses the button with this label or custom id. */
  press(message: MessageRef, labelOrId: string): Outcome {
    return outcomeOf(this.#world, pressButton(this.#world, this.id, this.#message(message), labelOrId));
  }

  /** Chooses from the select with this custom id. */
  choose(message: MessageRef, customId: string, values: string[]): Outcome {
    return outcomeOf(this.#world, pressButton(this.#world, this.id, this.#message(message), customId, values));
  }

  /** Fills in and sends the form that an interaction showed. */
  submit(outcome: Outcome, values: Record<string, string>): Outcome {
    return outcomeOf(this.#world, submitModal(this.#world, this.id, outcome.id, values));
  }

  /** Runs a command that is registered for the place. */
  runCommand(channel: Place, name: string, options: Record<string, string | number | boolean> = {}): Outcome {
    return outcomeOf(this.#world, runCommand(this.#world, this.id, channelOf(this.#world, channel.id), name, options));
  }

  /** Types `value` into an option of a command that completes; the outcome has the choices. */
  complete(channel: Place, name: string, option: string, value: string): Outcome {
    return outcomeOf(
      this.#world,
      runCommand(this.#world, this.id, channelOf(this.#world, channel.id), name, { [option]: value }, option),
    );
  }

  startTyping(channel: Place): void {
    startTyping(this.#world, channelOf(this.#world, channel.id), this.id);
  }

  /** Opens a thread on a message, or without one. */
  openThread(on: MessageRef | { channelId: string }, name: string): Place {
    const body = { name, type: CHANNEL_KIND_PUBLIC_THREAD };
    const thread =
      'id' in on
        ? openThreadOn(this.#world, this.#message(on), this.id, body)
        : openThread(this.#world, on.channelId, this.id, body);
    return { id: thread.id };
  }

  /** Opens a post in a forum. */
  post(forum: Place, title: string, text: string): { post: Place; message: SeenMessage } {
    const { post, message } = openPost(
      this.#world,
      channelOf(this.#world, forum.id),
      this.id,
      { name: title },
      (thread) =>
        sendMessage(this.#world, thread, { authorId: this.id, body: { content: text }, uploads: [], id: thread.id }),
    );
    return { post: { id: post.id }, message: this.#seen(message) };
  }

  /** Archives a thread of one's own. */
  archive(thread: Place): void {
    updateThread(this.#world, channelOf(this.#world, thread.id), this.id, { archived: true });
  }

  join(guild: Place): void {
    joinGuild(this.#world, guildOf(this.#world, guild.id), this.id);
  }

  leave(guild: Place): void {
    leaveGuild(this.#world, guildOf(this.#world, guild.id), this.id);
  }

  /** Adds the app to one's own account, which opens the DM without a server in common. */
  addApp(): void {
    this.#user().hasApp = true;
  }

  block(): void {
    this.#user().blocksBot = true;
  }

  unblock(): void {
    this.#user().blocksBot = false;
  }

  /** Takes no more DMs from members of servers in common. */
  closeDirectMessages(): void {
    this.#user().takesDirectMessages = false;
  }

  /** What this person sees in a channel, messages that only they see included. */
  sees(channel: Place): SeenMessage[] {
    return messagesSeen(this.#world, channelOf(this.#world, channel.id), this.id);
  }

  #user(): User {
    return userOf(this.#world, this.id);
  }

  #message({ id, channelId }: MessageRef) {
    const found = channelOf(this.#world, channelId).messages.get(id);
    if (found === undefined || (found.ephemeralFor !== undefined && found.ephemeralFor !== this.id)) {
      throw new Error(`${this.name} sees no such message`);
    }
    return found;
  }

  #seen(message: Parameters<typeof toSeenMessage>[2]): SeenMessage {
    return toSeenMessage(this.#world, channelOf(this.#world, message.channelId), message);
  }
}

function toUploads(files: SentFile[]): UploadedFile[] {
  return files.map((file, index) => ({ ...file, index: String(index) }));
}
