/** Messages that were pasted with their formats: blocks in blocks, read as the lines that people see. */

import { z } from 'zod';
import type { Mark, MarkedText } from './marked-text.ts';
import { type Media, type ReceivedFile, readFiles } from './received-files.ts';
import { mediaShape } from './wire-content.ts';

/** Telegram nests far less deeply; what is deeper is left out, as reading it could end the desk. */
const DEEPEST = 40;

/** What a message that was pasted says. */
export interface RichContent {
  words: MarkedText;
  files: ReceivedFile[];
}

type Node = Readonly<Record<string, unknown>>;

/** Reads the blocks of a pasted message, those of kinds that nobody knows yet as far as they have words. */
export function readRichMessage(blocks: readonly unknown[]): RichContent {
  const writer = createWriter();
  for (const block of blocks) writeBlock(writer, block, 0);
  return writer.written();
}

type Writer = ReturnType<typeof createWriter>;

function createWriter() {
  const parts: string[] = [];
  const marks: Mark[] = [];
  const files: ReceivedFile[] = [];
  let length = 0;
  let isLineBegun = false;

  const write = (words: string): void => {
    if (words === '') return;
    // A line is ended by what follows it, so that there is none after the last.
    parts.push(words);
    length += words.length;
    isLineBegun = true;
  };
  return {
    write,
    /** What is written next stands on a line of its own. */
    breakLine() {
      if (isLineBegun) write('\n');
      isLineBegun = false;
    },
    mark(mark: Pick<Mark, 'type' | 'url' | 'user'>, writeWords: () => void) {
      const offset = length;
      writeWords();
      marks.push({ ...mark, offset, length: length - offset });
    },
    addFiles: (media: Media) => void files.push(...readFiles(media)),
    written: (): RichContent => ({ words: { text: parts.join('').trimEnd(), marks }, files }),
  };
}

/** A block begins on a line of its own; what belongs to it follows, each part on its own. */
function writeBlock(writer: Writer, block: unknown, depth: number): void {
  if (!isNode(block) || depth > DEEPEST) return;
  writer.breakLine();
  for (const text of [block.summary, block.text]) writeLine(writer, text, depth);
  if (typeof block.expression === 'string') writer.write(block.expression);
  for (const inner of listOf(block.blocks)) writeBlock(writer, inner, depth + 1);
  for (const item of listOf(block.items)) writeItem(writer, item, depth + 1);
  for (const row of listOf(block.cells)) writeRow(writer, listOf(row), depth + 1);
  writeRow(writer, listOf(block.buttons), depth + 1);
  if (isNode(block.location)) writer.write(`${block.location.latitude}, ${block.location.longitude}`);
  writeFiles(writer, block);
  const { caption } = block;
  // That of a table is a text, that of other blocks has one.
  for (const text of isCaption(caption) ? [caption.text, caption.credit] : [caption]) writeLine(writer, text, depth);
  writeLine(writer, block.credit, depth);
}

function writeLine(writer: Writer, text: unknown, depth: number): void {
  if (text === undefined) return;
  writer.breakLine();
  writeText(writer, text, depth);
}

function writeItem(writer: Writer, item: unknown, depth: number): void {
  if (!isNode(item)) return;
  writer.breakLine();
  const box = item.has_checkbox === true ? `[${item.is_checked === true ? 'x' : ' '}] ` : '';
  const label = typeof item.label === 'string' && item.label !== '' ? `${item.label} ` : '';
  const [first, ...rest] = listOf(item.blocks);
  writer.write(label + box);
  // The first line of an item stands beside its label.
  if (isNode(first) && first.type === 'paragraph') writeText(writer, first.text, depth);
  else writeBlock(writer, first, depth);
  for (const block of rest) writeBlock(writer, block, depth);
}

function writeRow(writer: Writer, cells: readonly unknown[], depth: number): void {
  if (cells.length === 0) return;
  writer.breakLine();
  for (const [index, cell] of cells.entries()) {
    if (index > 0) writer.write(' | ');
    writeText(writer, cell, depth);
  }
}

function writeText(writer: Writer, text: unknown, depth: number): void {
  if (depth > DEEPEST) return;
  if (typeof text === 'string') return writer.write(text);
  if (Array.isArray(text)) {
    for (const part of text) writeText(writer, part, depth + 1);
    return;
  }
  if (!isNode(text)) return;
  const { type, url, user, button, alternative_text, expression } = text;
  const inner = button ?? text.text ?? alternative_text ?? expression;
  const writeInner = (): void => writeText(writer, inner, depth + 1);
  if (typeof url === 'string') writer.mark({ type: 'text_link', url }, writeInner);
  else if (type === 'mention') writer.mark({ type }, writeInner);
  else if (type === 'text_mention' && isNode(user)) writer.mark({ type, user: { id: Number(user.id) } }, writeInner);
  else writeInner();
}

const mediaSchema = z.object(
  mediaShape({ part: (schema) => schema.optional().catch(undefined), list: (schema) => z.array(schema) }),
);

function writeFiles(writer: Writer, block: Node): void {
  writer.addFiles(mediaSchema.parse(block));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A rich text may be a node as well, which has a kind. */
function isCaption(value: unknown): value is Node {
  return isNode(value) && value.type === undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
