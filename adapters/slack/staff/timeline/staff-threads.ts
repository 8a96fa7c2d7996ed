import type { Attachment } from '../../../../src/domain/message.ts';
import type { Storm } from '../../../../src/domain/storm.ts';
import { DeliveryError, type OpenAttachmentAnywhere } from '../../../../src/ports/channel.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type {
  StaffPlatform,
  StaffThreadAddress,
  TicketCard,
  TimelineItem,
} from '../../../../src/ports/staff-platform.ts';
import type { RateLimiter } from '../../../shared/rate-limit.ts';
import { filesAfter, findCard, findItem, type PostName, toLocation } from '../../message-search.ts';
import { isRefusedWith, type SlackApi, toDeliveryError } from '../../slack-api.ts';
import { copyFiles, type SlackFiles } from '../../slack-files.ts';
import { contextLine } from '../blocks.ts';
import type { ChannelDirectory } from '../people/channel-directory.ts';
import { cardPost, stormPost } from './card.ts';
import { showDeliveryReactions } from './delivery-reactions.ts';
import { showNotice } from './notices.ts';
import { createPosts, type Posts } from './posts.ts';
import { type ItemContext, itemPost, MAX_COPIED_BYTES } from './timeline-items.ts';

/** What threads are shown with. */
export interface StaffThreadsOptions {
  api: SlackApi;
  limiter: RateLimiter;
  channels: ChannelDirectory;
  files: SlackFiles;
  openAttachment: OpenAttachmentAnywhere;
  clock: Clock;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
  botUserId(): string;
  /** What an item of the thread is shown with; undefined while nobody knows the thread. */
  contextOf(staffThread: StaffThreadAddress, item: TimelineItem): Promise<ItemContext | undefined>;
}

/** What a storm's notice is known by in Slack. */
const STORM: PostName = { ticketId: 'storm', itemId: 'storm' };
/** The category of tickets that belong to no team in particular. */
const GENERAL = 'general';
const GONE = ['message_not_found', 'cant_update_message', 'channel_not_found', 'thread_not_found'];
/** What Slack refuses although nothing is wrong with the message: somebody has to mend the channel. */
const MENDABLE = ['not_in_channel', 'is_archived', 'channel_not_found', 'restricted_action', ...GONE];

type StaffThreads = Pick<
  StaffPlatform,
  'openThread' | 'showCard' | 'addItem' | 'showItem' | 'showStorm' | 'showNotice'
>;
type Parts = StaffThreadsOptions & { posts: Posts };

/** Shows tickets as cards, and what happens to them in the threads below. Everything fails only with a DeliveryError. */
export function createStaffThreads(options: StaffThreadsOptions): StaffThreads {
  const parts = { ...options, posts: createPosts(options) };
  return {
    openThread: (card, { mayBeThere }) => delivered(() => openThread(parts, card, mayBeThere)),
    showCard: (staffThread, card) => delivered(() => showCard(parts, staffThread, card)),
    addItem: (staffThread, item, { mayBeThere }) => delivered(() => addItem(parts, staffThread, item, mayBeThere)),
    showItem: (staffThread, postKey, item) => delivered(() => showItem(parts, staffThread, postKey, item)),
    showStorm: (storm, notice, { mayBeThere }) => delivered(() => showStorm(parts, storm, notice, mayBeThere)),
    showNotice: (notice, { mayBeThere }) =>
      delivered(async () => showNotice(parts, await parts.channels.channelFor(GENERAL), notice, mayBeThere)),
  };
}

async function openThread(parts: Parts, card: TicketCard, mayBeThere: boolean): Promise<StaffThreadAddress> {
  const { api, channels, posts } = parts;
  const channelKey = await channels.channelFor(card.ticket.category);
  const name = cardName(card);
  const there = mayBeThere ? await findCard(api, channelKey, name, card.ticket.openedAt) : undefined;
  return { channelKey, threadKey: there ?? (await posts.post(channelKey, name, cardPost(card, channels.linkTo))) };
}

async function showCard(
  { channels, posts }: Parts,
  { channelKey, threadKey }: StaffThreadAddress,
  card: TicketCard,
): Promise<'shown' | 'gone'> {
  const isThere = await changeIfThere(() =>
    posts.change(channelKey, threadKey, cardName(card), cardPost(card, channels.linkTo)),
  );
  return isThere ? 'shown' : 'gone';
}

async function addItem(
  parts: Parts,
  staffThread: StaffThreadAddress,
  item: TimelineItem,
  mayBeThere: boolean,
): Promise<string> {
  const context = await contextOf(parts, staffThread, item);
  const written = await showDeliveryReactions(staffThread, item, { ...parts, context });
  if (written !== undefined) return written;
  const name = { ticketId: context.ticketId, itemId: item.id };
  const there = mayBeThere ? await findItem(parts.api, staffThread, name) : undefined;
  const { toChannel, ...given } = itemPost(item, context);
  const more = { thread_ts: staffThread.threadKey, ...(toChannel ? { reply_broadcast: true } : {}) };
  const ts = there ?? (await parts.posts.post(staffThread.channelKey, name, given, more));
  await copyAttachments(parts, staffThread, item, { ts, name, context, isNew: there === undefined });
  return ts;
}

async function showItem(
  parts: Parts,
  staffThread: StaffThreadAddress,
  postKey: string,
  item: TimelineItem,
): Promise<void> {
  const context = await contextOf(parts, staffThread, item);
  if ((await showDeliveryReactions(staffThread, item, { ...parts, context })) !== undefined) return;
  const name = { ticketId: context.ticketId, itemId: item.id };
  // Somebody may have taken the post away: what is gone needs no change.
  await changeIfThere(() =>
    parts.posts.change(staffThread.channelKey, postKey, name, itemPost(item, withoutMentions(context))),
  );
}

async function showStorm(
  { api, channels, clock, consoleUrl, posts }: Parts,
  storm: Storm,
  notice: StaffThreadAddress | undefined,
  mayBeThere: boolean,
): Promise<StaffThreadAddress> {
  const given = stormPost(storm, consoleUrl);
  const isShown =
    notice !== undefined &&
    (await changeIfThere(() => posts.change(notice.channelKey, notice.threadKey, STORM, given)));
  if (isShown) return notice;
  const channelKey = await channels.channelFor(GENERAL);
  const isSought = notice === undefined && mayBeThere;
  const there = isSought ? await findCard(api, channelKey, STORM, clock.now()) : undefined;
  return { channelKey, threadKey: there ?? (await posts.post(channelKey, STORM, given)) };
}

/** Files go after the post that names them, so once that is there what fails may have succeeded in part. */
async function copyAttachments(
  parts: Parts,
  staffThread: StaffThreadAddress,
  item: TimelineItem,
  { ts, name, context, isNew }: { ts: string; name: PostName; context: ItemContext; isNew: boolean },
): Promise<void> {
  if (item.kind !== 'message' || item.message.attachments.length === 0) return;
  try {
    const there = isNew ? [] : await filesAfter(parts.api, staffThread, ts);
    const leftOut = await copyFiles(toCopy(item.message.attachments, there), {
      ...parts,
      maxBytes: MAX_COPIED_BYTES,
      toName: toFileName,
      take: (fileId) => parts.files.share(toLocation(staffThread), [fileId]),
    });
    if (leftOut.length === 0) return;
    const given = itemPost(item, withoutMentions(context));
    const told = leftOut.map((file) => contextLine(`⚠️ Could not be copied here: ${file.name}: ${file.error.message}`));
    await parts.posts.change(staffThread.channelKey, ts, name, { ...given, blocks: [...given.blocks, ...told] });
  } catch (error) {
    const { message, retryAfterMs } = toDeliveryError(error);
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    throw new DeliveryError('unknown', `The message is in the thread, its files may not be: ${message}`, {
      cause: error,
      ...wait,
    });
  }
}

/** The files that are neither there already nor told to be too large. */
function toCopy(attachments: readonly Attachment[], there: readonly string[]): Attachment[] {
  const left = [...there];
  return attachments.filter(({ name, sizeBytes }) => {
    const at = left.indexOf(toFileName(name));
    if (at >= 0) left.splice(at, 1);
    return at < 0 && (sizeBytes ?? 0) <= MAX_COPIED_BYTES;
  });
}

/** Without what could lead astray in a path or turn a name's ending around. */
function toFileName(name: string): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}/\\]/gu, '_').trim();
  return safe.slice(-120) || 'file';
}

async function contextOf(parts: Parts, staffThread: StaffThreadAddress, item: TimelineItem): Promise<ItemContext> {
  const context = await parts.contextOf(staffThread, item);
  if (context === undefined) throw new DeliveryError('refused', 'This thread belongs to no ticket');
  return context;
}

function cardName({ ticket }: TicketCard): PostName {
  return { ticketId: ticket.id, itemId: 'card' };
}

/** Whether the post was there to be changed. */
async function changeIfThere(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (isRefusedWith(error, ...GONE)) return false;
    throw error;
  }
}

/** A change of an item calls nobody again. */
function withoutMentions(context: ItemContext): ItemContext {
  return { ...context, assigneeUserId: undefined };
}

async function delivered<Result>(show: () => Promise<Result>): Promise<Result> {
  try {
    return await show();
  } catch (error) {
    if (!isRefusedWith(error, ...MENDABLE)) throw toDeliveryError(error);
    const what = error instanceof Error ? error.message : String(error);
    throw new DeliveryError(
      'unavailable',
      `The ticket cannot be shown: see to its Slack channel, and invite the app to it (${what})`,
      { cause: error },
    );
  }
}
