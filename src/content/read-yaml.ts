/** YAML to plain values that remember their lines. */

import {
  Composer,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
  Scalar,
} from 'yaml';
import { explainCutText, explainYamlErrors } from '../lib/yaml-errors.ts';
import { type Diagnostic, errorAt, hasErrors, type PlacedText, warningAt } from './diagnostics.ts';

/** The way from the top of a document to a value: keys and 0-based list positions. */
export type Path = readonly PropertyKey[];

/** What a YAML text says and where. */
export interface YamlReading {
  /** Plain objects, lists and scalars; undefined when `diagnostics` has an error. */
  value: unknown;
  diagnostics: Diagnostic[];
  /** The 1-based line of a value, or of the nearest thing around it that exists. */
  lineOf(path: Path): number;
  /** A text at a path; in a literal block (`|`) each of its lines is known. */
  placed(path: Path, text: string): PlacedText;
}

/** More than any content file needs, and few enough that no part of the parser runs out of stack. */
const MAX_NESTING = 50;

/** Words and signs in one file: about 13 000 utterances. Bounds time and memory whatever the file says. */
const MAX_PIECES = 80_000;

const TOO_DEEP = 'too many brackets, braces or dashes stand inside each other';
const TOO_MUCH = 'this is more than one file may hold: split it';

/**
 * Reads one YAML document with all its diagnostics. Where `isText` says that a path holds a text, one that YAML would
 * take for a number or the like stays as it is written. Never throws.
 */
export function readYaml(text: string, isText: (path: Path) => boolean): YamlReading {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lineCounter.linePos(offset).line);
  const { tokens, excess } = tokenize(text, lineCounter);
  if (excess !== undefined) return refused([excess]);
  const composer = new Composer({ lineCounter, prettyErrors: false, logLevel: 'error', uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return refused([errorAt(1, 'the file is empty')]);
  const mistakes = explainYamlErrors([...document.errors, ...document.warnings], text, lineAt);
  const errors = mistakes.map(({ line, reason }) => errorAt(line, reason));
  if (second !== undefined)
    errors.push(errorAt(lineAt(second.range[0]), 'a line of only --- starts a second document: delete it'));
  if (errors.length > 0) return refused(errors);
  const walk: Walk = { text, isText, lineAt, lines: new Map(), blocks: new Map(), diagnostics: [] };
  const value = toValue(walk, document.contents, []);
  return {
    value: hasErrors(walk.diagnostics) ? undefined : value,
    diagnostics: walk.diagnostics,
    lineOf: (path) => lineOf(walk, path),
    placed: (path, placedText) => ({ text: placedText, lineAt: (row) => lineWithin(walk, path, row) }),
  };
}

/** The document's tokens, or the first place that is too much for what reads them next. */
function tokenize(text: string, lineCounter: LineCounter): { tokens: CST.Token[]; excess?: Diagnostic } {
  const parser = new Parser(lineCounter.addNewLine);
  const tokens: CST.Token[] = [];
  let pieces = 0;
  lineCounter.addNewLine(0);
  for (const piece of new Lexer().lex(text)) {
    tokens.push(...parser.next(piece));
    pieces += 1;
    const reason = parser.stack.length > MAX_NESTING ? TOO_DEEP : pieces > MAX_PIECES ? TOO_MUCH : undefined;
    if (reason !== undefined) return { tokens, excess: errorAt(lineCounter.linePos(parser.offset).line, reason) };
  }
  tokens.push(...parser.end());
  return { tokens };
}

/** What is gathered while the nodes of a document become values. */
interface Walk {
  text: string;
  isText(path: Path): boolean;
  lineAt(offset: number): number;
  /** The line of each key and each list entry. */
  lines: Map<string, number>;
  /** The line that opens each literal block; the text starts on the next. */
  blocks: Map<string, number>;
  diagnostics: Diagnostic[];
}

function refused(diagnostics: Diagnostic[]): YamlReading {
  return { value: undefined, diagnostics, lineOf: () => 1, placed: (_path, text) => ({ text, lineAt: () => 1 }) };
}

function toValue(walk: Walk, node: ParsedNode | null, path: Path): unknown {
  refuseUnseen(walk, node);
  if (isMap(node)) return toObject(walk, node, path);
  if (isSeq(node)) return toList(walk, node, path);
  if (isScalar(node)) return toScalar(walk, node, path);
  if (isAlias(node)) {
    const reason = `"*${node.source}" is a YAML alias, which is not read here: write the text out, in quotes if it starts with *`;
    walk.diagnostics.push(errorAt(walk.lineAt(node.range[0]), reason));
  }
  return null;
}

/** YAML takes `&name` and a lone `!` in front of a text for a mark, which would vanish without a word. */
function refuseUnseen(walk: Walk, node: ParsedNode | null): void {
  if (node === null || isAlias(node)) return;
  const start = node.anchor !== undefined ? '&' : node.tag === '!' ? '!' : undefined;
  if (start === undefined) return;
  walk.diagnostics.push(errorAt(walk.lineAt(node.range[0]), `a text that starts with ${start} has to be in quotes`));
}

function toObject(walk: Walk, map: Extract<ParsedNode, { items: { key: unknown }[] }>, path: Path): object {
  const entries = new Map<string, unknown>();
  for (const { key, value } of map.items) {
    const line = key === null ? lineOf(walk, path) : walk.lineAt(key.range[0]);
    if (!isScalar(key)) {
      walk.diagnostics.push(
        errorAt(line, 'a key has to be a plain word: put a text that starts with { or [ in quotes'),
      );
      continue;
    }
    const name = key.type === Scalar.PLAIN ? (key.source ?? '') : String(key.value);
    if (entries.has(name)) walk.diagnostics.push(errorAt(line, `"${name}" stands here twice: keep one of them`));
    walk.lines.set(keyOf([...path, name]), line);
    entries.set(name, toValue(walk, value, [...path, name]));
  }
  return Object.fromEntries(entries);
}

function toList(walk: Walk, list: Extract<ParsedNode, { items: (ParsedNode | null)[] }>, path: Path): unknown[] {
  return list.items.map((item, index) => {
    const itemPath = [...path, index];
    if (item !== null && 'range' in item) walk.lines.set(keyOf(itemPath), walk.lineAt(item.range[0]));
    return toValue(walk, item, itemPath);
  });
}

function toScalar(walk: Walk, node: Scalar.Parsed, path: Path): unknown {
  const [start, end] = node.range;
  if (node.type === Scalar.BLOCK_LITERAL) walk.blocks.set(keyOf(path), walk.lineAt(start));
  if (node.type !== Scalar.PLAIN || !walk.isText(path)) return node.value;
  // Nothing written stands right before the comment, without the blank between them.
  const reason = explainCutText(walk.text.slice(start === end ? end - 1 : end, lineEnd(walk.text, end)));
  if (reason !== undefined) walk.diagnostics.push(warningAt(walk.lineAt(end), reason));
  return typeof node.value === 'string' ? node.value : node.source || null;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function lineOf(walk: Walk, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = walk.lines.get(keyOf(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return walk.lineAt(0);
}

function lineWithin(walk: Walk, path: Path, row: number): number {
  const opening = walk.blocks.get(keyOf(path));
  return opening === undefined ? lineOf(walk, path) : opening + 1 + row;
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
