/** Keeps trained classifiers in files, so that nothing is trained twice on the same texts. */

import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { reasonOf } from '../lib/errors.ts';
import type { ClassifierModel, TrainingTexts } from '../understanding/classifier/intent-classifier.ts';
import { trainWithEncoder } from '../understanding/learn-sentences.ts';
import type { TrainClassifier } from '../understanding/understander.ts';

/** A few versions of a desk of several languages; those used longest ago make way. */
const MOST_FILES = 12;
const SUFFIX = '.model';
const DIGEST_BYTES = 32;

/**
 * Trains a classifier, or reads from the folder what training on the same texts with this version of Relaydesk gave before. A file
 * that is damaged is trained anew. `onNotKept` is told why a model could not be kept: it is used all the same.
 */
export function createModelFiles(folder: string, onNotKept: (reason: string) => void): TrainClassifier {
  return async (texts, encoder) => {
    const file = join(folder, `${nameOf(texts)}${SUFFIX}`);
    const known = await readModel(file);
    if (known !== undefined) return known;
    const model = await trainWithEncoder(texts, encoder);
    if (model === undefined) return undefined;
    try {
      await keepModel(folder, file, model);
    } catch (error) {
      onNotKept(reasonOf(error));
    }
    return model;
  };
}

function nameOf(texts: TrainingTexts): string {
  const hash = createHash('sha256').update(versionOfTraining()).update(JSON.stringify(texts));
  return hash.digest('hex').slice(0, 40);
}

const require = createRequire(import.meta.url);
let version: Buffer | undefined;

/** Of all that reads texts, of the libraries it uses, and of how Node.js writes values down: more than what trains, and so nothing is missed. */
function versionOfTraining(): Buffer {
  if (version !== undefined) return version;
  const source = dirname(import.meta.dirname);
  const folders = ['understanding', 'lib'].map((folder) => join(source, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const hash = createHash('sha256').update(process.versions.v8);
  const libraries = ['@nlpjs/basic/package.json', '@nlpjs/neural/package.json'].map((name) => require.resolve(name));
  for (const file of [...libraries, ...files.sort()]) hash.update(readFileSync(file));
  version = hash.digest();
  return version;
}

/** The model in a file, which is marked as used now; undefined where there is none that is whole. */
async function readModel(file: string): Promise<ClassifierModel | undefined> {
  try {
    const bytes = await readFile(file);
    const content = bytes.subarray(DIGEST_BYTES);
    if (!digestOf(content).equals(bytes.subarray(0, DIGEST_BYTES))) return undefined;
    const now = new Date();
    await utimes(file, now, now).catch(() => {});
    return deserialize(content);
  } catch {
    // Absent, or not to be read: training gives the same.
    return undefined;
  }
}

/** Writes a model so that another process sees all of it or nothing, and removes what nobody has used for longest. */
async function keepModel(folder: string, file: string, model: ClassifierModel): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const content = serialize(model);
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await writeFile(unfinished, Buffer.concat([digestOf(content), content]), { mode: 0o600 });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX));
  if (names.length <= MOST_FILES) return;
  const used = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 };
    }),
  );
  used.sort((a, b) => b.at - a.at);
  for (const { path } of used.slice(MOST_FILES)) await rm(path, { force: true });
}

function digestOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
