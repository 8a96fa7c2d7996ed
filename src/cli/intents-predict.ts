import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { decideIntent } from '../domain/confidence-gate.ts';
import type { DeskContent, Intent } from '../domain/content.ts';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import { createUnderstander } from '../understanding/understander.ts';
import { fail } from './fail.ts';

interface PredictOptions {
  train: string;
  input: string;
  output: string;
  locale: string;
}

const HEADER = ['text', 'intent', 'confidence', 'decision'];

/** `relaydesk intents predict`: tells the intent of each text of a file, learnt from another file. `relaydesk ask` asks the desk's own. */
export function intentsPredictCommand(): Command {
  return new Command('predict')
    .description('tell the intent of each text of a file, and how sure that is')
    .requiredOption('--train <file>', 'examples to learn from: intent, text; tab-separated, no header')
    .requiredOption('--input <file>', 'texts to tell: intent (not looked at), text; tab-separated, no header')
    .requiredOption('--output <file>', `where to write ${HEADER.join(', ')}; tab-separated, with a header`)
    .option('--locale <locale>', 'the language of the texts', 'en')
    .action((options: PredictOptions) => predictIntents(options).catch(fail));
}

async function predictIntents({ train, input, output, locale }: PredictOptions): Promise<void> {
  const texts = (await readRows(input)).map(({ text }) => text);
  const content = toContent(await readExamples(train), locale);
  const understander = await createUnderstander({ content });
  const rows = texts.map((text) => {
    const { intents } = understander.understand({ text, locale });
    const [best] = intents;
    return [text, best?.intent ?? '', (best?.confidence ?? 0).toFixed(6), decideIntent(intents, DEFAULT_POLICY)];
  });
  await writeFile(output, [HEADER, ...rows].map((cells) => `${cells.join('\t')}\n`).join(''));
}

interface Row {
  line: number;
  intent: string;
  text: string;
}

async function readExamples(file: string): Promise<Row[]> {
  const rows = await readRows(file);
  if (rows.length === 0) throw new Error(`${file} has no examples to learn from.`);
  for (const { line, intent, text } of rows) {
    if (intent.trim() === '') throw new Error(`${file}:${line}: the intent in the first column is empty.`);
    if (text.trim() === '') throw new Error(`${file}:${line}: the text in the second column is empty.`);
  }
  return rows;
}

/** The rows of a file in UTF-8, with or without a byte order mark, its lines ended in either way. */
async function readRows(file: string): Promise<Row[]> {
  const lines = decode(file, await readFile(file)).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((content, index) => {
    const line = index + 1;
    const [intent, text, ...others] = content.split('\t');
    if (content.trim() === '') throw new Error(`${file}:${line}: the line is empty.`);
    if (intent === undefined || text === undefined || others.length > 0) {
      const found = content.split('\t').length;
      throw new Error(`${file}:${line}: expected 2 tab-separated columns (intent, text), found ${found}.`);
    }
    return { line, intent, text };
  });
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${file} is not UTF-8: save it with that encoding.`, { cause });
  }
}

function toContent(examples: readonly Row[], locale: string): DeskContent {
  const utterances = new Map<string, string[]>();
  for (const { intent, text } of examples) {
    const known = utterances.get(intent);
    if (known) known.push(text);
    else utterances.set(intent, [text]);
  }
  const intents = Array.from(utterances, ([name, texts]) => toIntent(name, texts, locale));
  return { version: 'file', locales: { [locale]: { locale, intents, articles: [], phrases: {} } } };
}

function toIntent(name: string, utterances: string[], locale: string): Intent {
  return { name, locale, category: '', importance: 1, utterances, slots: [], outcome: { kind: 'escalate' } };
}
