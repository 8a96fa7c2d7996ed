import { ConverterFactory, type DictGroup } from 'opencc-js/core';
import { from, to } from 'opencc-js/preset/t2cn';

/** What OpenCC leaves as it is, since both are written in traditional Chinese. */
const ALSO: DictGroup = ['妳 你|甚麼 什麼'];

const simplify = ConverterFactory(
  ALSO,
  ...[...(from.tw ?? []), ...(to.cn ?? [])].map((group) => group.map(onlySameLength)),
);

/**
 * A text with its traditional Chinese characters replaced by the simplified ones (the tables of OpenCC, by phrase where that decides
 * and else by character). It is as long as the original in UTF-16 units, so that offsets hold; the words of Taiwan and Hong Kong
 * stay what they are. Takes time in proportion to the text's length.
 */
export function toSimplifiedChinese(text: string): string {
  return /\p{Script=Han}/u.test(text) ? simplify(text) : text;
}

/** A handful of rare characters have a simplified form that takes two UTF-16 units. */
function onlySameLength(entries: DictGroup[number]): DictGroup[number] {
  if (typeof entries !== 'string')
    return entries.filter(([traditional, simplified]) => traditional.length === simplified.length);
  const isSameLength = (entry: string) => entry.indexOf(' ') * 2 + 1 === entry.length;
  return entries.split('|').filter(isSameLength).join('|');
}
