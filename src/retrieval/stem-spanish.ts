/** A light Spanish stemmer. */

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
