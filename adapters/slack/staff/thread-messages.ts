/** What staff write in a ticket's thread: notes, replies, and what becomes of them. */

import type { SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Attachment } from '../../../src/domain/message.ts';
import type { StaffCommand } from '../../../src/domain/staff.ts';
import { toStaffPost } from '../../../src/ports/staff-platform.ts';
import { createOrder } from '../../shared/in-order.ts';
import type { Actor, ListenerContext } from './listener-context.ts';
import { fromTyped, type Typed, withoutReplyPrefix } from './staff-text.ts';

type MessageEvent = SlackEventMiddlewareArgs<'message'>['event'];
type Written = Extract<MessageEvent, { subtype: undefined }>;
type Changed = Extract<MessageEvent, { subtype: 'message_changed' }>;
type Deleted = Extract<MessageEvent, { subtype: 'message_deleted' }>;

/** A message of a person, in whatever kind of event it came. */
interface StaffMessage extends Typed {
  user: string;
  ts: string;
  thread: string;
  files: readonly SlackFile[];
  editedTs: string | undefined;
}

interface SlackFile {
  id: string;
  name: string | null;
  mimetype?: string;
  size?: number;
}

/** Resolves once what the event asks for is durable. */
export function createThreadMessages(desk: ListenerContext): (event: MessageEvent) => Promise<void> {
  const { settings, members, channels, service } = desk;
  /** What is under way for a message, so that an edit right after it finds it. */
  const underWay = new Map<string, Promise<void>>();

  /** What is written into a channel is passed on in the order in which it came. */
  const inOrder = createOrder();

  return async (event) => {
    if (channels.isStaffChannel(event.channel)) await inOrder(event.channel, () => take(event));
  };

  async function take(event: MessageEvent): Promise<void> {
    switch (event.subtype) {
      case undefined:
      case 'file_share':
      case 'thread_broadcast':
        return onWritten(event.channel, toStaffMessage(event));
      case 'message_changed':
        return onChanged(event);
      case 'message_deleted':
        return onDeleted(event);
    }
  }

  async function onWritten(channel: string, message: StaffMessage | undefined): Promise<void> {
    if (message === undefined) return;
    const card = await service().findTicketByThread({ channelKey: channel, threadKey: message.thread });
    if (card === undefined) return;
    const actor = actorOf(channel, message);
    const { kind, typed } = read(message);
    const staff = await (kind === 'reply' ? desk.requireStaff(actor) : members.get(message.user));
    if (staff === undefined) return;
    const text = await toText(typed);
    const staffPost = toStaffPost(channel, message.ts);
    const attachments = message.files.map((file) => toAttachment(file, desk.teamId()));
    const command: StaffCommand = kind === 'note' ? { kind, text, staffPost } : { kind, text, staffPost, attachments };
    if (text === '' && (kind === 'note' || attachments.length === 0)) return;
    const key = `slack:message:${channel}:${message.ts}`;
    const { ended } = await desk.carryOut({ key, ticketId: card.ticket.id, staff, command }, actor);
    underWay.set(staffPost, ended);
    desk.inBackground(ended.finally(() => underWay.delete(staffPost)));
  }

  async function onChanged({ channel, message: changed, previous_message: previous }: Changed): Promise<void> {
    const message = toStaffMessage(changed);
    // Slack also tells of changes that nobody made, such as a link's preview.
    if (message?.editedTs === undefined || message.editedTs === toStaffMessage(previous)?.editedTs) return;
    await underWay.get(toStaffPost(channel, message.ts));
    const post = await service().findPost(channel, message.ts);
    const staff = post && (await members.get(message.user));
    if (post === undefined || staff === undefined) return;
    const actor = actorOf(channel, message);
    const { kind, typed } = read(message);
    if (post.messageId === undefined) {
      if (kind === 'reply') desk.tell(actor, 'This stays a note: write a new message to reply to the customer.');
      return;
    }
    const text = await toText(typed);
    const command: StaffCommand = { kind: 'edit_reply', messageId: post.messageId, text };
    const key = `slack:edit:${channel}:${message.ts}:${message.editedTs}`;
    await desk.carryOut({ key, ticketId: post.ticketId, staff, command }, actor);
  }

  async function onDeleted({ channel, previous_message: previous }: Deleted): Promise<void> {
    const message = toStaffMessage(previous);
    if (message === undefined) return;
    await underWay.get(toStaffPost(channel, message.ts));
    const post = await service().findPost(channel, message.ts);
    const staff = post?.messageId && (await members.get(message.user));
    if (!post?.messageId || !staff) return;
    const command: StaffCommand = { kind: 'delete_reply', messageId: post.messageId };
    const key = `slack:delete:${channel}:${message.ts}`;
    await desk.carryOut({ key, ticketId: post.ticketId, staff, command }, actorOf(channel, message));
  }

  /** What a message is: by itself, and with the prefix the other of the two. */
  function read(message: Typed): { kind: 'reply' | 'note'; typed: Typed } {
    const unprefixed = withoutReplyPrefix(message, settings.replyPrefix);
    const isReply = (unprefixed === undefined) === (settings.threadMessages === 'replies');
    return { kind: isReply ? 'reply' : 'note', typed: unprefixed ?? message };
  }

  function toText(typed: Typed): Promise<string> {
    return fromTyped(typed, { user: members.nameOf, channel: channels.nameOf });
  }
}

function actorOf(channel: string, { user, thread }: StaffMessage): Actor {
  return { userId: user, channel, thread };
}

/** Undefined for what a bot wrote, and for what stands in no thread. */
function toStaffMessage(given: Written | MessageEvent | undefined): StaffMessage | undefined {
  if (given === undefined || !('user' in given) || typeof given.user !== 'string') return undefined;
  if (!('thread_ts' in given) || given.thread_ts === undefined || given.thread_ts === given.ts) return undefined;
  if ('bot_id' in given && given.bot_id !== undefined) return undefined;
  return {
    user: given.user,
    ts: given.ts,
    thread: given.thread_ts,
    text: 'text' in given ? given.text : undefined,
    blocks: 'blocks' in given ? given.blocks : undefined,
    files: 'files' in given ? (given.files ?? []) : [],
    editedTs: 'edited' in given ? given.edited?.ts : undefined,
  };
}

function toAttachment({ id, name, mimetype, size }: SlackFile, account: string): Attachment {
  return { channel: 'slack', account, key: id, name: name ?? id, mediaType: mimetype, sizeBytes: size };
}
