/** Which sentences cannot be understood without the one before. */

import type { Segment } from '../segments.ts';

/** How a sentence begins that goes on with, limits, or points back to the one before. */
const BEGINNINGS: Record<string, RegExp> = {
  en: /^(?:then|otherwise|but|it|its|this|that|these|those|they|if|until then|after that|before that|instead|both|so|and|unless|only then|later ones|in (?:this|that) case)\b/i,
  zh: /^(?:但|不过|否则|然后|之后|之前|在此之前|这|那|它|也|还|所以|因此|如果)/,
};

/** Whether a sentence leans on the one before it; in a language whose words for it are not known here, every one does. */
export function leansOnBefore(text: string, locale: string): boolean {
  return BEGINNINGS[locale.slice(0, 2).toLowerCase()]?.test(text) ?? true;
}

/** Whether what follows in the paragraph is about this: a question, or words in bold at the beginning. */
export function isLead(segment: Segment): boolean {
  return !segment.isItem && (isQuestion(segment) || segment.source.trimStart().startsWith('**'));
}

export function isQuestion({ text }: Segment): boolean {
  return /[?？]$/.test(text);
}
