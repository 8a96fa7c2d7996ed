/** Files of other bots to intent files of the desk. */

import { readdir, stat } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { messageOf } from '../../lib/errors.ts';
import { compare } from '../diagnostics.ts';
import { readText } from '../read-text.ts';
import { readCsvIntents } from './csv-intents.ts';
import { readDialogflow } from './dialogflow.ts';
import { type ImportDiagnostic, type ImportedIntents, refusal, type SourceFile } from './imported.ts';
import { toSlug } from './names.ts';
import { readNlpjs } from './nlpjs.ts';
import { readRasa } from './rasa.ts';
import { type DeskIntent, renderIntents, toDeskIntents } from './to-desk-intents.ts';

/** The most one file that is brought along may hold, in bytes. */
const MAX_SOURCE_BYTES = 10 * 1024 * 1024;

const MAX_FILES = 5_000;
/** What one intent file is given, far below what it may hold. */
const MAX_UTTERANCES_PER_FILE = 4_000;
const MAX_LENGTH_PER_FILE = 400_000;

export interface ImportOptions {
  /** Files, and folders that Dialogflow exported. */
  paths: readonly string[];
  locale: string;
  /** What the new file is called, without its ending; by default as the first of the paths. */
  name?: string | undefined;
}

/** What would be written: texts by their paths below the content's root, and what there is in each. */
export interface PlannedFiles {
  files: Map<string, string>;
  /** By the same paths. */
  contents: Map<string, string>;
  diagnostics: ImportDiagnostic[];
}

/** Reads the files, and says what they come to. Writes nothing. */
export async function planIntents({ paths, locale, name }: ImportOptions): Promise<PlannedFiles> {
  const sources: Sources = { rasa: [], others: [], diagnostics: [] };
  for (const path of paths) await readPath(path, locale, sources);
  const read = [...(sources.rasa.length > 0 ? [readRasa(sources.rasa)] : []), ...sources.others];
  const { intents, diagnostics } = toDeskIntents(read.flatMap((one) => one.intents));
  const base = toSlug(name ?? parse(paths[0] ?? '').name) ?? 'imported';
  const chunks = inFiles(intents);
  const named = chunks.map((chunk, index) => [fileName(locale, base, index), chunk] as const);
  return {
    files: new Map(named.map(([file, chunk]) => [file, renderIntents(chunk)])),
    contents: new Map(named.map(([file, chunk]) => [file, describe(chunk)])),
    diagnostics: [...sources.diagnostics, ...read.flatMap((one) => one.diagnostics), ...diagnostics],
  };
}

interface Sources {
  rasa: SourceFile[];
  others: ImportedIntents[];
  diagnostics: ImportDiagnostic[];
}

async function readPath(path: string, locale: string, sources: Sources): Promise<void> {
  const stats = await stat(path);
  if (stats.isDirectory()) {
    const { files, diagnostics } = await readAgent(path);
    sources.diagnostics.push(...diagnostics);
    if (diagnostics.length === 0) sources.others.push(readDialogflow(files, locale));
    return;
  }
  const ending = extname(path).toLowerCase();
  const advice = FORMATS[ending];
  if (advice !== undefined) {
    sources.diagnostics.push(refusal({ file: path, line: 1 }, advice));
    return;
  }
  const source = await readSource(path, sources.diagnostics);
  if (source === undefined) return;
  if (ending === '.json') sources.others.push(readNlpjs(source));
  else if (ending === '.yml' || ending === '.yaml') sources.rasa.push(source);
  else if (ending === '.csv' || ending === '.tsv') sources.others.push(readCsvIntents(source));
  else sources.diagnostics.push(refusal({ file: path, line: 1 }, UNKNOWN));
}

const FORMATS: Record<string, string> = {
  '.zip': 'this is an archive: unpack it, and name the folder',
  '.md': 'training data in Markdown is of Rasa 1: have Rasa convert it to YAML first',
};
const UNKNOWN =
  'this is of no format that is read here: .json of NLP.js, .yml of Rasa, .csv, or a folder that Dialogflow exported';

/** The text of a file that is brought along; undefined when it cannot be read, which is told. */
export async function readSource(
  path: string,
  diagnostics: ImportDiagnostic[],
  maxBytes = MAX_SOURCE_BYTES,
): Promise<SourceFile | undefined> {
  const { text, diagnostics: found } = await readText(path, maxBytes);
  diagnostics.push(...found.map((diagnostic) => ({ file: path, ...diagnostic })));
  return text === undefined ? undefined : { file: path, text };
}

async function readAgent(folder: string): Promise<{ files: SourceFile[]; diagnostics: ImportDiagnostic[] }> {
  const files: SourceFile[] = [];
  const diagnostics: ImportDiagnostic[] = [];
  for (const part of ['intents', 'entities']) {
    const names = await readdir(join(folder, part)).catch((error: unknown) => {
      if (part === 'entities') return [];
      const reason = `this is no folder that Dialogflow exported: it has no intents/ that can be read (${messageOf(error)})`;
      diagnostics.push(refusal({ file: folder, line: 1 }, reason));
      return [];
    });
    if (names.length > MAX_FILES)
      diagnostics.push(refusal({ file: join(folder, part), line: 1 }, `there are more than ${MAX_FILES} files`));
    for (const name of names.slice(0, MAX_FILES).sort(compare)) {
      const source = name.endsWith('.json') ? await readSource(`${folder}/${part}/${name}`, diagnostics) : undefined;
      if (source !== undefined) files.push(source);
    }
  }
  return { files, diagnostics };
}

function inFiles(intents: readonly DeskIntent[]): DeskIntent[][] {
  const chunks: DeskIntent[][] = [];
  let [utterances, length] = [Number.POSITIVE_INFINITY, 0];
  for (const intent of intents) {
    utterances += intent.utterances.length;
    length += JSON.stringify(intent).length;
    if (utterances > MAX_UTTERANCES_PER_FILE || length > MAX_LENGTH_PER_FILE) {
      chunks.push([]);
      [utterances, length] = [intent.utterances.length, JSON.stringify(intent).length];
    }
    chunks.at(-1)?.push(intent);
  }
  return chunks;
}

function fileName(locale: string, base: string, index: number): string {
  return `intents/${locale}/${base}${index === 0 ? '' : `-${index + 1}`}.yaml`;
}

function describe(intents: readonly DeskIntent[]): string {
  const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  const sum = (size: (intent: DeskIntent) => number) => intents.reduce((total, intent) => total + size(intent), 0);
  return [
    count(intents.length, 'intent'),
    count(
      sum(({ utterances }) => utterances.length),
      'utterance',
    ),
    count(
      sum(({ answer }) => (answer === undefined ? 0 : 1)),
      'answer',
    ),
    count(
      sum(({ slots = [] }) => slots.length),
      'slot',
    ),
  ].join(', ');
}
