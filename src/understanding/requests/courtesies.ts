/** Greetings, thanks and other courtesies around what a text asks for. */

/** How people greet. Words end where these do; Chinese marked with `|` is a courtesy only where a break follows. */
const GREETINGS = phrases(`
  it is me again; it's me again; its me again; me again; it's me; it is me; back again; 又是我; 我又来了; 是我
  hi; hello; hey; hiya; heya; howdy; yo; greetings; hi there; hello there; hey there; hi again; hello again; hey again
  hi all; hi everyone; hi team; hello team; hey team; hi guys; hey guys; hi folks; hello everyone; hi support; hello support
  good morning; good afternoon; good evening; good day; morning; afternoon; evening; gday; g'day
  dear sir or madam; dear sir; dear madam; dear team; dear support; dear support team; dear customer service; dear all; to whom it may concern
  你好; 您好; 你们好; 大家好; 哈喽; 哈啰; 嗨|; 喂|; 早|; 早上好; 上午好; 中午好; 下午好; 晚上好; 早安|
`);
/** What people begin with beside that. */
const OPENINGS = phrases(`
  thanks; thank you; thx; ty; cheers; many thanks; thanks a lot; thank you very much; thank you so much; thanks so much; thanks a million
  thanks for that; thank you for that; thanks for your help; thank you for your help; thanks for the help; thanks for the info
  thanks for your reply; thank you for your reply; thanks for the quick reply; thanks for getting back to me; thanks for your answer
  ok; okay; oki; k; alright; all right; right; great; perfect; super; brilliant; lovely; awesome; got it; i see; understood
  sure; well; so; um; uh; hmm; oh; ah; ok thanks; ok thank you; ok great; ok cool; ok good; ok then; okay then; alright then
  sorry; excuse me; pardon me; sorry to bother you; sorry to bother; sorry for the trouble; sorry for bothering you
  please; pls; plz; please help; please help me; kindly; i hope you are well; hope you are well; i hope you're well; hope you're well
  i hope you are doing well; hope you're doing well; hope you are doing well; hope all is well; i hope this finds you well; how are you doing today
  quick question; a quick question; one quick question; just a quick question; i have a question; i have a quick question; got a question; question
  just wondering; i was wondering; i am wondering; i'm wondering; was wondering; wondering; i was just wondering; i'd like to know; i would like to know; i want to know
  can you help me; could you help me; can you help; could you help; can you please help me; could you please help me; can someone help me; can anyone help me
  would you mind telling me if; would you mind telling me whether; would you mind telling me; can you tell me if; can you tell me whether; can you tell me
  could you tell me if; could you tell me whether; could you tell me; could you please tell me; can you please tell me; please tell me; may i ask; can i ask; do you know if; do you know whether
  i wanted to ask; i just wanted to ask; i want to ask; i would like to ask; i'd like to ask; i have to ask; quick question if i may; if i may; let me ask
  i am asking; i'm asking; i just want to know; i only want to know; i just wanted to know; just tell me; all i want to know is; what i want to know is; i need to know
  may i ask you something; can i ask you something; could i ask you something; may i ask something; can i ask something; may i ask a question; can i ask a question; could i ask a question; can i ask you a question; may i ask you a question; i have something to ask; i want to ask you something; i would like to ask you something
  nice to meet you; happy new year; merry christmas; happy friday
  晚安|; 亲|; 亲亲|; 亲爱的|; 客服|; 客服你好; 客服您好; 老板|; 小助手|
  在吗|; 在么|; 在不在|; 有人吗|; 请问; 请问一下; 请教一下; 麻烦问一下; 麻烦问下; 问一下|; 问下|; 想问一下; 想问下; 我想问一下; 我想问下; 我想问问; 想问问; 打扰一下; 打扰了; 不好意思
  谢谢|; 谢谢你|; 谢谢您|; 谢谢啦|; 谢谢了|; 多谢|; 感谢|; 非常感谢|; 好的|; 好|; 好吧|; 好滴|; 好嘞|; 嗯|; 嗯嗯|; 哦|; 噢|; 行|; 行吧|; 明白了|; 知道了|; 了解|; 收到|; 懂了|; 辛苦了|
  帮我看看; 帮我看下; 帮我看一下; 帮我查一下; 帮我查下; 帮我查查; 帮忙看下; 帮忙看看; 帮忙看一下; 帮忙查一下; 帮忙查下; 麻烦看下; 麻烦看看; 麻烦看一下; 麻烦查一下; 麻烦查下
  麻烦帮我看看; 麻烦帮我看下; 麻烦帮我查一下; 麻烦帮我查下; 能帮我看看; 能帮我查一下; 能不能帮我看看; 能不能帮我查一下; 可以帮我看看; 可以帮我查一下; 麻烦你; 麻烦您
  我是问; 我是想问; 我只是想问; 我就想问; 我只想问; 我就问下; 我就问一下; 我想知道; 我就想知道; 我只想知道; 想知道
  可以问你个问题吗|; 能问个问题吗|; 能问你个事吗|; 问你个事|; 我想问个问题|; 可以问个问题吗|; 想问你个问题|; 能咨询一下吗|
  对了|; 那个|; 麻烦您了|; 新年好|; 新年快乐|; 我有个问题|; 有个问题|; 我想咨询一下|; 咨询一下|; 想咨询一下|; 帮个忙|
`);

const ALL_OPENINGS = byLength([...GREETINGS, ...OPENINGS]);

/** What people end with. */
const CLOSINGS = phrases(`
  thanks; thank you; thx; ty; tysm; tyvm; cheers; many thanks; thanks a lot; thanks so much; thank you very much; thank you so much; thanks very much; big thanks
  thanks in advance; thank you in advance; many thanks in advance; thanks again; thank you again; thanks for your help; thank you for your help; thanks for the help
  thanks for your time; thank you for your time; thanks for helping; thank you for helping; thanks a million; thanks a bunch; thanks mate; cheers mate; thanks guys; thanks team; thank you all
  please; pls; plz; please and thank you; please help; please help me; pls help; plz help; help; please advise; kindly advise; any help appreciated; any help would be appreciated; if i may; quick question
  i would appreciate it; i'd appreciate it; much appreciated; it would be much appreciated; appreciate it; i appreciate it; i appreciate your help; appreciate your help
  best; best regards; kind regards; regards; warm regards; best wishes; yours sincerely; sincerely; all the best
  bye; goodbye; bye bye; see you; take care; have a nice day; have a good day; have a great day; have a lovely day; have a good one; have a good evening; have a nice weekend
  that would be great; would be great; that'd be great; if you don't mind; if possible; if you can; let me know; please let me know; let me know please; looking forward to hearing from you
  sorry; sorry for the trouble; sorry to bother you; lol; haha; xx; xoxo; x
  谢谢; 谢谢你; 谢谢您; 谢谢啦; 谢谢了; 谢谢哈; 谢谢亲; 谢谢你们; 先谢谢了; 先谢了; 谢啦; 谢了; 多谢; 多谢了; 感谢; 感谢感谢; 非常感谢; 万分感谢; 十分感谢; 3q; 3q~
  麻烦了; 麻烦你了; 麻烦您了; 麻烦啦; 辛苦了; 辛苦啦; 拜托; 拜托了; 拜托啦; 再见; 拜拜; 回头见; 祝好; 祝您愉快; 祝生活愉快; 不好意思; 打扰了; 求回复; 等您回复; 请回复; 盼复; 帮帮我
`);

const LETTER_OR_DIGIT = /^[\p{L}\p{M}\p{N}]/u;
const HAN = /^\p{Script=Han}/u;
/** What may stand between a courtesy and the rest. */
const BREAK = /^[\s,.;:!?。，、；：！？~～…\-–—)]/u;
/** So many courtesies in a row are taken off at each end; nobody writes more. */
const MOST = 6;

interface Phrase {
  text: string;
  needsBreak: boolean;
}

/**
 * A text without the courtesies at its ends. A text of nothing else is left as it is: then they are what it says. Takes time in
 * proportion to the text's length.
 */
export function withoutCourtesies(text: string): string {
  const start = withoutOpenings(text);
  const rest = withoutClosings(start);
  if (!hasWords(rest)) return hasWords(start) ? start : text;
  return saysEnough(rest) ? rest : text;
}

/** Whether a text says nothing beside courtesies. */
export function isOnlyCourtesy(text: string): boolean {
  return hasWords(text) && !hasWords(withoutClosings(withoutOpenings(text)));
}

/** Whether a text says nothing but a greeting. */
export function isGreeting(text: string): boolean {
  return hasWords(text) && !hasWords(withoutOpenings(text, GREETINGS));
}

function withoutOpenings(text: string, openings = ALL_OPENINGS): string {
  let rest = trimBreaksBefore(text);
  for (let count = 0; count < MOST; count += 1) {
    const found = openings.find((phrase) => startsWith(rest, phrase));
    if (found === undefined) break;
    rest = trimBreaksBefore(rest.slice(found.text.length));
  }
  return rest;
}

function withoutClosings(text: string): string {
  let rest = text;
  for (let count = 0; count < MOST; count += 1) {
    const bare = trimMarksBehind(rest);
    const found = CLOSINGS.find((phrase) => endsWith(bare, phrase));
    if (found === undefined) break;
    rest = trimBreaksBehind(bare.slice(0, bare.length - found.text.length));
  }
  return rest;
}

function startsWith(text: string, { text: phrase, needsBreak }: Phrase): boolean {
  if (!same(text.slice(0, phrase.length), phrase)) return false;
  const next = text.slice(phrase.length, phrase.length + 2);
  if (needsBreak || !HAN.test(phrase)) return !LETTER_OR_DIGIT.test(next) && !/^['’-]\p{L}/u.test(next);
  return true;
}

function endsWith(text: string, { text: phrase }: Phrase): boolean {
  if (!same(text.slice(-phrase.length), phrase)) return false;
  const before = text.slice(0, -phrase.length).slice(-1);
  return (
    HAN.test(phrase) || before === '' || HAN.test(before) || !(LETTER_OR_DIGIT.test(before) || /['’-]/.test(before))
  );
}

function same(written: string, phrase: string): boolean {
  return written.toLowerCase().replaceAll('’', "'") === phrase;
}

function trimBreaksBefore(text: string): string {
  let from = 0;
  while (from < text.length && BREAK.test(text.charAt(from))) from += 1;
  return text.slice(from);
}

/** Between the rest and a closing stands what also begins a courtesy; a question mark belongs to the rest. */
function trimBreaksBehind(text: string): string {
  let to = text.length;
  while (to > 0 && BREAK.test(text.charAt(to - 1)) && !/[?？]/.test(text.charAt(to - 1))) to -= 1;
  return text.slice(0, to);
}

/** Behind a closing stand marks and emoji of any kind. */
function trimMarksBehind(text: string): string {
  let to = text.length;
  while (to > 0 && !LETTER_OR_DIGIT.test(text.charAt(to - 1)) && !/[?？]/.test(text.charAt(to - 1))) to -= 1;
  return text.slice(0, to);
}

/** Of one or two Chinese characters alone it cannot be told what is asked. */
function saysEnough(text: string): boolean {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return characters === 0 || characters > 2;
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function phrases(list: string): Phrase[] {
  const found = list
    .split(/[;\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => ({ text: phrase.replace('|', ''), needsBreak: phrase.endsWith('|') }));
  return byLength(found);
}

/** The longest first, so that the first that fits is the longest. */
function byLength(list: Phrase[]): Phrase[] {
  return list.sort((a, b) => b.text.length - a.text.length);
}
