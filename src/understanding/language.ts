/** Scripts by the languages written in them; any other language is taken to use Latin letters. */
const SCRIPTS: { script: RegExp; languages: readonly string[]; weight: number }[] = [
  { script: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, languages: ['ja'], weight: 6 },
  { script: /\p{Script=Han}/gu, languages: ['zh', 'ja', 'yue'], weight: 3 },
  { script: /\p{Script=Hangul}/gu, languages: ['ko'], weight: 3 },
  { script: /\p{Script=Cyrillic}/gu, languages: ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk'], weight: 1 },
  { script: /\p{Script=Arabic}/gu, languages: ['ar', 'fa', 'ur'], weight: 1 },
  { script: /\p{Script=Hebrew}/gu, languages: ['he'], weight: 1 },
  { script: /\p{Script=Greek}/gu, languages: ['el'], weight: 1 },
  { script: /\p{Script=Thai}/gu, languages: ['th'], weight: 1 },
  { script: /\p{Script=Devanagari}/gu, languages: ['hi', 'mr', 'ne'], weight: 1 },
];
const LATIN = { script: /\p{Script=Latin}/gu, weight: 1 };

/** Addresses and product codes are Latin letters in every language. */
const IN_CODE = /[@/\\_\d]/;
/** "ok", "app" and "vip" are written in every language. */
const FEWEST_LATIN_LETTERS = 4;

/**
 * The locale, of those offered, that a text is written in, told by its script. A text that does not tell (too short, no
 * letters, a script of none of the locales, several locales of one script) is taken to be in `preferred`, or, when that is
 * not offered, in the first that fits.
 */
export function detectLocale(text: string, locales: readonly string[], preferred: string): string {
  const fallback = locales.find((locale) => locale === preferred) ?? sameLanguage(locales, preferred) ?? locales[0];
  if (fallback === undefined) return preferred;
  const fitting = localesOfScript(text, locales);
  return fitting.length === 0 || fitting.includes(fallback) ? fallback : (fitting[0] ?? fallback);
}

function localesOfScript(text: string, locales: readonly string[]): string[] {
  let fitting: readonly string[] = [];
  let most = 0;
  for (const { script, languages, weight } of SCRIPTS) {
    const found = weight * (text.match(script)?.length ?? 0);
    if (found <= most) continue;
    most = found;
    fitting = locales.filter((locale) => languages.includes(languageOf(locale)));
  }
  const latin = LATIN.weight * (withoutCodes(text).match(LATIN.script)?.length ?? 0);
  if (latin < FEWEST_LATIN_LETTERS || latin <= most) return [...fitting];
  const elsewhere = new Set(SCRIPTS.flatMap((one) => one.languages));
  return locales.filter((locale) => !elsewhere.has(languageOf(locale)));
}

function withoutCodes(text: string): string {
  return text.replace(/\S+/g, (word) => (IN_CODE.test(word) ? ' ' : word));
}

function sameLanguage(locales: readonly string[], preferred: string): string | undefined {
  return locales.find((locale) => languageOf(locale) === languageOf(preferred));
}

function languageOf(locale: string): string {
  return (locale.split(/[-_]/)[0] ?? '').toLowerCase();
}
