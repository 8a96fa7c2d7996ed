/** Stemmers: the forms of a word brought together. */

const VOWEL = /[aeiouy]/;
const DOUBLED_CONSONANT = /([bdfgmnprt])\1$/;

/** Endings that only change the part of speech, the longest first, with what takes their place. */
const DERIVED_ENDINGS: readonly (readonly [ending: string, replacement: string])[] = [
  ['ification', 'ify'],
  ['ization', 'ize'],
  ['ription', 'ribe'],
  ['fulness', 'ful'],
  ['iveness', 'ive'],
  ['ousness', 'ous'],
  ['ational', 'ate'],
  ['ation', 'ate'],
  ['ition', 'it'],
  ['ement', 'e'],
  ['ment', ''],
  ['ness', ''],
  ['able', ''],
  ['ible', ''],
  ['ance', ''],
  ['ence', ''],
  ['ery', ''],
  ['ion', ''],
  ['ful', ''],
  ['ly', ''],
  ['al', ''],
  ['er', ''],
  ['or', ''],
];

/**
 * Brings the forms of an English word together ("cancelled", "cancelling", "cancellation" → "cancel"); takes a
 * lower-case word. After Porter (1980), steps 1, 2 and 4 shortened to the endings that matter in customers' messages.
 */
export function stemEnglish(word: string): string {
  if (word.length < 4) return word;
  return withoutFinalVowel(withoutDerivedEnding(withoutInflection(withoutPlural(word))));
}

/**
 * Brings number and gender of a Spanish word together ("pedidos", "pedida" → "pedid"); takes a lower-case word
 * without accents. The light stemmer of Savoy (2001).
 */
export function stemSpanish(word: string): string {
  if (word.length < 5) return word;
  if (word.endsWith('eses')) return word.slice(0, -2);
  if (word.endsWith('ces')) return `${word.slice(0, -3)}z`;
  return word.replace(/(?:os|as|es)$/, '').replace(/[oae]$/, '');
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('s') && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function withoutInflection(word: string): string {
  for (const ending of ['ing', 'ed']) {
    const stem = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || stem.length < 2 || !VOWEL.test(stem)) continue;
    return stem.length === 2 && !VOWEL.test(stem.slice(1)) ? `${stem}e` : withoutDoubledConsonant(stem);
  }
  return word;
}

function shortestStem(ending: string): number {
  return ending.length > 3 ? 3 : 4;
}

function withoutDerivedEnding(word: string): string {
  for (const [ending, replacement] of DERIVED_ENDINGS) {
    const stem = word.slice(0, -ending.length);
    if (word.endsWith(ending) && stem.length >= shortestStem(ending) && VOWEL.test(stem)) return stem + replacement;
  }
  return word;
}

function withoutFinalVowel(word: string): string {
  if (word.length < 4) return word;
  return word
    .replace(/e$/, '')
    .replace(/(?<=.{4})at$/, '')
    .replace(/y$/, 'i')
    .replace(/ll$/, 'l');
}

function withoutDoubledConsonant(stem: string): string {
  return DOUBLED_CONSONANT.test(stem) ? stem.slice(0, -1) : stem;
}
