/** What a text says that its writer does not want, or that it is not so. */

import { stemEnglish } from '../../lib/stemmers.ts';

/** "能用支付宝不" asks. */
const ASKING_END = /(?<=\p{Script=Han})[不没](?=[\s\p{P}]|$)/gu;
const TOKEN = /\p{Script=Han}|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+|[,.;!?。、]/gu;
/** What denies what follows: that it is wanted, or that it is the case. */
const DENIALS = toSequences(`
  i don't want; i dont want; i do not want; we don't want; i don't need; i dont need; i do not need; i don't wish; i do not wish
  i didn't want; i did not want; don't want; dont want; do not want; don't need; dont need; do not need; no longer want; no longer need
  never wanted; not wanting; not want; please don't; please dont; please do not; don't; dont; do not; never; not going to; not trying to
  not asking for; not asking to; not looking to; not looking for; not here to; not here for; not planning to; no need to; no need for
  didn't ask for; did not ask for; didn't ask to; did not ask to; never asked to; never asked for; never asked you to; didn't ask you to; did not ask you to; didn't mean to; did not mean to
  never mind; forget about; forget the; not asking; not talking about; not saying
  not about; rather not; instead of; wasn't asking for; wasn't asking about; not asking about; isn't about; not the; not a; not an; not my
  isn't; is not; isnt; aren't; are not; nothing is; nothing's; nothing was; nothing has been; it's not; not
  haven't been; have not been; hasn't been; has not been; havent been; hasnt been; wasn't; was not; wasnt; weren't; were not; never been
  不 要; 不 想 要; 不 想; 不 用; 不 需 要; 无 需; 不 必; 别; 先 别; 没 想; 没 说 要; 不 是 要; 不 是 想; 并 不 想; 不 打 算; 没 打 算
  没 有 要; 没 要; 不 是 问; 不 是 说; 千 万 别; 不 准; 没 有 被; 没 被; 并 没 有 被; 不 是; 未 被; 没 有; 没; 并 没; 不
`);
/** What denies nothing that is asked for: who cannot do a thing wants it, what has not come is missed, and "can I not" asks. */
const LACKS = toSequences(`
  what's not; what is not; what isn't; which are not; which aren't; which is not; who is not; why is it not; is it not; is this not; are they not; not yet; not only
  did you not; have you not; has it not; was it not; did it not; has he not; did they not
  can't; cannot; can not; cant; couldn't; could not; unable to; not able to; won't; wont; will not; wouldn't; doesn't work; does not work
  not working; didn't work; did not work; don't know; dont know; do not know; don't understand; do not understand; not sure; don't see
  do not see; can i not; why can't; not let me; doesn't let me; don't have; do not have; haven't been able; don't remember; do not remember
  haven't got; havent got; have not got; haven't received; have not received; havent received; hasn't arrived; has not arrived; hasn't come
  has not come; didn't get; did not get; didn't receive; did not receive; never got; never received; never arrived; never came; not yet
  not here; not there; not arrived; not received; can't find; cannot find; don't think; do not think; if not; or not; why not; do you not
  don't you; isn't there; aren't you
  不 能; 不 会; 无 法; 不 了; 不 知 道; 不 清 楚; 不 懂; 不 行; 不 太 会; 能 不 能; 可 不 可 以; 是 不 是; 要 不 要; 有 没 有; 会 不 会
  为 什 么 不; 怎 么 不; 怎 么 还 不; 还 不; 也 不; 老 不; 一 直 不; 都 不; 不 了; 不 成; 不 好; 不 对; 不 到; 不 上; 不 开; 不 出; 不 进; 不 动; 不 见; 不 着; 不 过; 不 同; 不 错
  没 法; 没 收 到; 没 有 收 到; 没 到; 没 有 到; 还 没; 没 找 到; 没 看 到; 没 反 应; 没 有 反 应; 没 动; 没 更 新; 没 人; 好 不 好
  对 不 对; 没 退; 没 发 货; 没 送; 未 收 到; 未 到
`);
/** "If I do not like it, can I send it back" denies nothing. */
const CONDITIONS = toSequences('if; in case; unless; suppose; 如 果; 要 是; 假 如; 假 设; 万 一; 若');
/** In words, or characters of Chinese: so near a condition a denial is what it is about. */
const CONDITION_REACH = 4;
/** Between the denial and what it denies. */
const BETWEEN = new Set(
  (
    'to after with the a an my me you it that this be been being have had want need wish like please get got having any another just actually really for about of i we they us in on ' +
    '再 了 被 我 你 您 们 给 把 帮 的 要 去 来 就 是 说 个 这 那 先 想'
  ).split(' '),
);

/**
 * What a text denies, denial by denial: the first words after it, of which the first tells what is denied. Takes time in proportion to
 * the text's length.
 */
export function denialsOf(text: string): string[][] {
  const tokens = tokensOf(text.replace(ASKING_END, '吗'));
  const denied: string[][] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const lack = lengthAt(LACKS, tokens, index);
    const denial = lengthAt(DENIALS, tokens, index);
    const isDenied = denial > lack && !asksWhether(tokens, index) && !isConditional(tokens, index);
    if (isDenied) denied.push(after(tokens, index + denial));
    index += Math.max(1, lack, denial) - 1;
  }
  return denied.filter(({ length }) => length > 0);
}

/** Words in the form in which those of a denial are compared. */
export function contentOf(text: string): string[] {
  return tokensOf(text)
    .filter((token) => !BETWEEN.has(token) && /[\p{L}\p{N}]/u.test(token))
    .map(stemEnglish);
}

function isConditional(tokens: readonly string[], index: number): boolean {
  for (let at = index - 1; at >= 0 && at >= index - CONDITION_REACH; at -= 1) {
    if (!/[\p{L}\p{N}]/u.test(tokens[at] ?? '')) return false;
    if (lengthAt(CONDITIONS, tokens, at) > 0) return true;
  }
  return false;
}

/** "送不送" asks. */
function asksWhether(tokens: readonly string[], index: number): boolean {
  return /^[不没]$/.test(tokens[index] ?? '') && tokens[index - 1] === tokens[index + 1];
}

const MOST_DENIED = 8;

/** What is denied: the words up to the end of the clause, without those that only lead to them. */
function after(tokens: readonly string[], from: number): string[] {
  const found: string[] = [];
  for (const token of tokens.slice(from, from + 2 * MOST_DENIED)) {
    if (!/[\p{L}\p{N}]/u.test(token) || (found.length > 0 && CLAUSE.has(token))) break;
    if (!BETWEEN.has(token)) found.push(stemEnglish(token));
  }
  return found.slice(0, MOST_DENIED);
}

const CLAUSE = new Set([
  'but',
  'because',
  'just',
  'only',
  'so',
  'if',
  'when',
  '但',
  '只',
  '因',
  '而',
  '也',
  '就',
  '吗',
]);

function tokensOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().replaceAll('’', "'").match(TOKEN) ?? [];
}

function lengthAt(sequences: ReadonlyMap<string, string[][]>, tokens: readonly string[], index: number): number {
  const candidates = sequences.get(tokens[index] ?? '') ?? [];
  return Math.max(
    0,
    ...candidates.filter((words) => words.every((word, at) => tokens[index + at] === word)).map(({ length }) => length),
  );
}

/** By their first word. */
function toSequences(list: string): Map<string, string[][]> {
  const sequences = new Map<string, string[][]>();
  for (const sequence of list.split(/[;\n]/)) {
    const words = sequence.trim().split(' ');
    const [first] = words;
    if (first !== undefined && first !== '') sequences.set(first, [...(sequences.get(first) ?? []), words]);
  }
  return sequences;
}
