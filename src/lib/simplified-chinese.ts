import { ConverterFactory, type DictGroup } from 'opencc-js/core';
import { from, to } from 'opencc-js/preset/t2cn';

/** What OpenCC leaves as it is, since both are written in traditional Chinese. */
const ALSO: DictGroup = ['妳 你|甚麼 什麼'];

/** Words that are written in Cantonese only, and what they are in Mandarin; kept as they are where they are part of a common word. */
const CANTONESE: DictGroup = [
  '關係 關係|仲裁 仲裁|仲介 仲介|係數 係數|聯係 聯係|唔該 麻煩|你哋 你們|我哋 我們|佢哋 他們|使唔使 用不用|點樣 怎樣|點解 為何|邊度 哪裏|邊個 哪個|幾耐 多久|幾多 多少|幾時 何時|乜嘢 什麼|而家 現在',
  '聽日 明天|尋日 昨天|琴日 昨天|今日 今天|有冇 有沒|唔 不|係 是|嘅 的|咗 了|㗎 呢|冇 沒|嚟 來|喺 在|俾 給|畀 給|咩 嗎|睇 看|攞 拿|仲 還|啲 些|嗰 那|咁 這|佢 他|搵 找|哋 們',
];

const simplify = ConverterFactory(
  ALSO,
  CANTONESE,
  ...[...(from.tw ?? []), ...(to.cn ?? [])].map((group) => group.map(onlySameLength)),
);

/**
 * A text with its traditional Chinese characters replaced by the simplified ones (the tables of OpenCC, by phrase where that decides
 * and else by character). It is as long as the original in UTF-16 units, so that offsets hold; words that only
 * Cantonese has become those of Mandarin; other words of Taiwan and Hong Kong stay what they are. Takes time in proportion to the text's length.
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
