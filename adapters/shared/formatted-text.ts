/** Text with formats, as a list of runs: it can be cut anywhere, and only then becomes a platform's own markup. */

import { firstUnits } from '../../src/lib/text.ts';

/** A format that every chat platform knows. The same object on neighbouring runs is one format that covers both. */
export interface Format {
  kind: 'link' | 'bold' | 'quote' | 'code' | 'italic' | 'code_block' | 'strike';
  /** Where a link leads; undefined for the others. */
  href?: string;
}

/** A run of text with its formats, the outermost first. */
export interface Run {
  text: string;
  formats: readonly Format[];
}

/** The text without its formats. */
export function toPlainText(runs: Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/**
 * Cuts runs into parts of at most `maxLength` UTF-16 units: between paragraphs where that leaves a part at least half full, else
 * between lines, else between words or after Chinese punctuation, else between characters. White space at a cut is dropped.
 */
export function splitRuns(runs: Run[], maxLength: number): Run[][] {
  const text = toPlainText(runs);
  const slice = createSlicer(runs);
  const parts: Run[][] = [];
  for (let start = skipSpace(text, 0); start < text.length; ) {
    const end = endOfPart(text, start, maxLength);
    parts.push(slice(start, start + text.slice(start, end).trimEnd().length));
    start = skipSpace(text, end);
  }
  return parts;
}

/** Where a text is best cut: after paragraphs, lines, words or Chinese punctuation. */
const BOUNDARIES = [/\n\n/g, /\n/g, /[\s。！？；，、]/g];

function endOfPart(text: string, start: number, maxLength: number): number {
  if (text.length - start <= maxLength) return text.length;
  const window = text.slice(start, start + maxLength);
  for (const boundary of BOUNDARIES) {
    const last = [...window.matchAll(boundary)].at(-1);
    if (last !== undefined && last.index >= maxLength / 2) return start + last.index + last[0].length;
  }
  return start + firstUnits(text.slice(start, start + maxLength + 2), maxLength).length;
}

function skipSpace(text: string, start: number): number {
  return text.length - text.slice(start).trimStart().length;
}

/** Cuts one stretch after the other out of the runs, which are gone through once. */
function createSlicer(runs: Run[]): (start: number, end: number) => Run[] {
  let index = 0;
  let position = 0;
  return (start, end) => {
    const slices: Run[] = [];
    for (let run = runs[index]; run !== undefined && position < end; run = runs[index]) {
      const text = run.text.slice(Math.max(0, start - position), end - position);
      if (text !== '') slices.push({ text, formats: run.formats });
      // The next stretch may begin within this run.
      if (position + run.text.length > end) break;
      position += run.text.length;
      index += 1;
    }
    return slices;
  };
}
