import type { TranscriptMessage } from '../../../../src/domain/message.ts';
import { fromStaffPost, type StaffThreadAddress, type TimelineItem } from '../../../../src/ports/staff-platform.ts';
import { findItem, messageAt } from '../../message-search.ts';
import { isRefusedWith, type SlackApi } from '../../slack-api.ts';
import { contextLine } from '../blocks.ts';
import type { Posts } from './posts.ts';
import { deliveryLine, type ItemContext, staffPostOf } from './timeline-items.ts';

/** The bot's reactions on what a staff member wrote in the thread: how far it got. */
const REACTIONS = { sent: 'white_check_mark', failed: 'warning', unknown: 'question', takenBack: 'wastebasket' };

/** What showing them takes. */
export interface DeliveryReactionOptions {
  api: SlackApi;
  posts: Posts;
  botUserId(): string;
  context: ItemContext;
}

/**
 * Puts a reaction on the message in which a staff member wrote the item, with a line below it where that is not enough.
 * @returns that message's timestamp; undefined for an item that the desk shows itself
 */
export async function showDeliveryReactions(
  staffThread: StaffThreadAddress,
  item: TimelineItem,
  options: DeliveryReactionOptions,
): Promise<string | undefined> {
  const staffPost = staffPostOf(item);
  if (staffPost === undefined) return undefined;
  const { channelKey, postKey } = fromStaffPost(staffPost);
  const reaction = item.kind === 'message' ? reactionOf(item.message) : undefined;
  if (item.kind === 'message' && reaction !== undefined && channelKey === staffThread.channelKey) {
    const wrong = await replaceReaction(staffThread, postKey, reaction, options);
    if (reaction === REACTIONS.failed || reaction === REACTIONS.unknown || wrong.length > 0)
      await showDetail(staffThread, item, options);
  }
  return postKey;
}

/** Resolves to the reactions that were there and are out of date. */
async function replaceReaction(
  staffThread: StaffThreadAddress,
  ts: string,
  reaction: string,
  { api, posts: { call }, botUserId }: DeliveryReactionOptions,
): Promise<string[]> {
  const message = await messageAt(api, staffThread, ts);
  if (message === undefined) return [];
  const given = (message.reactions ?? []).filter(({ users }) => users.includes(botUserId()));
  const own = given.map(({ name }) => name).filter(isReaction);
  const wrong = own.filter((name) => name !== reaction);
  const at = { channel: staffThread.channelKey, timestamp: ts };
  if (!own.includes(reaction)) {
    await tolerating(
      call('reactions.add', 'reactions', { ...at, name: reaction }),
      'already_reacted',
      'message_not_found',
    );
  }
  for (const name of wrong) {
    await tolerating(call('reactions.remove', 'reactions', { ...at, name }), 'no_reaction', 'message_not_found');
  }
  return wrong;
}

function reactionOf({ delivery, deletedAt }: TranscriptMessage): string | undefined {
  if (deletedAt !== undefined) return REACTIONS.takenBack;
  return delivery === 'sent' || delivery === 'failed' || delivery === 'unknown' ? REACTIONS[delivery] : undefined;
}

/** The line that says in words what went wrong; it is changed once that is over. */
async function showDetail(
  staffThread: StaffThreadAddress,
  item: Extract<TimelineItem, { kind: 'message' }>,
  { api, posts, context }: DeliveryReactionOptions,
): Promise<void> {
  const name = { ticketId: context.ticketId, itemId: `${item.id}/delivery` };
  const text = deliveryLine(item.message, item.deliveryDetail) ?? '';
  const post = { text, blocks: [contextLine(text)] };
  const there = await findItem(api, staffThread, name);
  if (there !== undefined) await posts.change(staffThread.channelKey, there, name, post);
  else await posts.post(staffThread.channelKey, name, post, { thread_ts: staffThread.threadKey });
}

function isReaction(name: string): boolean {
  return Object.values(REACTIONS).includes(name);
}

async function tolerating(call: Promise<unknown>, ...slackErrors: string[]): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isRefusedWith(error, ...slackErrors)) throw error;
  }
}
