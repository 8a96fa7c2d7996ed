/** What is wrong with a YAML file of settings, line by line, in words that say what to do. */

import { type Document, isMap, isPair, isScalar, isSeq, type LineCounter, type Node, Scalar, visit } from 'yaml';
import { z } from 'zod';
import { didYouMean } from '../lib/nearest.ts';
import { explainCutText } from '../lib/yaml-errors.ts';

/** What is wrong, and its 1-based line. */
export interface Diagnostic {
  line: number;
  reason: string;
}

type Path = readonly PropertyKey[];

/**
 * The texts of which YAML takes a part for a comment that may well belong to them. `isText` tells whether the value below
 * these keys is a text.
 */
export function findCutTexts(
  document: Document,
  text: string,
  lineCounter: LineCounter,
  isText: (keys: readonly string[]) => boolean,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Scalar(key, { type, range }, around) {
      if (key === 'key' || type !== Scalar.PLAIN || !range) return;
      if (!isText(around.filter(isPair).map((pair) => String(pair.key)))) return;
      const [rest = ''] = text.slice(range[1]).split('\n', 1);
      const reason = explainCutText(rest);
      if (reason !== undefined) found.push({ line: lineCounter.linePos(range[1]).line, reason });
    },
  });
  return found;
}

/** What zod found wrong in what the document says. `knownKeys` tells which keys there may be at a path. */
export function explainIssues(
  issues: readonly z.core.$ZodIssue[],
  knownKeys: (path: Path) => readonly string[],
  lineOf: (path: Path) => number,
): Diagnostic[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ line: lineOf(issue.path), reason: `${nameOf(issue.path)} ${explain(issue)}` }];
    }
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const hint = didYouMean(key, known) || ` There are: ${known.join(', ')}.`;
      return { line: lineOf(path), reason: `${nameOf(path)} is no setting.${hint}` };
    });
  });
}

function explain(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string') return 'is empty';
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return `is not usable: ${issue.message}`;
  }
}

const KINDS: Record<string, string> = {
  string: 'a text: put it in quotes',
  object: 'made of settings, each on an indented line of its own',
  number: 'a number',
  int: 'a whole number',
};

function nameOf(path: Path): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

/** The keys that a schema has for settings at a path; none where it is no path to settings. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return knownKeys(schema.def.innerType, path);
  if (schema instanceof z.ZodPipe) return knownKeys(schema.def.in, path);
  const [name, ...rest] = path;
  if (schema instanceof z.ZodRecord && name !== undefined) return knownKeys(schema.valueType, rest);
  if (schema instanceof z.ZodArray && name !== undefined) return knownKeys(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (name === undefined) return Object.keys(schema.shape);
  const inner = Object.entries(schema.shape).find(([key]) => key === name)?.[1];
  return inner === undefined ? [] : knownKeys(inner, rest);
}

/** The line of the key, or the item of a list, at a path of a document, or of the nearest around it that is there. */
export function lineIn(document: Document, lineCounter: LineCounter, path: Path): number {
  let node: Node | null = document.contents;
  let line = 1;
  for (const name of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
    const item = isSeq(node) && typeof name === 'number' ? (node.items[name] as Node | undefined) : undefined;
    const named = isScalar(pair?.key) ? pair.key : item;
    if (!named?.range) return line;
    line = lineCounter.linePos(named.range[0]).line;
    node = item ?? (pair?.value as Node | null);
  }
  return line;
}
