/** Cutting a text where one request may end and another begin. */

import { toSimplifiedChinese } from '../../lib/simplified-chinese.ts';

/** What a request begins with, in a sentence that has begun with another. */
const STARTERS = [
  'can|could|how|what|when|where|who|why|which|is|are|am|was|do|does|did|will|would|should|may|has|have',
  'i|id|my|please|pls|tell|show|give|send|cancel|change|track|refund|return|exchange|check|delete|update|add|remove|stop',
  "help|let|get|put|reset|if|dont|don't|not|just|also",
].join('|');

/** Ends of sentences (a point within a number or an address ends none), and what parts one request from another within a sentence. */
const CUTS = new RegExp(
  [
    String.raw`[!?！？。；;\n]+`,
    String.raw`\.(?=\s|$)`,
    String.raw`(?:[,，]\s?|\s)(?:another (?:thing|question)|by the way|btw|one more (?:thing|question)|also|plus)[,:，\s]`,
    String.raw`(?:[,，]\s?|\s)(?:and|but|then)\s(?=(?:also\s|please\s|just\s|then\s)?(?:${STARTERS})\b)`,
    '(?:另外|还有就是|还有|顺便|对了|再就是|还想问)(?:再)?(?:一下|问一下|问下|问问)?[,，:：]?',
    '[,，]',
    String.raw`\s[+&]\s`,
    // The items of a list: "1) …", "② …".
    String.raw`(?<=^|\s)\d{1,2}[.)）、](?=\s|\p{Script=Han})|[①-⑩]`,
    // Who types Chinese often puts a space where a comma would be.
    String.raw`(?<=\p{Script=Han})\s+(?=\p{Script=Han})`,
  ].join('|'),
  'giu',
);
/** A text in more parts than this is no list of requests but a tale. */
const MOST_PARTS = 10;

/** The parts of a text, in order, each with a word in it; none where it is in one part, or in too many. */
export function toParts(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const cut of toSimplifiedChinese(text).matchAll(CUTS)) {
    // What asks says so by its mark.
    const end = /^[?？]/.test(cut[0]) ? cut.index + 1 : cut.index;
    parts.push(text.slice(from, end));
    from = cut.index + cut[0].length;
  }
  parts.push(text.slice(from));
  const said = parts.map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return said.length < 2 || said.length > MOST_PARTS ? [] : said;
}
