/** Intents in a table: a row for each utterance. */

import type { Intent } from '../../domain/content.ts';
import { type ExportedIntents, exportable } from './exported.ts';
import {
  entityTypeOf,
  type ImportedIntent,
  type ImportedIntents,
  leftOut,
  type Pieces,
  piecesOf,
  type SourceFile,
} from './imported.ts';
import { readCsv, renderCsv } from './read-csv.ts';

const COLUMNS = {
  intent: ['intent', 'label', 'intent name'],
  utterance: ['utterance', 'text', 'example', 'phrase', 'message', 'question'],
  answer: ['answer', 'response', 'reply'],
  category: ['category', 'topic'],
} as const;

/** Reads a table of intents; `{slot}` in an utterance marks where a value stands. */
export function readCsvIntents(source: SourceFile): ImportedIntents {
  const { rows, diagnostics } = readCsv(source, COLUMNS, ['intent', 'utterance']);
  const intents = new Map<string, ImportedIntent>();
  for (const { line, cells } of rows) {
    const place = { file: source.file, line };
    const { utterance, answer } = cells;
    const [name, category] = [cells.intent?.trim(), cells.category?.trim()];
    if (name === undefined) {
      diagnostics.push(leftOut(place, 'the row is left out: it names no intent'));
      continue;
    }
    const intent = intents.get(name) ?? { name, category, utterances: [], slots: [], answers: [], place };
    intents.set(name, intent);
    if (utterance !== undefined) addTo(intent, utterance, place);
    const isNew = answer !== undefined && !intent.answers.some(({ pieces }) => isSame(pieces, toPieces(answer)));
    if (isNew) intent.answers.push({ pieces: toPieces(answer), place });
  }
  return { intents: [...intents.values()], diagnostics };
}

function addTo(intent: ImportedIntent, utterance: string, place: ImportedIntent['place']): void {
  const pieces = toPieces(utterance);
  intent.utterances.push({ pieces, place });
  for (const piece of pieces) {
    if (typeof piece === 'string' || intent.slots.some(({ name }) => name === piece.slot)) continue;
    const type = entityTypeOf(piece.slot) ?? 'text';
    intent.slots.push({ name: piece.slot, type, ask: undefined, values: {} });
  }
}

function toPieces(text: string): Pieces {
  return piecesOf(text) ?? [text];
}

function isSame(a: Pieces, b: Pieces): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A row for each utterance; the answer stands in the first of its intent. */
export function writeCsvIntents(intents: readonly Intent[]): ExportedIntents {
  const { kept, notes } = exportable(intents, { slots: 'marks' });
  const rows = kept.flatMap(({ name, category, utterances, answer }) =>
    utterances.map((utterance, index) => [name, utterance, index === 0 ? (answer ?? '') : '', category]),
  );
  return { text: renderCsv([Object.keys(COLUMNS), ...rows]), notes };
}
