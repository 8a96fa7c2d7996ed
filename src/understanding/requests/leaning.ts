/** Whether a text leans on what was said before it. */

import type { Entity, Leaning } from '../../domain/analysis.ts';

const WORD = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+(?:'[\p{L}]+)*/gu;
/** Who goes on from before begins so. */
const CONTINUES =
  /^[\s\p{P}]*(?:and|or|what about|how about|what if|what of|even|only|same|until when|since when|by when)(?![\p{L}\p{M}])|^[\s\p{P}]*(?:那|如果|要是|还有)/iu;
/** Another thing takes the place of what was said before. */
const CORRECTS =
  /(?<![\p{L}\p{M}])(?:i mean|i meant|correction|my mistake|typo)(?![\p{L}\p{M}])|写错了|打错了|说错了|搞错了|弄错了|应该是|我是说/iu;
const ALSO_SO = /也一样|也是(?:这样|吗)|也行吗|也可以吗|一样吗|同样/u;
const ENDS_SO = /呢[\s\p{P}]*$/u;
/** Words that stand for what was named before. */
const POINTING = new Set(
  'it its that this them they these those one ones there same both either neither he she him her 它 这 那 它们 该'.split(
    ' ',
  ),
);
/** A text of more words says by itself what it is about. */
const MOST_WORDS = 9;
const MOST_CHARACTERS = 12;
const FEW_WORDS = 4;

const QUESTION_WORD =
  /(?<![\p{L}\p{M}])(?:how(?! about)|what(?! about| if)|when|where|why|who|which|can|could|is|are|do|does|did|will|would|should|may|has|have)(?![\p{L}\p{M}])|怎|什么|多少|多久|几|哪|谁|为何|吗|能不能|可不可以|要不要|是不是/iu;

/** Languages whose words for asking are known here. */
const KNOWN_LANGUAGE = /^(?:en|zh)/;

/** Whether a text has a word that asks; true in a language whose words for it are not known. */
export function hasQuestionWord(text: string, locale: string): boolean {
  return !KNOWN_LANGUAGE.test(locale) || QUESTION_WORD.test(text);
}

/** How a text leans on what was said before it. */
export function leaningOf(text: string): Leaning {
  const words = wordsOf(text);
  const hasHan = /\p{Script=Han}/u.test(text);
  if (words.length === 0 || words.length > (hasHan ? MOST_CHARACTERS : MOST_WORDS)) return 'none';
  const goesOn = CONTINUES.test(text) || ENDS_SO.test(text);
  if (CORRECTS.test(text) || ALSO_SO.test(text)) return 'same';
  if (goesOn) return QUESTION_WORD.test(text) ? 'further' : 'same';
  if (words.some((word) => POINTING.has(word))) return 'further';
  return words.length <= FEW_WORDS || hasHan ? 'possible' : 'none';
}

/** What people put around a value: none of it says what they want. */
const AROUND_VALUES = new Set(
  (
    "no not the other one order number my it its it's is was and what about how or i mean sorry actually for this that here number: nr no. ok okay yes yeah please also with of to " +
    'then instead same thing a too as well again correct right wrong should be meant try oops typo thanks thank you its ' +
    '不 是 这 那 个 另 一 订 单 号 码 的 呢 我 说 错 了 对 应 该 还 有 和 改 成 吧 要 请 嗯 哦 啊 好 意 思 抱 歉 对 起 就 下 换 为 打 输 写 填 刚 才 好 谢'
  ).split(' '),
);

/** True of a text of values and nothing else. */
export function isOnlyValues(text: string, entities: readonly Entity[]): boolean {
  if (entities.length === 0) return false;
  let rest = '';
  let from = 0;
  for (const { start, end } of entities) {
    rest += `${text.slice(from, start)} `;
    from = end;
  }
  return wordsOf(rest + text.slice(from)).every((word) => AROUND_VALUES.has(word));
}

const PLACES: readonly [RegExp, number][] = [
  [
    /\b(?:the )?(?:first|1st|former)(?: (?:one|order|of (?:them|the two)))\b|\bthe former\b|第一[个单笔份]|前一?[个者]/i,
    0,
  ],
  [
    /\b(?:the )?(?:second|2nd|latter)(?: (?:one|order|of (?:them|the two)))\b|\bthe latter\b|第二[个单笔份]|后一?[个者]/i,
    1,
  ],
  [/\b(?:the )?(?:third|3rd)(?: (?:one|order))\b|第三[个单笔份]/i, 2],
  [/\bthe last (?:one|order|of them)\b|最后[一那]?[个单笔份]/i, -1],
];

/** Which of several things a text speaks of ("the first one"), from 0 on, -1 for the last; undefined where it does not say. */
export function namedPlace(text: string): number | undefined {
  return PLACES.find(([pattern]) => pattern.test(text))?.[1];
}

const ANOTHER =
  /\b(?:another|other|different|second|new) (?:one|order|parcel|package|purchase|item|account|address|number)\b|另一|另外一|别的|其他|其它|换一个/i;

/** Whether a text speaks of another thing than the one before. */
export function namesAnother(text: string): boolean {
  return ANOTHER.test(text);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
}
