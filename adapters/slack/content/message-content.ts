/** All that a message has in it, as the desk understands it. */

import type { Attachment, Enclosure } from '../../../src/domain/message.ts';
import { activityOf, type MessageEvent } from '../message-events.ts';
import { mentionsIn, toReadableText, withEmoji, withoutMention } from '../message-text.ts';
import type { SlackApi } from '../slack-api.ts';
import type { MessageFile, SharedPost } from '../wire-message.ts';
import { type BlockReading, readBlocks, typesOf } from './block-words.ts';
import { itemOf } from './items.ts';
import { createFileReader, type ReadFile } from './message-files.ts';
import type { Names } from './rich-text-words.ts';
import { parsePosts, readSharedPost } from './shared-posts.ts';

/** What somebody put into a message, all of it. */
export interface WholeContent {
  /** Their own words. */
  text: string;
  attachments: Attachment[];
  /** The files of what it passes on. */
  passedOnFiles: Attachment[];
  enclosures: Enclosure[];
  /** Whether nothing is in it but the name of the bot. */
  isBareMention: boolean;
}

/** What of a message is read. */
export type Written = Pick<MessageEvent, 'subtype' | 'text' | 'blocks' | 'files' | 'posts'>;

export interface ContentReaderOptions {
  api: SlackApi;
  /** The workspace. */
  account(): string;
  botUserId(): string;
  /** How somebody is called; never fails. */
  nameOf(userId: string): Promise<string>;
}

/** Reads messages. Something is always in what comes back, unless it is a bare mention. */
export type ContentReader = (written: Written) => Promise<WholeContent>;

/** Nobody has to know more people than that to read a message. */
const MOST_NAMES = 50;

/** A reader of the messages of one workspace. */
export function createContentReader(options: ContentReaderOptions): ContentReader {
  const { botUserId } = options;
  const readFile = createFileReader(options);

  return async (written) => {
    const posts = parsePosts(written.posts);
    const [reading, files, passedOn] = await Promise.all([
      createReading(written, options),
      Promise.all(written.files.map(readFile)),
      Promise.all(posts.flatMap(filesOf).map(readFile)),
    ]);
    const said = wordsOf(written, reading);
    const activity = activityOf(written);
    const enclosures = [
      ...said.quotes.map(quoteOf),
      ...posts.map((post) => readSharedPost(post, reading)),
      ...said.items,
      ...[...files, ...passedOn].flatMap((file) => file.enclosures),
      ...(activity === undefined ? [] : [itemOf(activity, [said.text])]),
    ];
    const text = activity === undefined ? said.text : '';
    const attachments = files.flatMap(attachmentOf);
    const passedOnFiles = passedOn.flatMap(attachmentOf);
    const content = { text, attachments, passedOnFiles, enclosures, isBareMention: false };
    if (text !== '' || attachments.length > 0 || enclosures.length > 0) return content;
    if (isMentioned(written, botUserId()) && isTyped(written)) return { ...content, isBareMention: true };
    return { ...content, enclosures: [itemOf(`Message of a kind the desk does not know (${kindOf(written)})`, [])] };
  };
}

function filesOf({ files }: SharedPost): MessageFile[] {
  return files ?? [];
}

function attachmentOf({ attachment }: ReadFile): Attachment[] {
  return attachment === undefined ? [] : [attachment];
}

function quoteOf(text: string): Enclosure {
  return { kind: 'quote', title: undefined, author: undefined, text, url: undefined };
}

/** What Slack's client sends tells more than the text beside it, which stands for it where there is none. */
function wordsOf({ text, blocks }: Written, { readable, names }: BlockReading) {
  const inBlocks = readBlocks(blocks, { readable, names });
  const isRich = typesOf(blocks).includes('rich_text') && (inBlocks.text !== '' || inBlocks.quotes.length > 0);
  const words = isRich || text.trim() === '' ? inBlocks.text : readable(text);
  return { text: words.trim(), quotes: inBlocks.quotes, items: inBlocks.items };
}

/** Has ready how everybody is called whom a message names; the bot is named nowhere. */
async function createReading(written: Written, options: ContentReaderOptions): Promise<BlockReading> {
  const { text, blocks, posts } = written;
  const all = JSON.stringify([text, blocks, posts]);
  const bot = options.botUserId();
  const inBlocks = [...all.matchAll(/"user_id":"(\w{1,30})"/g)].map(([, id = '']) => id);
  const ids = [...new Set([...mentionsIn(all), ...inBlocks])].filter((id) => id !== bot).slice(0, MOST_NAMES);
  const called = new Map(await Promise.all(ids.map(async (id) => [id, await options.nameOf(id)] as const)));
  const labels = new Map(
    [...all.matchAll(/<(?:#|!subteam\^)(\w{1,30})\|([^<>|]{1,100})>/g)].map(([, id = '', label = '']) => [id, label]),
  );
  const names: Names = {
    user: (id) => (id === bot ? '' : `@${called.get(id) ?? 'unknown'}`),
    channel: (id) => `#${labels.get(id) ?? 'channel'}`,
    group: (id) => labels.get(id) ?? '@group',
  };
  const readable = (mrkdwn: string): string =>
    withEmoji(toReadableText(withoutMention(mrkdwn, bot), (id) => called.get(id))).trim();
  return { names, readable };
}

function isMentioned({ text, blocks }: Written, botUserId: string): boolean {
  return mentionsIn(text).includes(botUserId) || JSON.stringify(blocks).includes(`"user_id":"${botUserId}"`);
}

/** Whether nothing is in it that a person cannot type. */
function isTyped({ blocks }: Written): boolean {
  return typesOf(blocks).every((type) => type === 'rich_text');
}

function kindOf({ subtype, blocks }: Written): string {
  return typesOf(blocks).find((type) => type !== 'rich_text') ?? subtype ?? 'empty';
}
