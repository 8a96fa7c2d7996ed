import type { Enclosure } from '../../../src/domain/message.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';

/** What is neither words nor a file: its kind as staff read it, its words, one line each part that has any, and where it leads. */
export function itemOf(title: string, parts: readonly string[], url?: unknown): Enclosure {
  const text = [...new Set(parts.map((part) => part.trim()))].filter((part) => part !== '').join('\n');
  return { kind: 'item', title, author: undefined, text, url: webAddress(url) };
}

/** A name or title that others chose; undefined where nothing of it shows. */
export function nameFrom(...candidates: (string | null | undefined)[]): string | undefined {
  return candidates.map((candidate) => toCleanLine(candidate ?? '')).find((name) => name !== '');
}

/** An address of the web; undefined for anything else. */
export function webAddress(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
