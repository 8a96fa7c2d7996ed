/** Control characters, and marks that hide what they are, or turn the direction of what follows; those within emoji stay. */
const INVISIBLE = /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]+/gu;

/** A name or title that somebody else chose, on one line and as it looks; may be empty. */
export function toCleanLine(text: string): string {
  return text.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
}
