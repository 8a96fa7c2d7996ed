/** Slack's marks in a text that is read otherwise already: *bold*, _italic_ and `code`. */

import { plainText, type Run, webAddress } from './place.ts';

const MARKED =
  /(?<![\p{L}\p{N}])(?:\*(?<bold>[^*\s](?:[^*\n]*[^*\s])?)\*|_(?<italic>[^_\s](?:[^_\n]*[^_\s])?)_|`(?<code>[^`\n]+)`)(?![\p{L}\p{N}])/gu;
const FORMATS = ['bold', 'italic', 'code'] as const;

/** The text in runs, each of the labels that occurs in it a link. */
export function readSlackMarks(text: string, links: readonly { url: string; label: string }[]): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    const format = FORMATS.find((name) => match.groups?.[name] !== undefined) ?? 'plain';
    runs.push(...plainText(text.slice(end, match.index)));
    runs.push({ text: match.groups?.[format] ?? match[0], format, href: undefined });
    end = match.index + match[0].length;
  }
  runs.push(...plainText(text.slice(end)));
  return runs.flatMap((run) => linkLabels(run, links));
}

function linkLabels(run: Run, links: readonly { url: string; label: string }[]): Run[] {
  const [first, ...rest] = links;
  if (first === undefined) return [run];
  const at = first.label === '' ? -1 : run.text.indexOf(first.label);
  if (at < 0) return linkLabels(run, rest);
  const after = { ...run, text: run.text.slice(at + first.label.length) };
  const pieces = [
    { ...run, text: run.text.slice(0, at) },
    { ...run, text: first.label, href: webAddress(first.url) },
  ].filter(({ text }) => text !== '');
  return after.text === '' ? pieces : [...pieces, ...linkLabels(after, rest)];
}
