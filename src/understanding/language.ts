/** Which of the desk's languages a text is written in. */

import { detectAll, supportedLanguages, toISO2 } from 'tinyld/light';
import type { DeskContent, LocaleContent } from '../domain/content.ts';
import { findLocale, languageOf } from '../domain/locales.ts';
import { COMMON_WORDS } from './common-words.ts';

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
const NOT_LATIN = new Set(SCRIPTS.flatMap(({ languages }) => languages));
const LATIN = { script: /\p{Script=Latin}/gu, weight: 1 };

/** Addresses and product codes are Latin letters in every language. */
const IN_CODE = /[@/\\_\d]/;
/** "ok", "app" and "vip" are written in every language. */
const FEWEST_LATIN_LETTERS = 4;
/** The languages whose letters tinyld knows. */
const KNOWN_BY_LETTERS = new Set(supportedLanguages.map(toISO2));
const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** So much of a text is enough to tell by. */
const WORDS_READ = 60;
const LONGEST_WORD = 40;
/** A word that only the content of one language has counts less than one that is common in it: it may be a name elsewhere. */
const WEIGHT_OF_CONTENT = 0.4;
/** Less evidence than this, as a share of the words, tells nothing; a single word has to be a common one. */
const LEAST_EVIDENCE = 0.2;
const LEAST_EVIDENCE_OF_ONE_WORD = 0.9;
/** The language of the conversation is left only for one that is likelier by this factor. */
const MARGIN = 1.3;

/**
 * The locale, of the desk's, that a text is written in. A text that does not tell is taken to be in `preferred`, the conversation's,
 * or, when the desk does not have that, in the desk's default: one too short, a number, a name, loan words, a language that the
 * desk does not speak.
 */
export type LocaleDetector = (text: string, preferred: string) => string;

/**
 * Tells languages apart by script; where that is shared, by words: those that are common in a language, those of the desk's own
 * content, and what letters follow each other in them (tinyld).
 */
export function createLocaleDetector({ locales: contents }: Pick<DeskContent, 'locales'>): LocaleDetector {
  const locales = Object.keys(contents);
  const [only] = locales;
  if (locales.length < 2) return (_, preferred) => only ?? preferred;
  const vocabularies = new Map(Object.values(contents).map((content) => [content.locale, vocabularyOf(content)]));
  return (text, preferred) => {
    const fallback = findLocale(preferred, locales) ?? locales[0];
    if (fallback === undefined) return preferred;
    const { fitting, hasWords } = localesOfScript(text, locales);
    const inScript = fitting.includes(fallback) ? fallback : fitting[0];
    if (inScript === undefined || !hasWords) return inScript ?? fallback;
    const evidence = weighWords(wordsOf(withoutCodes(text)).slice(0, WORDS_READ), fitting, vocabularies);
    const language = likeliest(evidence, languageOf(fallback));
    return languageOf(fallback) === language ? fallback : (findLocale(language, fitting) ?? fallback);
  };
}

interface Fitting {
  /** The locales in whose script most of the text is. */
  fitting: readonly string[];
  /** Whether there are words by which to tell languages of this script apart. */
  hasWords: boolean;
}

function localesOfScript(text: string, locales: readonly string[]): Fitting {
  let languages: readonly string[] = [];
  let most = 0;
  for (const one of SCRIPTS) {
    const found = one.weight * (text.match(one.script)?.length ?? 0);
    if (found <= most) continue;
    most = found;
    languages = one.languages;
  }
  const latin = LATIN.weight * (withoutCodes(text).match(LATIN.script)?.length ?? 0);
  if (latin < FEWEST_LATIN_LETTERS || latin <= most) {
    const fitting = locales.filter((locale) => languages.includes(languageOf(locale)));
    return { fitting, hasWords: fitting.length > 1 && !languages.includes('zh') };
  }
  return { fitting: locales.filter((locale) => !NOT_LATIN.has(languageOf(locale))), hasWords: true };
}

interface Evidence {
  /** By language, be it one of the desk's or not: about 1 when every word is of that language. */
  shares: ReadonlyMap<string, number>;
  least: number;
}

function weighWords(words: readonly string[], fitting: readonly string[], vocabularies: Vocabularies): Evidence {
  const shares = new Map<string, number>();
  const add = (language: string, amount: number) => shares.set(language, (shares.get(language) ?? 0) + amount);
  for (const word of words) {
    const common = languagesWith(word, COMMON_WORDS);
    const isByContent = common.length === 0 && words.length > 1;
    const languages = isByContent ? languagesOfContent(word, fitting, vocabularies) : common;
    const weight = isByContent ? WEIGHT_OF_CONTENT : 1;
    for (const language of languages) add(language, weight / languages.length / words.length);
  }
  if (fitting.every((locale) => KNOWN_BY_LETTERS.has(languageOf(locale)))) {
    for (const { lang, accuracy } of detectAll(words.join(' '))) add(lang, accuracy);
  }
  return { shares, least: words.length === 1 ? LEAST_EVIDENCE_OF_ONE_WORD : LEAST_EVIDENCE };
}

/** The language that has most evidence; `preferred` when no other has clearly more. */
function likeliest({ shares, least }: Evidence, preferred: string): string {
  const ofPreferred = shares.get(preferred) ?? 0;
  const [best, share] = [...shares].sort(([, a], [, b]) => b - a)[0] ?? [preferred, 0];
  return share >= least && share >= MARGIN * ofPreferred ? best : preferred;
}

type Vocabularies = ReadonlyMap<string, ReadonlySet<string>>;

/** Nothing for a word that content in another script has as well: that is a name or a loan word. */
function languagesOfContent(word: string, fitting: readonly string[], vocabularies: Vocabularies): string[] {
  const having = languagesWith(word, vocabularies);
  const inScript = fitting.map(languageOf);
  return having.every((language) => inScript.includes(language)) ? having : [];
}

function languagesWith(word: string, vocabularies: Vocabularies): string[] {
  const having = [...vocabularies].filter(([, known]) => known.has(word));
  return [...new Set(having.map(([locale]) => languageOf(locale)))];
}

/** The words of a locale's utterances and articles, but for the names of slots and of what links lead to. */
function vocabularyOf({ intents, articles }: LocaleContent): ReadonlySet<string> {
  const texts = [
    ...intents.flatMap(({ utterances }) => utterances),
    ...articles.flatMap(({ title, alternates, body }) => [title, ...alternates, body]),
  ];
  return new Set(texts.flatMap((text) => wordsOf(text.replace(/\{\w{1,60}\}|\]\([^)]{0,500}\)/g, ' '))));
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  return words.map((word) => word.slice(0, LONGEST_WORD).replace('’', "'"));
}

function withoutCodes(text: string): string {
  return text.replace(/\S+/g, (word) => (IN_CODE.test(word) ? ' ' : word));
}
