/** What is allowed in content and yet keeps a desk from answering as well as it could. */

export type WeaknessRule =
  | 'overlapping_intents'
  | 'near_repeat'
  | 'missing_locale'
  | 'unused_slot'
  | 'unreachable_article';

/** One weakness of a set of content. */
export interface Weakness {
  rule: WeaknessRule;
  locale: string;
  /** What it is about. With the rule and the locale, the same in every version of the content that has this weakness. */
  subject: string[];
  /** Where to look first; undefined for the whole locale. */
  at: WeaknessPlace | undefined;
  /** What is the matter and what to do, in a sentence. */
  reason: string;
}

export type WeaknessPlace = { intent: string; utterance?: string; slot?: string } | { article: string };

/** What two versions of content call the same weakness by. */
export function keyOf({ rule, locale, subject }: Weakness): string {
  return JSON.stringify([rule, locale, ...subject]);
}
