import { anyOf } from './phrases.ts';

const LEAD = anyOf(
  'ok',
  'okay',
  'oh',
  'no',
  'actually',
  'please',
  'sorry',
  'well',
  'hmm',
  'um',
  'just',
  'then',
  'alright',
  'but',
  'wait',
  'hang on',
  'hold on',
  'yeah',
  'you know what',
);
const CALL_OFF = anyOf(
  'never ?mind',
  'nvm',
  'forget (?:it|that|this|about it)',
  'cancel(?: (?:that|this|it))?',
  'stop(?: (?:that|this|it))?',
  'leave it',
  'drop it',
  'scrap that',
  'ignore (?:that|it|me)',
  "don['’]?t bother",
  'no,? thank(?:s| you)',
  'not now',
  'quit',
  'exit',
  'abort',
  'start over',
  "(?:i )?(?:have |['’]ve )?changed my mind",
  "it['’]?s (?:fine|ok|okay) (?:now|already)",
  "(?:it )?doesn['’]?t matter",
  '(?:there is )?no need(?: to (?:tell|notify|remind|write(?: to)?) me)?',
  "(?:you )?(?:don['’]?t|do not)(?: need to| have to)? (?:tell|notify|remind|write(?: to)?) me",
  "(?:i[’']?ll |i will |i want to |let me |let[’']?s )?keep (?:it|them|that|this)(?: after all)?",
  'leave (?:it|that|everything)(?: (?:as it is|alone|be))?',
  "don['’]?t(?: do (?:it|that)| cancel| cancel it)?",
);
const TAIL = anyOf('please', 'thanks', 'thank you', 'then', 'now', 'any ?more', 'about it');
const ENGLISH = new RegExp(`^\\W*(?:${LEAD}[ ,.]+){0,4}${CALL_OFF}(?:[ ,]+${TAIL})*\\W*$`, 'i');

const CHINESE_CALL_OFF = anyOf(
  '算了',
  '不用了',
  '(?:不用|不必|不需要|别)(?:再)?(?:提醒|通知|告诉)(?:我)?',
  '没事了?',
  '取消',
  '不需要了?',
  '不问了',
  '不要了',
  '不弄了',
  '不办了',
  '不查了',
  '别管了',
  '当我没说',
  '不麻烦了',
  '改变主意了',
  '停止?',
  '退出',
  '暂时不用',
  '(?:留着|不动|保持原样|先放着)',
  '先?不(?:取消|退|换|改|退货|退款|换货)了?',
);
const CHINESE = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:那|还是|就|好吧|嗯|哦|唉|先|我)[，, ]?){0,3}(?:${CHINESE_CALL_OFF}[吧啦了]?[，,。 ]?){1,2}(?:吧|啦|了|谢谢|[^\\p{L}\\p{N}])*$`,
  'u',
);

/** Whether the text as a whole calls off what is going on. "Cancel my order" does not: it asks for something. */
export function callsOff(text: string): boolean {
  return ENGLISH.test(text) || CHINESE.test(text);
}
