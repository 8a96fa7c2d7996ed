/** Whether a text says yes or no to a question. */

import type { Agreement } from '../../domain/analysis.ts';

/** Words end where these do. A longer one is looked for first. */
const YES = phrases(`
  yes; yeah; yep; yup; yea; ya; aye; y; yes please; yes of course; sure; sure thing; of course; certainly; absolutely; definitely; ok; okay; oki; k; kk; alright; all right
  go ahead; please go ahead; go on; go for it; do it; do that; do so; please do; please do it; please do that; just do it; proceed; please proceed; carry on; make it so
  confirm; confirmed; i confirm; agreed; i agree; correct; exactly; fine; that is fine; that's fine; thats fine; fine by me; sounds good; good; great; perfect; right; that is right; that's right; thats right
  是; 是的; 是啊; 对; 对的; 对啊; 没错; 好; 好的; 好啊; 好呀; 好吧; 好滴; 行; 行吧; 行的; 可以; 可以的; 嗯; 嗯嗯; 嗯好; 确认; 我确认; 确定; 我确定; 同意; 我同意; 没问题; 办吧; 请办理; 办理; 要; 要的; 就这样; 就这样吧; 继续; 请继续; 麻烦办理; 约吧; 订吧
`);
const NO = phrases(`
  no; nope; nah; naw; n; no thanks; no thank you; no way; certainly not; of course not; better not; rather not; not now; not yet; do not; don't; dont; please don't; please do not; don't do it; do not do it; don't do that
  stop; stop it; wait; hold on; hang on; leave it; leave it as it is; leave it alone; i changed my mind; i've changed my mind; changed my mind; never mind; nevermind; forget it
  不; 不了; 不要; 不要了; 先不要; 不用; 不用了; 先不用; 不是; 不对; 不行; 不可以; 不同意; 先不; 先不了; 算了; 别; 别办; 先别; 等等; 等一下; 先等等; 我改主意了; 改主意了; 不办了; 暂时不用; 暂时不要
`);
/** What may stand beside either. */
const COURTESIES = phrases(
  'please; pls; plz; thanks; thank you; thx; cheers; then; 谢谢; 谢谢你; 谢谢您; 麻烦了; 麻烦您了; 请; 那; 那就; 那先; 就; 吧; 的',
);
/** What takes part of it back, or makes it depend on something. */
const RESERVATION =
  /(?<![\p{L}\p{M}])(?:but|except|unless|only if|if|instead|however|though)(?![\p{L}\p{M}])|但|不过|除了|除非|如果|要是|只是/iu;
/** Nobody says yes or no at greater length. */
const MOST_READ = 200;

/** What a text says that begins with a yes or a no; undefined for one that does not, or has a reservation. */
export function agreementIn(text: string): Agreement | undefined {
  const read = text.slice(0, MOST_READ).toLowerCase().replaceAll('’', "'");
  if (RESERVATION.test(read)) return undefined;
  const courteous = withoutFirst(read, COURTESIES) ?? read;
  for (const [says, words] of [
    ['no', NO],
    ['yes', YES],
  ] as const) {
    const rest = withoutFirst(read, words) ?? withoutFirst(courteous, words);
    if (rest !== undefined) return { says, isAll: isNothingBut(rest, words) && text.length <= MOST_READ };
  }
  return undefined;
}

function isNothingBut(text: string, words: readonly string[]): boolean {
  let rest: string | undefined = text;
  while (rest !== undefined && rest !== '') rest = withoutFirst(rest, words) ?? withoutFirst(rest, COURTESIES);
  return rest === '';
}

/** The text behind the phrase that it begins with; undefined where it begins with none. */
function withoutFirst(text: string, words: readonly string[]): string | undefined {
  const from = text.replace(/^[^\p{L}\p{N}]+/u, '');
  const found = words.find((word) => from.startsWith(word) && endsThere(from, word));
  return found === undefined ? undefined : from.slice(found.length).replace(/^[^\p{L}\p{N}]+/u, '');
}

/** In Chinese a phrase of one character may be the beginning of another word. */
function endsThere(text: string, word: string): boolean {
  const next = text.slice(word.length);
  if (!/\p{Script=Han}$/u.test(word)) return !/^['\p{L}\p{M}\p{N}]/u.test(next);
  return word.length > 1 || !/^\p{Script=Han}/u.test(next) || /^[的吧呀啊啦了]/.test(next);
}

function phrases(list: string): string[] {
  const words = list.split(/[;\n]/).map((word) => word.trim());
  return words.filter((word) => word !== '').sort((a, b) => b.length - a.length);
}
