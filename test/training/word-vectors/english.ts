import { toTerms } from '../../../src/understanding/classifier/terms.ts';
import type { Lessons } from './lessons.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';
import { readSentences } from './sentences.ts';

/** A word of fewer sentences is learnt only where the encoder knows it as a whole. */
const LEAST_SENTENCES = 2;

/** Our own sentences, and the words of them and of the encoder, as the encoder reads them. */
export async function englishLessons(encoder: SentenceEncoder): Promise<Lessons> {
  const sentences = await readSentences();
  const words = chooseWords(sentences, encoder.words());
  const encoded = await encoder.encode(sentences);
  return {
    words,
    ofWords: await encoder.encode(words),
    texts: sentences.map((text, index) => ({
      words: toTerms(text).tokens,
      meaning: encoded[index] as Float32Array,
    })),
  };
}

function chooseWords(texts: readonly string[], ofEncoder: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of new Set(toTerms(text).tokens)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const frequent = [...counts].filter(
    ([word, count]) => count >= LEAST_SENTENCES && /^(?:[a-z]{2,20}|[ai])$/.test(word),
  );
  return [...new Set([...frequent.map(([word]) => word), ...ofEncoder])];
}
