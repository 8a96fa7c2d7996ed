import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TRAINING = 'test/training/signals';
/** What reads a text for a model, in training as in use. */
const READING = ['terms.ts', 'signal-model.ts'].map((name) => join('src/understanding/signals', name));

/** What the weights come from, the sentences and the program that trains on them, as a SHA-256 hash in hexadecimal. */
export function hashOfSources(root: string): string {
  const trained = readdirSync(join(root, TRAINING)).map((name) => join(TRAINING, name));
  const hash = createHash('sha256');
  for (const file of [...trained, ...READING].sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
