/** Learns which regular expressions are built while modules are loaded. */

import { relative } from 'node:path';
import type { Pattern } from './find-patterns.ts';

/** The patterns that files of the root build with `RegExp` while this works, each with where it is built. */
export async function recordBuilt(root: string, work: () => Promise<void>): Promise<Pattern[]> {
  const recorded: Pattern[] = [];
  const record = (pattern: RegExp): RegExp => {
    const at = callerWithin(root);
    if (at !== undefined) recorded.push({ at, source: pattern.source, flags: pattern.flags });
    return pattern;
  };
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct: (target, given, newTarget) => record(Reflect.construct(target, given, newTarget)),
    apply: (target, self, given) => record(Reflect.apply(target, self, given)),
  });
  try {
    await work();
  } finally {
    globalThis.RegExp = original;
  }
  return recorded;
}

function callerWithin(root: string): string | undefined {
  const lines = new Error().stack?.split('\n') ?? [];
  const frames = lines.flatMap((line) => {
    const [, file = '', row = ''] = /\(?(?:file:\/\/)?(\/[^():]+):(\d+):\d+\)?$/.exec(line) ?? [];
    return file.startsWith(root) ? [`${relative(root, file)}:${row}`] : [];
  });
  return frames.find((frame) => !frame.startsWith('test') && !frame.startsWith('node_modules'));
}
