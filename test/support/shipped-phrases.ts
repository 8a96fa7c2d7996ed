import { type Phrases, phrasesIn } from '../../src/domain/phrases.ts';

/** What customers are told by a desk whose admin has changed no word. */
export const shippedPhrasesIn = (locale: string): Phrases => phrasesIn({ locales: {} }, locale);
