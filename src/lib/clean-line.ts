/** Control characters, and marks that hide what they are, or turn the direction of what follows; those within emoji stay. */
const INVISIBLE =
  /(?:[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\u034F)+/gu;
/** Letters and symbols that show nothing. */
const BLANK = /[\u2800\u3164\uFFA0]+/gu;
const BLANK_WITHIN_SYLLABLES = /[\u115F\u1160]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name or title that somebody else chose, on one line and as it looks; empty where it shows nothing. */
export function toCleanLine(text: string): string {
  const line = text.replace(INVISIBLE, ' ').replace(BLANK, ' ').replace(/\s+/g, ' ').trim();
  return VISIBLE.test(line.replace(BLANK_WITHIN_SYLLABLES, '')) ? line : '';
}

/** The name of a file as it looks, so that its ending is the one it opens by; `file` where it shows nothing. */
export function toCleanFileName(name: string): string {
  // A mark within a name is no gap between words.
  return toCleanLine(name.replace(INVISIBLE, '')) || 'file';
}
