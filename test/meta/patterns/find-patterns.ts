/** Finds every regular expression of the product in its sources. */

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** A regular expression and where it stands: `folder/file.ts:12`. */
export interface Pattern {
  at: string;
  source: string;
  flags: string;
}

export interface FoundPatterns {
  literals: Pattern[];
  /** Where one is built while the program runs. */
  built: string[];
}

/** The patterns in the JavaScript and TypeScript files of these folders. @throws where a file cannot be parsed */
export function findPatterns(root: string, folders: readonly string[]): FoundPatterns {
  const found: FoundPatterns = { literals: [], built: [] };
  for (const file of folders.flatMap((folder) => sourceFiles(root, folder))) findInFile(root, file, found);
  return found;
}

/** The names of the JavaScript and TypeScript files of a folder, as they are seen from the root. */
export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.ts', '.tsx', '.js', '.mjs'].includes(extname(name)) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

function findInFile(root: string, file: string, { literals, built }: FoundPatterns): void {
  const text = readFileSync(join(root, file), 'utf8');
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const locationOf = ({ start }: { start: number }) => `${file}:${text.slice(0, start).split('\n').length}`;
  new Visitor({
    Literal(node) {
      if ('regex' in node) literals.push({ at: locationOf(node), source: node.regex.pattern, flags: node.regex.flags });
    },
    NewExpression({ callee, start }) {
      if (callee.type === 'Identifier' && callee.name === 'RegExp') built.push(locationOf({ start }));
    },
    CallExpression({ callee, start }) {
      if (callee.type === 'Identifier' && callee.name === 'RegExp') built.push(locationOf({ start }));
    },
  }).visit(program);
}
