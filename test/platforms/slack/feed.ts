/** What happens to messages, whoever does it: they are written, changed, deleted and reacted to, and the app hears of it. */

import { ApiError } from './api-error.ts';
import type { Events } from './events.ts';
import type { Identifiers } from './identifiers.ts';
import type { Json, SlackChannel, SlackMessage } from './types.ts';
import { isReply, messageOnWire } from './wire.ts';
import { messageIn, type Workspace } from './workspace.ts';

/** What the writer decides about a message. */
export type Written = Omit<Partial<SlackMessage>, 'channel' | 'type' | 'ts'> & { user: string; text: string };

export interface Feed {
  write(channel: SlackChannel, written: Written): SlackMessage;
  change(channel: SlackChannel, ts: string, by: string, changed: Partial<SlackMessage>): SlackMessage;
  /** Slack itself adds what a link leads to: a change that is no edit. */
  unfurl(channel: SlackChannel, ts: string, attachment: Json): void;
  /** A file of the message was deleted: no edit either. */
  loseFile(channel: SlackChannel, ts: string, fileId: string): void;
  /** A thread's first message leaves a tombstone while there are replies. */
  remove(channel: SlackChannel, ts: string): void;
  react(channel: SlackChannel, ts: string, user: string, name: string): void;
  takeBackReaction(channel: SlackChannel, ts: string, user: string, name: string): void;
  join(channel: SlackChannel, user: string): void;
  leave(channel: SlackChannel, user: string): void;
}

const MOST_REACTIONS_OF_ONE_USER = 23;
const ALIASES: Record<string, string> = { thumbsup: '+1', thumbsdown: '-1', hankey: 'poop', collision: 'boom' };
const EMOJI_NAME = /^[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?$/;

/** The feed of a workspace; `changed` is called after everything that can be seen. */
export function createFeed(options: { workspace: Workspace; ids: Identifiers; events: Events; changed(): void }): Feed {
  const { workspace, ids, events, changed } = options;

  const feed: Feed = {
    write(channel, written) {
      const parent = parentOf(channel, written.thread_ts);
      const message: SlackMessage = {
        ...written,
        channel: channel.id,
        type: 'message',
        ts: ids.ts(),
        team: workspace.team.id,
        ...(parent === undefined ? { thread_ts: undefined } : { thread_ts: parent.ts, parent_user_id: parent.user }),
      };
      channel.messages.push(withoutUndefined(message));
      const stored = messageIn(channel, message.ts);
      events.messageWritten(channel, stored);
      changed();
      return stored;
    },
    change(channel, ts, by, fields) {
      const message = messageIn(channel, ts);
      const previous = messageOnWire(channel, message);
      Object.assign(message, fields, { edited: { user: by, ts: ids.ts() } });
      events.messageChanged(channel, message, previous);
      changed();
      return message;
    },
    unfurl(channel, ts, attachment) {
      const message = messageIn(channel, ts);
      const previous = messageOnWire(channel, message);
      message.attachments = [...(message.attachments ?? []), attachment];
      events.messageChanged(channel, message, previous);
      changed();
    },
    loseFile(channel, ts, fileId) {
      const message = messageIn(channel, ts);
      const previous = messageOnWire(channel, message);
      const files = (message.files ?? []).map((file) => (file.id === fileId ? { ...file, mode: 'tombstone' } : file));
      Object.assign(message, { files });
      events.messageChanged(channel, message, previous);
      changed();
    },
    remove(channel, ts) {
      const message = messageIn(channel, ts);
      const previous = messageOnWire(channel, message);
      const at = channel.messages.indexOf(message);
      const replied = channel.messages.some((other) => isReply(other) && other.thread_ts === ts);
      channel.messages.splice(at, 1, ...(replied ? [tombstoneOf(message)] : []));
      events.messageDeleted(channel, previous);
      changed();
    },
    react(channel, ts, user, alias) {
      if (!EMOJI_NAME.test(alias)) throw new ApiError('invalid_name');
      const name = canonicalName(alias);
      const message = messageIn(channel, ts);
      const reactions = message.reactions ?? [];
      const existing = reactions.find((reaction) => reaction.name === name);
      if (existing?.users.includes(user)) throw new ApiError('already_reacted');
      if (reactions.filter((reaction) => reaction.users.includes(user)).length >= MOST_REACTIONS_OF_ONE_USER)
        throw new ApiError('too_many_reactions');
      const users = [...(existing?.users ?? []), user];
      const added = { name, users, count: users.length };
      message.reactions = existing
        ? reactions.map((other) => (other === existing ? added : other))
        : [...reactions, added];
      events.reaction('reaction_added', channel, message, user, name);
      changed();
    },
    takeBackReaction(channel, ts, user, alias) {
      const name = canonicalName(alias);
      const message = messageIn(channel, ts);
      const existing = message.reactions?.find((reaction) => reaction.name === name && reaction.users.includes(user));
      if (existing === undefined) throw new ApiError('no_reaction');
      const users = existing.users.filter((other) => other !== user);
      message.reactions = (message.reactions ?? [])
        .map((other) => (other === existing ? { name, users, count: users.length } : other))
        .filter((other) => other.count > 0);
      if (message.reactions.length === 0) delete message.reactions;
      events.reaction('reaction_removed', channel, message, user, name);
      changed();
    },
    join(channel, user) {
      if (channel.members.has(user)) return;
      channel.members.add(user);
      feed.write(channel, { user, text: `<@${user}> has joined the channel`, subtype: 'channel_join' });
      events.membership('member_joined_channel', channel, user);
    },
    leave(channel, user) {
      if (!channel.members.has(user)) return;
      feed.write(channel, { user, text: `<@${user}> has left the channel`, subtype: 'channel_leave' });
      channel.members.delete(user);
      events.membership('member_left_channel', channel, user);
      changed();
    },
  };
  return feed;
}

/** The name an emoji is kept and told by, whichever of its names it was given by; skin tones stay. */
function canonicalName(alias: string): string {
  const [name = alias, ...tone] = alias.split('::');
  return [ALIASES[name] ?? name, ...tone].join('::');
}

/** The message a reply belongs under; a reply to a reply belongs under the same one. */
function parentOf(channel: SlackChannel, threadTs: string | undefined): SlackMessage | undefined {
  if (threadTs === undefined) return undefined;
  const named = channel.messages.find((other) => other.ts === threadTs);
  if (named === undefined) throw new ApiError('thread_not_found');
  return isReply(named) ? parentOf(channel, named.thread_ts) : named;
}

function tombstoneOf(message: SlackMessage): SlackMessage {
  return {
    channel: message.channel,
    type: 'message',
    subtype: 'tombstone',
    user: 'USLACKBOT',
    text: 'This message was deleted.',
    hidden: true,
    ts: message.ts,
    thread_ts: message.ts,
  };
}

function withoutUndefined(message: SlackMessage): SlackMessage {
  return Object.fromEntries(
    Object.entries(message).filter(([, value]) => value !== undefined),
  ) as unknown as SlackMessage;
}
