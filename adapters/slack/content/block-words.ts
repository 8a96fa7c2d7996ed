/** What a message's blocks say, of whatever kind they are. */

import { z } from 'zod';
import type { Enclosure } from '../../../src/domain/message.ts';
import { linkWords } from '../message-text.ts';
import { richTextBlock } from '../wire-message.ts';
import { itemOf } from './items.ts';
import { type Names, readRichText } from './rich-text-words.ts';

/** The words of blocks, one line each part, what they quote, and what is no words. */
export interface BlockWords {
  text: string;
  quotes: string[];
  items: Enclosure[];
}

/** How blocks are read. */
export interface BlockReading {
  names: Names;
  /** Reads mrkdwn as people read it. */
  readable(mrkdwn: string): string;
}

/** Where in a block or an element words are, in the order in which they show. */
const WORDS_IN = [
  ...['title', 'rich_text_title', 'subtitle', 'caption', 'label', 'text', 'body', 'description', 'details', 'output'],
  ...['hint', 'fields', 'elements', 'child_blocks', 'rows', 'tasks', 'sources', 'accessory', 'actions'],
  ...['positive_button', 'negative_button'],
];
const DEEPEST = 8;

const anything = z.unknown().optional();
const media = z.object({
  type: z.string(),
  alt_text: anything,
  title: anything,
  image_url: anything,
  slack_file: z.object({ url: anything }).optional().catch(undefined),
  title_url: anything,
  video_url: anything,
  external_id: anything,
  call: z
    .object({ v1: z.object({ name: anything, join_url: anything }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
type Media = z.infer<typeof media>;

/** What is no words. */
const ITEMS: Record<string, (block: Media, words: string) => Enclosure> = {
  image: ({ alt_text, image_url, slack_file }, words) =>
    itemOf('Picture', [words || String(alt_text ?? '')], image_url ?? slack_file?.url),
  video: ({ title_url, video_url }, words) => itemOf('Video', [words], title_url ?? video_url),
  file: ({ external_id }) => itemOf('File elsewhere', [String(external_id ?? '')]),
  call: ({ call }) => itemOf('Call', [String(call?.v1?.name ?? '')], call?.v1?.join_url),
};

/** Reads blocks; those whose kind nobody knows by the words that are in the usual places. */
export function readBlocks(blocks: readonly unknown[], reading: BlockReading): BlockWords {
  const words: BlockWords = { text: '', quotes: [], items: [] };
  const lines: string[] = [];
  for (const block of blocks) {
    const rich = richTextBlock.safeParse(block).data;
    if (rich !== undefined) {
      const { text, quotes } = readRichText(rich, reading.names);
      lines.push(text);
      words.quotes.push(...quotes);
      continue;
    }
    const found = wordsIn(block, reading, 0, words.items).join('\n');
    const { data } = media.safeParse(block);
    const toItem = data && Object.hasOwn(ITEMS, data.type) ? ITEMS[data.type] : undefined;
    if (data && toItem) words.items.push(toItem(data, found));
    else lines.push(found);
  }
  words.text = lines.filter((line) => line !== '').join('\n');
  return words;
}

/** The types of blocks, in order; what says none is no block. */
export function typesOf(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block) => media.safeParse(block).data?.type ?? []);
}

function wordsIn(value: unknown, reading: BlockReading, depth: number, items: Enclosure[]): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(each, reading, depth + 1, items));
  const { type, text, url }: { type?: unknown; text?: unknown; url?: unknown } = value;
  const rich = type === 'rich_text' ? richTextBlock.safeParse(value).data : undefined;
  if (rich !== undefined) {
    const { text: own, quotes } = readRichText(rich, reading.names);
    return [own, ...quotes].filter((part) => part !== '');
  }
  if (type === 'mrkdwn' && typeof text === 'string') return [reading.readable(text)];
  const found = WORDS_IN.flatMap((key) => {
    const inner: unknown = Reflect.get(value, key);
    // A table's row is a line.
    if (key !== 'rows' || !Array.isArray(inner)) return wordsIn(inner, reading, depth + 1, items);
    return inner.map((row) => wordsIn(row, reading, depth + 1, items).join(' | '));
  });
  const isNested = depth > 0 && type === 'image';
  if (isNested) items.push(...readBlocks([value], reading).items);
  if (isNested) return [];
  return typeof url === 'string' && found.length > 0 ? [linkWords(url, found.join(' '))] : found;
}
