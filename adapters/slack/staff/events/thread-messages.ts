/** What staff write in a ticket's thread: notes, replies, and what becomes of them. */

import type { StaffCommand } from '../../../../src/domain/staff.ts';
import { deliveryWords } from '../../../../src/domain/staff-wording.ts';
import { toStaffPost } from '../../../../src/ports/staff-platform.ts';
import { createOrder } from '../../../shared/in-order.ts';
import { activityOf, isOwnChange, type MessageEvent, readMessageEvent } from '../../message-events.ts';
import type { SlackSettings } from '../../settings.ts';
import type { WireMessageEvent } from '../../wire-message.ts';
import { contextLine, notification } from '../blocks.ts';
import { undoButton } from '../timeline/ticket-actions.ts';
import type { Actor, ListenerContext } from './listener-context.ts';
import { readBeginning, type Typed } from './staff-text.ts';
import { readPost, type WrittenPost } from './written-post.ts';

/** Resolves once what the event asks for is durable. */
export function createThreadMessages(desk: ListenerContext): (event: WireMessageEvent) => Promise<void> {
  /** What is written into a channel is passed on in the order in which it came. */
  const inOrder = createOrder();

  return async (told) => {
    const event = readMessageEvent(told);
    if (event === undefined || !isInThread(event)) return;
    const take = { message: onWritten, edit: onEdited, delete: onDeleted }[event.kind];
    await inOrder(event.channel, async () => {
      if (await desk.isStaffChannel(event.channel)) await take(desk, event);
    });
  };
}

async function onWritten(desk: ListenerContext, message: MessageEvent): Promise<void> {
  const { channel, ts, thread, user } = message;
  const card = await desk.service().findTicketByThread({ channelKey: channel, threadKey: thread });
  if (card === undefined) return sayIfMeantAsReply(desk, message);
  const { kind: meant, typed, isUnclear } = readKind(message, desk);
  const post = await readPost(message, typed, desk);
  const hasNothingToSend = post.text === '' && post.attachments.length === 0;
  if (hasNothingToSend && post.leftBehind.length === 0) return;
  // What somebody only passes on is for staff, unless they say otherwise.
  const kind = hasNothingToSend && desk.settings.threadMessages === 'replies' ? 'note' : meant;
  const actor = actorOf(message);
  const staff = await (kind === 'reply' ? desk.requireStaff(actor) : desk.members.get(user));
  if (staff === undefined) return;
  if (kind === 'reply' && hasNothingToSend) return desk.tell(actor, leftBehindWords('Nothing was sent', post));
  const staffPost = toStaffPost(channel, ts);
  const command: StaffCommand =
    kind === 'note'
      ? { kind, text: post.asNote, staffPost }
      : { kind, text: post.text, staffPost, attachments: post.attachments };
  const request = { key: keyOf(message), ticketId: card.ticket.id, staff, command };
  const { ended } = await desk.carryOut(request, actor);
  if (kind === 'reply') desk.inBackground(ended.then(() => offerUndo(desk, message)));
  const isInPart = kind === 'reply' && post.leftBehind.length > 0;
  if (isInPart) desk.tell(actor, leftBehindWords('Not all of it was sent', post));
  if (isUnclear) desk.tell(actor, `Kept as a note: the customer does not see it. ${howToReply(desk.settings)}`);
}

/** The desk cannot change what somebody wrote: the button is shown to them alone, below it. */
async function offerUndo({ service, show }: ListenerContext, message: MessageEvent): Promise<void> {
  const post = await service().findPost(message.channel, message.ts);
  const reply = post?.messageId === undefined ? undefined : await service().message(post.messageId);
  if (post === undefined || reply?.leavesAt === undefined) return;
  const words = deliveryWords(reply) ?? '';
  const blocks = [contextLine(`⏳ ${words}`), undoButton(post.ticketId, reply.id)];
  show(actorOf(message), { text: notification(words), blocks });
}

/** Somebody who writes to a customer in a thread that is no ticket's any more hears that nobody will read it. */
async function sayIfMeantAsReply({ members, settings, tell }: ListenerContext, message: MessageEvent): Promise<void> {
  if (readBeginning(message, settings.replyPrefix).kind !== 'prefix') return;
  if ((await members.get(message.user)) === undefined) return;
  tell(
    actorOf(message),
    'Nothing was sent: this thread is no ticket’s, or not any more. Its card has a link to the one it has now.',
  );
}

async function onEdited(desk: ListenerContext, message: MessageEvent): Promise<void> {
  if (!isOwnChange(message)) return;
  const { channel, ts, user, at } = message;
  // What was written a moment ago may wait to be carried out, here or in another process.
  await desk.service().decided(keyOf(message));
  const post = await desk.service().findPost(channel, ts);
  const staff = post && (await desk.members.get(user));
  if (post === undefined || staff === undefined) return;
  const { kind, typed } = readKind(message, desk);
  const { messageId, ticketId } = post;
  if (messageId === undefined) {
    if (kind === 'note') return;
    return desk.tell(actorOf(message), 'This stays a note: write a new message to reply to the customer.');
  }
  if (kind === 'note' && message.text !== message.textBefore) {
    return desk.tell(actorOf(message), `The customer still sees what you sent before. ${howToReply(desk.settings)}`);
  }
  const now = await readPost(message, typed, desk);
  // A reply loses a file whatever its words in Slack have become: for the customer they are what was sent.
  const text = kind === 'reply' ? now.text : ((await desk.service().message(messageId))?.text ?? '');
  const { attachments } = now;
  const isGone = text === '' && attachments.length === 0 && message.filesBefore.length > 0;
  const command: StaffCommand = isGone
    ? { kind: 'delete_reply', messageId }
    : { kind: 'edit_reply', messageId, text, attachments };
  const key = `slack:edit:${channel}:${ts}:${at}`;
  await desk.carryOut({ key, ticketId, staff, command }, actorOf(message));
}

async function onDeleted({ members, service, carryOut }: ListenerContext, message: MessageEvent): Promise<void> {
  const { channel, ts, user } = message;
  await service().decided(keyOf(message));
  const post = await service().findPost(channel, ts);
  const staff = post?.messageId && (await members.get(user));
  if (!post?.messageId || !staff) return;
  const command: StaffCommand = { kind: 'delete_reply', messageId: post.messageId };
  const key = `slack:delete:${channel}:${ts}`;
  await carryOut({ key, ticketId: post.ticketId, staff, command }, actorOf(message));
}

function leftBehindWords(what: string, { leftBehind }: WrittenPost): string {
  return `${what}: only words and files that are in Slack go to the customer, not ${leftBehind.join(', ')}.`;
}

/** The command that a message is. */
function keyOf({ channel, ts }: MessageEvent): string {
  return `slack:message:${channel}:${ts}`;
}

/** What is written beside threads is nobody's business, nor is "/me waves", a huddle or a reminder. */
function isInThread({ ts, thread, subtype }: MessageEvent): boolean {
  return thread !== ts && subtype !== 'me_message' && activityOf({ subtype }) === undefined;
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

function actorOf({ channel, user, thread }: MessageEvent): Actor {
  return { userId: user, channel, thread };
}
