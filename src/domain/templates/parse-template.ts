/**
 * The language of wordings: CommonMark with `{name}`, `{if …}`, `{else if …}`, `{else}`, `{each one in list}` and `{end}`. It has
 * no expressions, calls or loops but over a list, and is read and filled in time proportional to its length and the values'.
 */

import { type Condition, parseCondition } from './condition.ts';

export type TemplateNode =
  | { kind: 'text'; text: string }
  /** `inLink` where it stands as the address of a link. */
  | { kind: 'value'; name: string; inLink: boolean; mark: string; row: number }
  | { kind: 'if'; branches: TemplateBranch[]; row: number }
  | { kind: 'each'; item: string; list: string; nodes: TemplateNode[]; row: number };

/** The first branch whose condition holds is taken; one without a condition is the last. */
export interface TemplateBranch {
  condition: Condition | undefined;
  nodes: TemplateNode[];
  row: number;
}

export interface TemplateMistake {
  /** 0-based. */
  row: number;
  reason: string;
}

export interface ParsedTemplate {
  /** What could be read; a mark with a mistake is text. */
  nodes: TemplateNode[];
  mistakes: TemplateMistake[];
}

const MARK = /\{([^{}\n]*)\}/g;
const NAME = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?$/;
const PLAIN_NAME = /^[a-z][a-z0-9_]*$/;
/** Blocks within each other: bounds what reads and fills a template by calling itself. */
const MAX_NESTING = 10;

/** Reads a template with all its mistakes. A block's mark that is alone on its line takes the line with it. Never throws. */
export function parseTemplate(source: string): ParsedTemplate {
  const reading: TemplateReading = { stack: [{ kind: 'top', nodes: [] }], mistakes: [] };
  const lines = source.split('\n');
  for (const [row, line] of lines.entries()) {
    const alone = line.trim();
    const isBlock = alone.startsWith('{') && alone.indexOf('}') === alone.length - 1 && isBlockMark(alone.slice(1, -1));
    if (isBlock) {
      takeMark(reading, alone.slice(1, -1), alone, row);
      continue;
    }
    let end = 0;
    for (const { 0: mark, 1: inner = '', index } of line.matchAll(MARK)) {
      addText(reading, line.slice(end, index));
      takeMark(reading, inner, mark, row);
      end = index + mark.length;
    }
    addText(reading, line.slice(end) + (row < lines.length - 1 ? '\n' : ''));
  }
  for (const open of reading.stack.slice(1)) {
    const what = open.kind === 'each' ? 'each' : 'if';
    reading.mistakes.push({ row: rowOf(open), reason: `this {${what} …} has no {end}` });
  }
  return { nodes: nodesIn(reading.stack[0]), mistakes: reading.mistakes };
}

/** The names that stand in a text's marks, with the 0-based row of each. */
export function marksIn(text: string): { mark: string; row: number }[] {
  return text.split('\n').flatMap((line, row) => [...line.matchAll(MARK)].map(([, mark = '']) => ({ mark, row })));
}

type Open = { kind: 'top'; nodes: TemplateNode[] } | Extract<TemplateNode, { kind: 'if' | 'each' }>;

interface TemplateReading {
  /** The blocks that are open, the innermost last; never empty. */
  stack: Open[];
  mistakes: TemplateMistake[];
}

function isBlockMark(inner: string): boolean {
  const [word = ''] = inner.trim().split(' ', 1);
  return word === 'if' || word === 'else' || word === 'each' || word === 'end';
}

function takeMark(reading: TemplateReading, inner: string, mark: string, row: number): void {
  const reason = isBlockMark(inner) ? takeBlock(reading, inner.trim(), row) : takeValue(reading, inner, mark, row);
  if (reason === undefined) return;
  reading.mistakes.push({ row, reason });
  addText(reading, mark);
}

function takeValue(reading: TemplateReading, inner: string, mark: string, row: number): string | undefined {
  const name = inner.trim();
  if (!NAME.test(name)) return `${mark} is no mark: write {name}, {if …}, {else}, {each one in list} or {end}`;
  const before = nodesIn(reading.stack.at(-1)).at(-1);
  const inLink = before?.kind === 'text' && before.text.endsWith('](');
  nodesIn(reading.stack.at(-1)).push({ kind: 'value', name, inLink, mark, row });
  return undefined;
}

function takeBlock(reading: TemplateReading, inner: string, row: number): string | undefined {
  const [word = '', ...rest] = inner.split(/\s+/);
  if (word === 'if') return openIf(reading, rest.join(' '), row);
  if (word === 'each') return openEach(reading, rest, row);
  if (word === 'else') return takeElse(reading, rest, row);
  if (rest.length > 0) return '{end} stands alone: write {end}';
  if (reading.stack.length === 1) return 'this {end} ends nothing: delete it';
  reading.stack.pop();
  return undefined;
}

const CONDITION_HELP = 'write {if name}, {if not name}, {if name is word} or {if name is not word}';

function openIf(reading: TemplateReading, source: string, row: number): string | undefined {
  const condition = parseCondition(source);
  if (condition === undefined) return `{if ${source}} is no condition: ${CONDITION_HELP}`;
  return open(reading, { kind: 'if', branches: [{ condition, nodes: [], row }], row });
}

function openEach(
  reading: TemplateReading,
  [item = '', word, list = '', ...more]: string[],
  row: number,
): string | undefined {
  if (!PLAIN_NAME.test(item) || word !== 'in' || !PLAIN_NAME.test(list) || more.length > 0) {
    return 'this is no list: write {each one in list}, with {one.name} for what an entry has';
  }
  if (reading.stack.some(({ kind }) => kind === 'each')) return 'an {each …} cannot stand in another one';
  return open(reading, { kind: 'each', item, list, nodes: [], row });
}

function open(reading: TemplateReading, block: Extract<TemplateNode, { kind: 'if' | 'each' }>): string | undefined {
  if (reading.stack.length > MAX_NESTING) return `more than ${MAX_NESTING} blocks stand in each other`;
  nodesIn(reading.stack.at(-1)).push(block);
  reading.stack.push(block);
  return undefined;
}

function takeElse(reading: TemplateReading, [word, ...rest]: string[], row: number): string | undefined {
  const block = reading.stack.at(-1);
  if (block?.kind !== 'if') return 'this {else} belongs to no {if …}';
  if (block.branches.at(-1)?.condition === undefined) return 'nothing can follow an {else} but {end}';
  if (word === undefined) {
    block.branches.push({ condition: undefined, nodes: [], row });
    return undefined;
  }
  const condition = word === 'if' ? parseCondition(rest.join(' ')) : undefined;
  if (condition === undefined) return `this is no condition: write {else}, or {else if …}; ${CONDITION_HELP}`;
  block.branches.push({ condition, nodes: [], row });
  return undefined;
}

function addText(reading: TemplateReading, text: string): void {
  if (text === '') return;
  const nodes = nodesIn(reading.stack.at(-1));
  const last = nodes.at(-1);
  if (last?.kind === 'text') last.text += text;
  else nodes.push({ kind: 'text', text });
}

function nodesIn(open: Open | undefined): TemplateNode[] {
  if (open === undefined) return [];
  return open.kind === 'if' ? (open.branches.at(-1)?.nodes ?? []) : open.nodes;
}

function rowOf(open: Open): number {
  return open.kind === 'top' ? 0 : open.row;
}
