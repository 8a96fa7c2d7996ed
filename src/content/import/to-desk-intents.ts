/** What was brought along as intents in the desk's own format. */

import { stringify } from 'yaml';
import type { z } from 'zod';
import { ENTITY_TYPES, type EntityType } from '../../domain/content.ts';
import { PatternError, parseLinearPattern } from '../../lib/linear-pattern.ts';
import type { intentSchema } from '../intent-file.ts';
import { blockText, lineText } from '../text-schema.ts';
import { type ImportDiagnostic, type ImportedIntent, type ImportedSlot, leftOut, type Pieces } from './imported.ts';
import { toName, untaken } from './names.ts';

/** An intent as an intent file has it. */
export type DeskIntent = z.input<typeof intentSchema>;
type DeskSlot = NonNullable<DeskIntent['slots']>[number];

export interface DeskIntents {
  intents: DeskIntent[];
  diagnostics: ImportDiagnostic[];
}

const CATEGORY = 'imported';

const LINE = lineText(500);
const BLOCK = blockText(10_000);
const VALUE = lineText(100);

/** Each intent with all of it that the desk can have; what it cannot is told. Intents of one name are one. */
export function toDeskIntents(imported: readonly ImportedIntent[]): DeskIntents {
  const names = new Set<string>();
  const diagnostics: ImportDiagnostic[] = [];
  const intents = merged(imported).flatMap((intent, index) => toDeskIntent(intent, index, names, diagnostics) ?? []);
  return { intents, diagnostics };
}

/** An intent file's text. */
export function renderIntents(intents: readonly DeskIntent[]): string {
  return stringify({ intents }, { lineWidth: 0, aliasDuplicateObjects: false });
}

function merged(imported: readonly ImportedIntent[]): ImportedIntent[] {
  const byName = new Map<string, ImportedIntent>();
  for (const intent of imported) {
    const first = byName.get(intent.name);
    if (first === undefined) {
      byName.set(intent.name, intent);
      continue;
    }
    byName.set(intent.name, {
      ...first,
      category: first.category ?? intent.category,
      utterances: [...first.utterances, ...intent.utterances],
      slots: [...first.slots, ...intent.slots],
      answers: [...first.answers, ...intent.answers],
    });
  }
  return [...byName.values()];
}

function toDeskIntent(
  intent: ImportedIntent,
  index: number,
  names: Set<string>,
  diagnostics: ImportDiagnostic[],
): DeskIntent | undefined {
  const marks = toMarks(intent, diagnostics);
  const utterances = takeUtterances(intent, marks, diagnostics);
  if (utterances.length === 0) {
    diagnostics.push(leftOut(intent.place, `intent ${intent.name} is left out: it has no utterance that can be taken`));
    return undefined;
  }
  const wanted = toName(intent.name) ?? `intent_${index + 1}`;
  const name = untaken(wanted, names, '_');
  if (name !== wanted || toName(intent.name) === undefined)
    diagnostics.push(leftOut(intent.place, `intent ${intent.name} is called ${name} here: rename it as you like`));
  const answer = takeAnswer(intent, marks, diagnostics);
  const slots = [...marks.values()].flatMap(({ slot }) => slot ?? []);
  return {
    name,
    category: toCategory(intent),
    utterances,
    ...(slots.length === 0 ? {} : { slots }),
    ...(answer === undefined ? { escalate: true as const } : { answer }),
  };
}

function toCategory({ name, category }: ImportedIntent): string {
  const [first = '', ...rest] = name.split(/[./]/);
  const given = category ?? (rest.length > 0 ? first : '');
  const word = given
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}_-]+/gu, '_')
    .slice(0, 60);
  return /[\p{L}\p{N}]/u.test(word) ? word : CATEGORY;
}

/** How a slot of the file is written in the desk's texts, and the slot that is declared for it, if it needs one. */
interface Mark {
  mark: string;
  slot: DeskSlot | undefined;
}

function toMarks(intent: ImportedIntent, diagnostics: ImportDiagnostic[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const names = new Set<string>();
  const used = new Set(intent.utterances.flatMap(({ pieces }) => slotsIn(pieces)));
  for (const slot of intent.slots) {
    if (marks.has(slot.name)) continue;
    const isFound = slot.type !== 'text' && slot.type !== 'choice';
    if (slot.ask === undefined && isFound) marks.set(slot.name, { mark: slot.type, slot: undefined });
    else if (slot.ask !== undefined || used.has(slot.name)) {
      const name = untaken(toName(slot.name) ?? 'value', names, '_');
      marks.set(slot.name, { mark: name, slot: toSlot(slot, name, intent, diagnostics) });
    }
  }
  return marks;
}

function toSlot(slot: ImportedSlot, name: string, intent: ImportedIntent, diagnostics: ImportDiagnostic[]): DeskSlot {
  const tell = (reason: string) =>
    diagnostics.push(leftOut(intent.place, `slot ${slot.name} of intent ${intent.name} ${reason}`));
  const asked = slot.ask === undefined ? undefined : LINE.safeParse(slot.ask).data;
  const ask = asked ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}?`;
  if (asked === undefined) tell(`has no question: it asks “${ask}”, which is best reworded`);
  const values = takeValues(slot.values);
  const isChoice = slot.type === 'choice' && Object.keys(values).length > 0;
  const type: EntityType = slot.type === 'choice' && !isChoice ? 'text' : slot.type;
  const pattern = isUsable(slot.pattern) ? slot.pattern : undefined;
  if (pattern !== slot.pattern) tell('loses its pattern, which the desk cannot use');
  return { name, type, ask, ...(isChoice ? { values } : {}), ...(pattern === undefined ? {} : { pattern }) };
}

function takeValues(values: ImportedSlot['values']): Record<string, string[]> {
  const taken = new Map<string, string[]>();
  for (const [given, others] of Object.entries(values)) {
    const value = VALUE.safeParse(given).data;
    if (value === undefined || taken.has(value)) continue;
    const different = others.flatMap((other) => VALUE.safeParse(other).data ?? []).filter((other) => other !== value);
    taken.set(value, [...new Set(different)]);
  }
  return Object.fromEntries(taken);
}

function isUsable(pattern: string | undefined): boolean {
  if (pattern === undefined || pattern === '' || pattern.length > 200) return false;
  try {
    parseLinearPattern(pattern);
    return true;
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}

function takeUtterances(
  { name, utterances }: ImportedIntent,
  marks: ReadonlyMap<string, Mark>,
  diagnostics: ImportDiagnostic[],
): string[] {
  const taken = new Set<string>();
  for (const { pieces, place } of utterances) {
    const text = render(pieces, marks);
    const checked = text === undefined ? undefined : LINE.safeParse(text);
    if (checked?.data !== undefined) taken.add(checked.data);
    else {
      const reason = checked === undefined ? NO_MARKS : explainText(checked.error);
      diagnostics.push(leftOut(place, `an utterance of intent ${name} is left out: it ${reason}`));
    }
  }
  return [...taken];
}

const NO_MARKS = 'has a { or }, or a value, that is none of its slots';

function takeAnswer(
  { name, answers, place: intentPlace }: ImportedIntent,
  marks: ReadonlyMap<string, Mark>,
  diagnostics: ImportDiagnostic[],
): string | undefined {
  for (const [index, { pieces, place }] of answers.entries()) {
    const text = render(pieces, marks);
    const checked = text === undefined ? undefined : BLOCK.safeParse(text);
    if (checked?.data !== undefined) {
      const others = answers.length - index - 1;
      if (others > 0) {
        const what = others === 1 ? 'one more answer' : `${others} more answers`;
        diagnostics.push(leftOut(place, `${what} of intent ${name} left out: an intent has one`));
      }
      return checked.data;
    }
    const reason = checked === undefined ? NO_MARKS : explainText(checked.error);
    diagnostics.push(leftOut(place, `an answer of intent ${name} is left out: it ${reason}`));
  }
  diagnostics.push(leftOut(intentPlace, `intent ${name} has no answer: it hands over to a person (escalate: true)`));
  return undefined;
}

/** The text with the desk's marks; undefined where it cannot have them. */
function render(pieces: Pieces, marks: ReadonlyMap<string, Mark>): string | undefined {
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return /[{}]/.test(piece) ? undefined : piece;
    const mark = marks.get(piece.slot)?.mark ?? ENTITY_TYPES.find((type) => type === piece.slot);
    return mark === undefined ? undefined : `{${mark}}`;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

function explainText(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'too_big') return `is longer than ${issue.maximum} characters`;
  return issue?.code === 'too_small' ? 'is empty' : (issue?.message ?? 'cannot be read');
}

function slotsIn(pieces: Pieces): string[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.slot));
}
