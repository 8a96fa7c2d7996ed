/** Words that say how something is asked, not what for. */

import { stemEnglish } from './stemmers.ts';

const ENGLISH = new Set(
  (
    'a an the this that these those it its i me my mine you your yours we us our they them their he she his her ' +
    'do does did done doing am is are was were be been being have has had having can could would will shall should may might must ' +
    'and or but so if then than as of to for from in on at by with about into up over ' +
    'how what when where which who why whom whose there here yes ' +
    'please want wanted need needed like help get got give tell know let any some just also too very more still now ' +
    'something anything somebody anybody happen mean really ' +
    'hi hello hey thanks thank dear im ive s d m ll re ve dont doesnt didnt isnt arent wasnt werent wont cant couldnt wouldnt havent hasnt hadnt'
  )
    .split(' ')
    .flatMap((word) => [word, stemEnglish(word)]),
);

const CHINESE = new Set(
  '我你您他她它们的了吗呢吧啊呀嘛么怎什哪谁是有在和与跟或要想请能可以会就都也还很这那个把被给对从到为去做时候多少几',
);

/** Whether a term, a stem or Chinese characters, only asks; in a language whose words are not known here, none does. */
export function createStopWordCheck(locale: string): (term: string) => boolean {
  const language = locale.slice(0, 2).toLowerCase();
  if (language === 'en') return (term) => ENGLISH.has(term);
  if (language === 'zh') return (term) => [...term].some((character) => CHINESE.has(character));
  return () => false;
}

const QUANTITY: Record<string, RegExp> = {
  en: /\b(?:how (?:long|many|much|often|old|big|far)|when|until when|what time|at what)\b/i,
  zh: /多久|多少|多长|多大|几|什么时候|何时/,
};

/** Not what is only not wanted or not known. */
const TROUBLE: Record<string, RegExp> = {
  en: /\b(?:(?:not|cannot|(?:do|does|did|is|are|was|were|have|has|had|wo|ca|could|would|should)n['’]?t)(?! (?:want|know|need|like|have|understand|sure|happy)\b)|no|never|nothing|fail(?:s|ed)?|errors?|problems?|wrong|missing|lost|stuck|broken|damaged|expired|unable)\b/i,
  zh: /(?<!有)[没不](?![想知要会用需满喜])|无法|失败|错|丢|坏|破|碎|失效|无效|过期/,
};

/** Whether a text tells that something does not go as it should. */
export function tellsTrouble(text: string, locale: string): boolean {
  return TROUBLE[locale.slice(0, 2).toLowerCase()]?.test(text) ?? false;
}

/** Whether a question asks for a number, a time or an amount. */
export function asksForQuantity(text: string, locale: string): boolean {
  return QUANTITY[locale.slice(0, 2).toLowerCase()]?.test(text) ?? false;
}
