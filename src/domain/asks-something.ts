/** A question mark of some script at the end of a sentence, and not within an address. */
const QUESTION_MARK = /[?？؟⸮](?=[\s"'”’»」』)）\]]|$|\p{Script=Han})/u;
/** Chinese asks without one as well. */
const CHINESE_QUESTION = /[吗呢么嗎](?=[\s。！!~～]|$)/;

/** Whether a text asks its reader something. */
export function asksSomething(text: string): boolean {
  return QUESTION_MARK.test(text) || CHINESE_QUESTION.test(text);
}
