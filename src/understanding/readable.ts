const KEYBOARD_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** So many neighbouring keys in a row are a hand on the keyboard, not a word ("were" and "rty" are shorter or in words). */
const KEY_RUN = 4;
const WORDS_OF_NEIGHBOURING_KEYS = [
  'were',
  'tree',
  'pool',
  'weer',
  'free',
  'well',
  'poop',
  'sass',
  'fads',
  'hjem',
  'property',
];
const CONSONANTS_IN_A_ROW = /[^aeiouy]{7}/;
const VOWELLESS_LENGTH = 6;

/**
 * Whether there is anything to read: a word of any language or a number. False for a text that is empty, only emoji or
 * punctuation, or keys hit at random.
 */
export function isReadable(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  return words.some((word) => !isKeyboardMash(word));
}

function isKeyboardMash(word: string): boolean {
  const letters = word.toLowerCase();
  if (!/^[a-z]+$/.test(letters)) return false;
  const isOneLetter = letters.length >= 4 && new Set(letters).size === 1;
  const isVowelless = letters.length >= VOWELLESS_LENGTH && !/[aeiouy]/.test(letters);
  const isCrowded = CONSONANTS_IN_A_ROW.test(letters);
  return isOneLetter || isVowelless || isCrowded || isAlongKeys(letters);
}

/** Whether at least two thirds of the word run along a row of the keyboard, in either direction. */
function isAlongKeys(letters: string): boolean {
  if (WORDS_OF_NEIGHBOURING_KEYS.includes(letters)) return false;
  let along = 0;
  let run = 1;
  for (let index = 1; index <= letters.length; index += 1) {
    if (index < letters.length && areNeighbours(letters[index - 1] ?? '', letters[index] ?? '')) {
      run += 1;
      continue;
    }
    if (run >= KEY_RUN - 1) along += run;
    run = 1;
  }
  return letters.length >= KEY_RUN && along * 3 >= letters.length * 2;
}

function areNeighbours(a: string, b: string): boolean {
  return KEYBOARD_ROWS.some(
    (row) => row.includes(a) && row.includes(b) && Math.abs(row.indexOf(a) - row.indexOf(b)) === 1,
  );
}
