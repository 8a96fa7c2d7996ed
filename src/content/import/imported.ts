/** What was read from other bots' files, before it is put into the desk's own format. */

import type { EntityType } from '../../domain/content.ts';
import { type Diagnostic, errorAt, warningAt } from '../diagnostics.ts';

/** A file that somebody brings along; `file` is its name as messages tell it. */
export interface SourceFile {
  file: string;
  text: string;
}

/** Where something stands in what was brought along. Lines are 1-based. */
export interface Place {
  file: string;
  line: number;
}

/** Something to be told about what was brought along. */
export type ImportDiagnostic = Diagnostic & { file: string };

/** A text in pieces: words as they stand, and the slots whose values stand between them. */
export type Pieces = readonly (string | { slot: string })[];

/** A value that an intent needs; `name` is that of the file. */
export interface ImportedSlot {
  name: string;
  type: EntityType;
  /** Without it the slot is only asked for where the desk does not find such values by itself. */
  ask: string | undefined;
  /** For `choice`: each value with other ways to write it. */
  values: Record<string, string[]>;
  pattern?: string | undefined;
}

/** An intent under the name that it has in the file. */
export interface ImportedIntent {
  name: string;
  category?: string | undefined;
  utterances: { pieces: Pieces; place: Place }[];
  slots: ImportedSlot[];
  /** In the order in which they are to be tried: the first that the desk can say is taken. */
  answers: { pieces: Pieces; place: Place }[];
  place: Place;
}

/** What a file, or several that belong together, say. */
export interface ImportedIntents {
  intents: ImportedIntent[];
  diagnostics: ImportDiagnostic[];
}

/** What could not be taken, and why. */
export function leftOut({ file, line }: Place, reason: string): ImportDiagnostic {
  return { file, ...warningAt(line, reason) };
}

/** Why a file cannot be taken at all. */
export function refusal({ file, line }: Place, reason: string): ImportDiagnostic {
  return { file, ...errorAt(line, reason) };
}

const ENTITY_TYPE_NAMES: Record<EntityType, readonly string[]> = {
  order_number: ['order_number', 'ordernumber', 'order_id'],
  email: ['email'],
  phone: ['phone', 'phonenumber', 'phone_number'],
  date: ['date'],
  number: ['number', 'number_integer', 'cardinal'],
  amount: ['amount', 'currency', 'unit_currency', 'amount_of_money'],
  url: ['url'],
  text: [],
  choice: [],
};

/** The kind of value that the desk finds by itself, by the names it has in other bots. */
export function entityTypeOf(name: string): EntityType | undefined {
  const plain = name
    .toLowerCase()
    .replace(/^@?sys\./, '')
    .replaceAll('-', '_');
  return Object.entries(ENTITY_TYPE_NAMES).find(([, names]) => names.includes(plain))?.[0] as EntityType | undefined;
}

const MARK = /\{([a-z][a-z0-9_]*)\}/g;
const TEMPLATE_WORDS = ['else', 'end'];

/** A text with marks such as {city} in pieces; undefined where it has braces that are no such marks. */
export function piecesOf(text: string): Pieces | undefined {
  const pieces: (string | { slot: string })[] = [];
  let end = 0;
  for (const { 0: mark, 1: slot = '', index } of text.matchAll(MARK)) {
    pieces.push(text.slice(end, index), { slot });
    end = index + mark.length;
  }
  pieces.push(text.slice(end));
  const isPlain = pieces.every((piece) =>
    typeof piece === 'string' ? !/[{}]/.test(piece) : !TEMPLATE_WORDS.includes(piece.slot),
  );
  return isPlain ? pieces.filter((piece) => piece !== '') : undefined;
}
