/** In UTF-16 units: longer ones are names and sayings. */
export const LONGEST_WORD = 4;

/** Single characters as words: at each place the longest that is known. */
export function joinCharacters(tokens: readonly string[], known: { has(word: string): boolean }): string[] {
  const words: string[] = [];
  let index = 0;
  while (index < tokens.length) {
    let length = Math.min(LONGEST_WORD, tokens.length - index);
    while (length > 1 && !known.has(tokens.slice(index, index + length).join(''))) length -= 1;
    words.push(tokens.slice(index, index + length).join(''));
    index += length;
  }
  return words;
}
