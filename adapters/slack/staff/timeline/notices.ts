/** Notices to all staff in Slack: the words in the channel, the pictures in the thread below. */

import { DeliveryError } from '../../../../src/ports/channel.ts';
import type { StaffNotice, StaffPicture, StaffThreadAddress } from '../../../../src/ports/staff-platform.ts';
import { filesAfter, findCard, type PostName, toLocation } from '../../message-search.ts';
import { escapeMrkdwn } from '../../message-text.ts';
import { type SlackApi, SlackFailure, toDeliveryError } from '../../slack-api.ts';
import type { SlackFiles } from '../../slack-files.ts';
import {
  type Block,
  bullets,
  contextLine,
  cutText,
  line,
  link,
  notification,
  type Post,
  plain,
  richText,
  words,
} from '../blocks.ts';
import type { ChannelDirectory } from '../people/channel-directory.ts';
import type { Posts } from './posts.ts';

export interface NoticeParts {
  api: SlackApi;
  channels: ChannelDirectory;
  files: SlackFiles;
  posts: Posts;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
}

const LONGEST_TITLE = 150;
const LONGEST_LINE = 500;
const MOST_LINES = 20;

/** Puts up a notice in a channel, or what of it is not there yet. */
export async function showNotice(
  parts: NoticeParts,
  channelKey: string,
  notice: StaffNotice,
  mayBeThere: boolean,
): Promise<StaffThreadAddress> {
  const { api, posts } = parts;
  const name = { ticketId: 'notice', itemId: notice.id };
  const there = mayBeThere ? await findCard(api, channelKey, name, notice.at) : undefined;
  const threadKey = there ?? (await posts.post(channelKey, name, noticePost(notice, parts.consoleUrl)));
  const address = { channelKey, threadKey };
  await showPictures(parts, address, notice, { name, isNew: there === undefined });
  return address;
}

/** What a notice says, within Slack’s limits whatever it holds. */
export function noticePost({ title, sections, notes, page }: StaffNotice, consoleUrl: string | undefined): Post {
  const blocks: Block[] = [
    { type: 'header', text: plain(title, LONGEST_TITLE) },
    ...sections.map(({ heading, lines }) =>
      richText(
        line(words(heading, { bold: true })),
        bullets(lines.slice(0, MOST_LINES).map((text) => words(cutText(text, LONGEST_LINE)))),
      ),
    ),
    ...(consoleUrl === undefined ? [] : [richText(line(link(new URL(page.path, consoleUrl).href, page.text)))]),
    ...notes.map(contextLine),
  ];
  return { text: notification(`${title}. ${sections[0]?.lines[0] ?? ''}`), blocks };
}

/** Pictures go after the words, so that once these are there what fails may have succeeded in part. */
async function showPictures(
  parts: NoticeParts,
  address: StaffThreadAddress,
  notice: StaffNotice,
  { name, isNew }: { name: PostName; isNew: boolean },
): Promise<void> {
  if (notice.pictures.length === 0) return;
  try {
    const there = isNew ? [] : await filesAfter(parts.api, address, address.threadKey);
    const missing = notice.pictures.filter((picture) => !there.includes(picture.name));
    if (missing.length > 0) await upload(parts, address, missing);
  } catch (error) {
    const { failure, message, retryAfterMs } = toDeliveryError(error);
    if (failure !== 'refused' && !isNotPermitted(error)) {
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      const reason = `The notice is there, its pictures may not be: ${message}`;
      throw new DeliveryError('unknown', reason, { cause: error, ...wait });
    }
    const told = `⚠️ The pictures could not be shown here: ${message}`;
    const withReason = { ...notice, notes: [...notice.notes, told] };
    await parts.posts.change(address.channelKey, address.threadKey, name, noticePost(withReason, parts.consoleUrl));
  }
}

/** All as one message, which is there or is not, with what they show. */
async function upload({ files }: NoticeParts, address: StaffThreadAddress, pictures: StaffPicture[]): Promise<void> {
  const fileIds: string[] = [];
  for (const { name, text, png } of pictures) {
    fileIds.push(await files.upload({ name, sizeBytes: png.length, altText: text, content: once(png) }));
  }
  const said = pictures.map(({ text }) => escapeMrkdwn(text)).join('\n');
  await files.share(toLocation(address), fileIds, said);
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** An app that was given no right to upload files: somebody may see to that, and the words need not wait for it. */
function isNotPermitted(error: unknown): boolean {
  const failure = error instanceof DeliveryError ? error.cause : error;
  return failure instanceof SlackFailure && failure.code === 'missing_scope';
}
