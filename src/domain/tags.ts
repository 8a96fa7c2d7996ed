/** Tags: short words that staff mark tickets with, to find them again and to count them. */

const MAX_TAGS = 20;
const MAX_TAG_LENGTH = 40;
const SEPARATORS = /[,，、;；\n]/;

/** The tags in a text that somebody typed, parted by commas: in small letters, each once, in alphabetical order. */
export function parseTags(text: string): string[] {
  const tags = text.split(SEPARATORS).map((tag) => tag.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase());
  return [...new Set(tags.filter((tag) => tag !== ''))].sort();
}

/** What is wrong with tags for a ticket; undefined where nothing is. */
export function tagsProblem(tags: readonly string[]): string | undefined {
  if (tags.length > MAX_TAGS) return `A ticket has at most ${MAX_TAGS} tags.`;
  const tooLong = tags.find((tag) => tag.length > MAX_TAG_LENGTH);
  return tooLong && `A tag has at most ${MAX_TAG_LENGTH} characters: “${tooLong.slice(0, MAX_TAG_LENGTH)}…” has more.`;
}
