/** What staff write in a ticket's thread: notes, replies, and what becomes of them. */

import type { StaffCommand } from '../../../../src/domain/staff.ts';
import { toStaffPost } from '../../../../src/ports/staff-platform.ts';
import { createOrder } from '../../../shared/in-order.ts';
import { type MessageEvent, readMessageEvent, toAttachment } from '../../message-events.ts';
import type { SlackSettings } from '../../settings.ts';
import type { WireMessageEvent } from '../../wire.ts';
import type { Actor, ListenerContext } from './listener-context.ts';
import { fromTyped, readBeginning, type Typed } from './staff-text.ts';

/** Resolves once what the event asks for is durable. */
export function createThreadMessages(desk: ListenerContext): (event: WireMessageEvent) => Promise<void> {
  const { members, service } = desk;
  /** What is written into a channel is passed on in the order in which it came. */
  const inOrder = createOrder();

  return async (told) => {
    const event = readMessageEvent(told);
    if (event === undefined || !isInThread(event)) return;
    const take = { message: onWritten, edit: onEdited, delete: onDeleted }[event.kind];
    await inOrder(event.channel, async () => {
      if (await desk.isStaffChannel(event.channel)) await take(event);
    });
  };

  async function onWritten(message: MessageEvent): Promise<void> {
    const { channel, ts, thread, user, files } = message;
    const card = await service().findTicketByThread({ channelKey: channel, threadKey: thread });
    if (card === undefined) return sayIfMeantAsReply(message);
    const { kind, typed, isUnclear } = readKind(message, desk);
    const staff = await (kind === 'reply' ? desk.requireStaff(actorOf(message)) : members.get(user));
    if (staff === undefined) return;
    const text = await toText(typed, desk);
    const staffPost = toStaffPost(channel, ts);
    const attachments = files.map((file) => toAttachment(file, desk.teamId()));
    const command: StaffCommand = kind === 'note' ? { kind, text, staffPost } : { kind, text, staffPost, attachments };
    if (text === '' && (kind === 'note' || attachments.length === 0)) return;
    const request = { key: keyOf(message), ticketId: card.ticket.id, staff, command };
    await desk.carryOut(request, actorOf(message));
    if (isUnclear)
      desk.tell(actorOf(message), `Kept as a note: the customer does not see it. ${howToReply(desk.settings)}`);
  }

  /** Somebody who writes to a customer in a thread that is no ticket's any more hears that nobody will read it. */
  async function sayIfMeantAsReply(message: MessageEvent): Promise<void> {
    if (readBeginning(message, desk.settings.replyPrefix).kind !== 'prefix') return;
    if ((await members.get(message.user)) === undefined) return;
    desk.tell(
      actorOf(message),
      'Nothing was sent: this thread is no ticket’s, or not any more. Its card has a link to the one it has now.',
    );
  }

  async function onEdited(message: MessageEvent): Promise<void> {
    const { channel, ts, user, at } = message;
    // What was written a moment ago may wait to be carried out, here or in another process.
    await service().decided(keyOf(message));
    const post = await service().findPost(channel, ts);
    const staff = post && (await members.get(user));
    if (post === undefined || staff === undefined) return;
    const { kind, typed } = readKind(message, desk);
    if (post.messageId !== undefined && kind === 'note') {
      return desk.tell(actorOf(message), `The customer still sees what you sent before. ${howToReply(desk.settings)}`);
    }
    if (post.messageId === undefined) {
      if (kind === 'reply')
        desk.tell(actorOf(message), 'This stays a note: write a new message to reply to the customer.');
      return;
    }
    const text = await toText(typed, desk);
    const command: StaffCommand = { kind: 'edit_reply', messageId: post.messageId, text };
    const key = `slack:edit:${channel}:${ts}:${at}`;
    await desk.carryOut({ key, ticketId: post.ticketId, staff, command }, actorOf(message));
  }

  async function onDeleted(message: MessageEvent): Promise<void> {
    const { channel, ts, user } = message;
    await service().decided(keyOf(message));
    const post = await service().findPost(channel, ts);
    const staff = post?.messageId && (await members.get(user));
    if (!post?.messageId || !staff) return;
    const command: StaffCommand = { kind: 'delete_reply', messageId: post.messageId };
    const key = `slack:delete:${channel}:${ts}`;
    await desk.carryOut({ key, ticketId: post.ticketId, staff, command }, actorOf(message));
  }
}

/** The command that a message is. */
function keyOf({ channel, ts }: MessageEvent): string {
  return `slack:message:${channel}:${ts}`;
}

/** What is written beside threads is nobody's business, nor is "/me waves". */
function isInThread({ ts, thread, subtype }: MessageEvent): boolean {
  return thread !== ts && subtype !== 'me_message';
}

/** What a message is: by itself, and with the prefix the other of the two. What is neither for certain stays among staff. */
function readKind(
  message: Typed,
  { settings }: ListenerContext,
): { kind: 'reply' | 'note'; typed: Typed; isUnclear: boolean } {
  const beginning = readBeginning(message, settings.replyPrefix);
  if (beginning.kind === 'unclear') return { kind: 'note', typed: message, isUnclear: true };
  const isReply = (beginning.kind === 'plain') === (settings.threadMessages === 'replies');
  const typed = beginning.kind === 'prefix' ? beginning.rest : message;
  return { kind: isReply ? 'reply' : 'note', typed, isUnclear: false };
}

/** What somebody is told whose message begins with something like the reply prefix, and so stayed among staff. */
function howToReply({ replyPrefix, threadMessages }: SlackSettings): string {
  return threadMessages === 'notes'
    ? `To write to the customer, begin with “${replyPrefix}” and a space.`
    : `To write to the customer, do not begin with “${replyPrefix}”.`;
}

function toText(typed: Typed, { members, channels }: ListenerContext): Promise<string> {
  return fromTyped(typed, { user: members.nameOf, channel: channels.nameOf });
}

function actorOf({ channel, user, thread }: MessageEvent): Actor {
  return { userId: user, channel, thread };
}
