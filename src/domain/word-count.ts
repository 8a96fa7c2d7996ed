const WORD = /\p{Script=Han}{1,2}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;

/** How many words a text has; of Chinese, which does not part them, two characters are taken for one. */
export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}
