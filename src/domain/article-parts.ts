/** What of an article is said: its opening, and the rest in parts that a customer reads one after the other. */

import type { Article } from './content.ts';
import { findVideoLink, firstParagraph } from './markdown.ts';

/** A part is not longer, in UTF-16 units, unless a single block is. */
const PART_LENGTH = 1_200;

/**
 * What an article says where it is asked for as a whole, in CommonMark: its first paragraph, and of a guide its list of steps, of a
 * video its link.
 */
export function openingOf({ body, kind }: Pick<Article, 'body' | 'kind'>): string {
  const opening = firstParagraph(body);
  if (kind === 'video') return withVideo(opening, body);
  const steps = kind === 'guide' ? toBlocks(body).find((block) => /^ {0,3}1[.)]\s/m.test(block)) : undefined;
  return steps === undefined || steps.includes(opening) ? (steps ?? opening) : `${opening}\n\n${steps}`;
}

/** A passage of the article of a video with the link to that. */
export function withVideo(passage: string, body: string): string {
  const link = findVideoLink(body);
  return link === undefined || passage.includes(link) ? passage : `${passage}\n\n${link}`;
}

/** Where the reading of an article goes on, and which blocks were said before: those from `from` up to `to`. */
export interface ReadingPlace {
  next: number;
  said: { from: number; to: number };
}

/** A part of an article, and where it goes on; `after` is undefined where all of it has been said. */
export interface ArticlePart {
  text: string;
  after: ReadingPlace | undefined;
}

/** Where to go on after a passage of an article; undefined where the passage says all of it. */
export function placeAfter(body: string, passage: string): ReadingPlace | undefined {
  const blocks = toBlocks(body);
  const isSaid = blocks.map((block) => passage.includes(block));
  // A short block may stand in a passage by chance; the longest does not.
  const longest = blocks.reduce(
    (best, block, at) => (isSaid[at] && block.length > (blocks[best]?.length ?? 0) ? at : best),
    -1,
  );
  if (longest === -1) return placeAt(blocks, 0, { from: 0, to: 0 });
  let from = longest;
  while (isSaid[from - 1]) from -= 1;
  const end = isSaid.indexOf(false, longest);
  return placeAt(blocks, 0, { from, to: end === -1 ? blocks.length : end });
}

/** The part of an article at a place, without what was said before; undefined where the article has no such place. */
export function partAt(body: string, { next, said }: ReadingPlace): ArticlePart | undefined {
  const blocks = toBlocks(body);
  const taken: string[] = [];
  let length = 0;
  let at = next;
  for (; at < blocks.length; at += 1) {
    const block = blocks[at] ?? '';
    if (isWithin(at, said)) continue;
    if (taken.length > 0 && length + block.length > PART_LENGTH) break;
    taken.push(block);
    length += block.length;
  }
  return taken.length === 0 ? undefined : { text: taken.join('\n\n'), after: placeAt(blocks, at, said) };
}

/** The first place from `next` on that was not said. */
function placeAt(blocks: string[], next: number, said: ReadingPlace['said']): ReadingPlace | undefined {
  const at = isWithin(next, said) ? said.to : next;
  return at < blocks.length ? { next: at, said } : undefined;
}

function isWithin(at: number, { from, to }: ReadingPlace['said']): boolean {
  return at >= from && at < to;
}

const FENCE = /^ {0,3}(?:```|~~~)/;
/** What is nothing without the block that follows it: a heading, an introduction, or a question. */
const NEEDS_NEXT = /^#{1,6}\s|[:：?？]\**$/;

/** What blank lines part, code left whole and headings and introductions with what follows them. */
function toBlocks(body: string): string[] {
  const blocks: string[][] = [];
  let inCode = false;
  let begins = true;
  for (const line of body.split(/\r?\n/)) {
    if (FENCE.test(line)) inCode = !inCode;
    if (!inCode && line.trim() === '') {
      begins = !NEEDS_NEXT.test(blocks.at(-1)?.at(-1)?.trimEnd() ?? '');
      if (!begins) blocks.at(-1)?.push('');
      continue;
    }
    if (begins || blocks.length === 0) blocks.push([]);
    begins = false;
    blocks.at(-1)?.push(line);
  }
  return blocks.map((lines) => lines.join('\n').trim());
}
