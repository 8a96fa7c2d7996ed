/** Regular expressions put together from plain lists of phrases. */

/** A pattern for any of the phrases (each itself a pattern), as a group. */
export function anyOf(...phrases: readonly string[]): string {
  return `(?:${phrases.join('|')})`;
}

/** Any of the phrases as whole words, in either case; spaces may be wider, apostrophes typographic or left out. */
export function englishWords(...phrases: readonly string[]): RegExp {
  const loose = phrases.map((phrase) => phrase.replaceAll(' ', '[\\s,]+').replaceAll("'", "['’]?"));
  return new RegExp(`(?<![\\w])${anyOf(...loose)}(?!\\w)`, 'i');
}

/** Any of the phrases anywhere in the text, as Chinese has no spaces. */
export function chinesePhrases(...phrases: readonly string[]): RegExp {
  return new RegExp(anyOf(...phrases), 'iu');
}

/** Whether any of the patterns finds itself in the text. */
export function says(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
