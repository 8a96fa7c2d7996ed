import { ConverterFactory, type DictGroup } from 'opencc-js/core';
import { from, to } from 'opencc-js/preset/cn2t';
import { from as fromTraditional, to as toSimplified } from 'opencc-js/preset/t2cn';

export type ChineseScript = 'simplified' | 'traditional';

type Convert = (text: string) => string;

/** The tables are large and most desks never need them: they are put together when first asked for. */
function whenNeeded(create: () => Convert): Convert {
  let convert: Convert | undefined;
  return (text) => {
    convert ??= create();
    return convert(text);
  };
}

const traditionalize = whenNeeded(() => ConverterFactory(...(from.cn ?? []), ...(to.tw ?? []), AS_COMMON));
const simplify = whenNeeded(() => ConverterFactory(...(fromTraditional.tw ?? []), ...(toSimplified.cn ?? [])));

/** What is more commonly written so in Taiwan than the tables have it, and a play (齣) that they see in “as soon as … leaves”. */
const AS_COMMON: DictGroup = ['臺 台|回復 回覆|一齣 一出'];

const HAN = /\p{Script=Han}/u;
/** Where something leads to, in CommonMark or by itself. */
const ADDRESS = /(\]\([^\s)]*|https?:\/\/[^\s>]+)/;

/**
 * A text in simplified Chinese with traditional characters, as Taiwan writes them (the tables of OpenCC, by phrase where that decides and
 * else by character). The words stay what they are, and so does what a link leads to. Takes time in proportion to the text's length.
 */
export function toTraditionalChinese(text: string): string {
  if (!HAN.test(text)) return text;
  const pieces = text.split(ADDRESS);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : traditionalize(piece))).join('');
}

/** Which characters a text is written in; undefined where both would write it so, or it has as many of either. */
export function chineseScriptOf(text: string): ChineseScript | undefined {
  if (!HAN.test(text)) return undefined;
  const traditional = changed(text, simplify(text));
  const simplified = changed(text, traditionalize(text));
  if (traditional === simplified) return undefined;
  return traditional > simplified ? 'traditional' : 'simplified';
}

/** How many characters are not the same in two texts of a length. */
function changed(text: string, other: string): number {
  const others = [...other];
  return [...text].filter((character, index) => character !== others[index]).length;
}

const TRADITIONAL_LOCALE = /^zh(?!.*hans)[-_](?:.*[-_])?(?:hant|tw|hk|mo)\b/i;

/** Whether a locale such as `zh-TW` or `zh-Hant` is of traditional Chinese. */
export function isTraditionalLocale(locale: string): boolean {
  return TRADITIONAL_LOCALE.test(locale);
}
