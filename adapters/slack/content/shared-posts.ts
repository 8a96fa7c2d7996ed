/** What stands below a message's words: posts that are shared or linked to, previews of links, cards of apps. */

import type { Enclosure } from '../../../src/domain/message.ts';
import { type SharedPost, sharedPost } from '../wire-message.ts';
import { type BlockReading, readBlocks } from './block-words.ts';
import { itemOf, nameFrom, webAddress } from './items.ts';

/** The posts of a message, as far as they can be read. */
export function parsePosts(posts: readonly unknown[]): SharedPost[] {
  return posts.flatMap((post) => sharedPost.safeParse(post).data ?? []);
}

/** Whether it is a post of somebody's that was passed on, by sharing it or by its link. */
export function isPassedOn({ is_share, is_msg_unfurl }: SharedPost): boolean {
  return is_share === true || is_msg_unfurl === true;
}

/** A post that was passed on is a forward; a link's preview and a card of an app are items. Its files are for whoever reads files. */
export function readSharedPost(post: SharedPost, reading: BlockReading): Enclosure {
  if (isPassedOn(post)) return readPassedOn(post, reading);
  const { service_name, author_name, pretext, title, text, fallback, fields, blocks, image_url } = post;
  const leadsTo = post.from_url ?? post.original_url;
  const told = [pretext, author_name, title, text].map((part) => reading.readable(part ?? ''));
  const table = (fields ?? []).map((field) => reading.readable([field.title, field.value].filter(Boolean).join(': ')));
  const words = [...told, ...table, readBlocks(blocks ?? [], reading).text].filter((part) => part !== '');
  const parts = words.length === 0 ? [reading.readable(fallback ?? '')] : words;
  if (leadsTo) return itemOf('Link', [service_name ?? '', ...parts], leadsTo);
  return itemOf(image_url && words.length === 0 ? 'Picture' : 'Card', parts, post.title_link ?? image_url);
}

/** What Slack says of a post that has no words. */
const NO_PREVIEW = '[no preview available]';

function readPassedOn(post: SharedPost, reading: BlockReading): Enclosure {
  const { message_blocks, blocks, files, fallback } = post;
  const inBlocks = [...(message_blocks ?? []).flatMap(({ message }) => message?.blocks ?? []), ...(blocks ?? [])];
  const { text, quotes } = readBlocks(inBlocks, reading);
  const said = reading.readable(post.text ?? '') || [...quotes, text].filter(Boolean).join('\n');
  return {
    kind: 'forward',
    title: nameFrom(post.title),
    author: nameFrom(post.author_name, post.author_subname),
    text: said || (files?.length || fallback === NO_PREVIEW ? '' : reading.readable(fallback ?? '')),
    url: webAddress(post.from_url),
  };
}
