/** Corpora of NLP.js: one JSON file with intents, utterances, answers, entities and what is asked for. */

import { z } from 'zod';
import type { Intent, Slot } from '../../domain/content.ts';
import { type ExportedIntents, exportable } from './exported.ts';
import {
  entityTypeOf,
  type ImportDiagnostic,
  type ImportedIntent,
  type ImportedIntents,
  type ImportedSlot,
  leftOut,
  type Pieces,
  type Place,
  piecesOf,
  type SourceFile,
} from './imported.ts';
import { looseText, readForeign } from './read-foreign.ts';

const entitySchema = z.union([
  z.string(),
  z.looseObject({
    options: z.record(z.string(), z.array(looseText)).optional(),
    regex: z.union([z.string(), z.array(z.string())]).optional(),
  }),
]);

const intentSchema = z.looseObject({
  intent: looseText,
  utterances: z.array(looseText).default([]),
  answers: z.array(z.union([looseText, z.looseObject({ answer: looseText })])).default([]),
  slotFilling: z.record(z.string(), z.looseObject({ question: looseText.optional() })).default({}),
});

const corpusSchema = z.looseObject({
  data: z.array(intentSchema),
  entities: z.record(z.string(), entitySchema).default({}),
});

type Entities = z.output<typeof corpusSchema>['entities'];

/** What NLP.js answers with when nothing fits: the desk has words of its own for that. */
const NOTHING = 'None';

/** Reads a corpus. */
export function readNlpjs(source: SourceFile): ImportedIntents {
  const read = readForeign(source, corpusSchema, 'a corpus of NLP.js');
  if (read.value === undefined) return { intents: [], diagnostics: read.diagnostics };
  const { value: corpus, reading } = read;
  const diagnostics: ImportDiagnostic[] = [...read.diagnostics];
  const intents = corpus.data.flatMap((given, index): ImportedIntent[] => {
    const placeAt = (...path: (string | number)[]): Place => ({
      file: source.file,
      line: reading.lineOf(['data', index, ...path]),
    });
    if (given.intent === NOTHING) {
      diagnostics.push(leftOut(placeAt(), `intent ${NOTHING} is left out: the desk asks again by itself`));
      return [];
    }
    const known = new Set([...Object.keys(corpus.entities), ...Object.keys(given.slotFilling)]);
    const utterances = given.utterances.map((text, at) => ({
      pieces: readUtterance(text, known),
      place: placeAt('utterances', at),
    }));
    const answers = given.answers.map((answer, at) => ({
      pieces: readAnswer(typeof answer === 'string' ? answer : answer.answer),
      place: placeAt('answers', at),
    }));
    const used = utterances.flatMap(({ pieces }) =>
      pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.slot)),
    );
    const names = [...new Set([...Object.keys(given.slotFilling), ...used])];
    const slots = names.map((name) => toSlot(name, corpus.entities, given.slotFilling[name]?.question));
    return [{ name: given.intent, utterances, answers, slots, place: placeAt() }];
  });
  return { intents, diagnostics };
}

/** `@city` of the newer corpora, `%city%` of the older, where there is such an entity; all else is text. */
function readUtterance(text: string, known: ReadonlySet<string>): Pieces {
  const pieces: (string | { slot: string })[] = [];
  let end = 0;
  for (const { 0: mark, 1: older, 2: newer, index } of text.matchAll(ENTITY_MARK)) {
    const slot = older ?? newer ?? '';
    if (!known.has(slot) && entityTypeOf(slot) === undefined) continue;
    pieces.push(text.slice(end, index), { slot });
    end = index + mark.length;
  }
  pieces.push(text.slice(end));
  return pieces.filter((piece) => piece !== '');
}

const ENTITY_MARK = /%([^%\s]{1,100})%|(?<![\p{L}\p{N}])@([\p{L}_][\p{L}\p{N}_]*(?:[.-][\p{L}\p{N}_]+)*)/gu;

/** `{{ city }}` is the value of an entity. */
function readAnswer(text: string): Pieces {
  const parts = text.split(/\{\{ {0,9}([\p{L}_][\p{L}\p{N}_.-]{0,99}) {0,9}\}\}/u);
  return parts.map((part, index) => (index % 2 === 0 ? part : { slot: part })).filter((piece) => piece !== '');
}

function toSlot(name: string, entities: Entities, ask: string | undefined): ImportedSlot {
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  const [pattern] = [typeof entity === 'string' ? entity : (entity?.regex ?? [])].flat();
  const options = typeof entity === 'string' ? undefined : entity?.options;
  if (options !== undefined) return { name, type: 'choice', ask, values: options };
  if (pattern !== undefined) return { name, type: 'text', ask, values: {}, pattern: withoutSlashes(pattern) };
  return { name, type: entityTypeOf(name) ?? 'text', ask, values: {} };
}

/** A pattern as JavaScript writes it, `/[0-9]+/gi`, without its slashes. */
function withoutSlashes(pattern: string): string {
  const last = pattern.lastIndexOf('/');
  return pattern.startsWith('/') && last > 0 && /^[a-z]*$/.test(pattern.slice(last + 1))
    ? pattern.slice(1, last)
    : pattern;
}

/** The intents as a corpus. */
export function writeNlpjs(intents: readonly Intent[], locale: string): ExportedIntents {
  const { kept, notes } = exportable(intents, { slots: 'declared' });
  const entities = new Map<string, object>();
  for (const slot of kept.flatMap(({ slots }) => slots)) {
    const entity = toEntity(slot);
    const earlier = entities.get(slot.name);
    if (earlier === undefined) entities.set(slot.name, entity);
    else if (JSON.stringify(earlier) !== JSON.stringify(entity))
      notes.push(`slot ${slot.name} is not the same in every intent: the first counts for all`);
  }
  const known = new Set(entities.keys());
  const data = kept.map(({ name, utterances, answer, slots }) => ({
    intent: name,
    utterances: utterances.flatMap((utterance) => {
      const written = writeUtterance(utterance, known);
      if (written === undefined)
        notes.push(`intent ${name}: “${utterance}” is left out: NLP.js would read a value in it`);
      return written ?? [];
    }),
    ...(answer === undefined ? {} : { answers: [writeAnswer(answer)] }),
    ...(slots.length === 0
      ? {}
      : { slotFilling: Object.fromEntries(slots.map((slot) => [slot.name, { mandatory: true, question: slot.ask }])) }),
  }));
  const corpus = { name: 'relaydesk', locale, entities: Object.fromEntries(entities), data };
  return { text: `${JSON.stringify(corpus, undefined, 2)}\n`, notes };
}

function toEntity({ type, values, pattern }: Slot): object {
  if (type === 'choice')
    return {
      options: Object.fromEntries(Object.entries(values).map(([value, others]) => [value, [value, ...others]])),
    };
  return pattern === undefined ? {} : { regex: `/${pattern}/gi` };
}

/** The utterance with its marks as NLP.js has them, unless it would be read as something else. */
function writeUtterance(utterance: string, known: ReadonlySet<string>): string | undefined {
  const pieces = piecesOf(utterance) ?? [];
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : `%${piece.slot}%`)).join('');
  return JSON.stringify(readUtterance(text, known)) === JSON.stringify(pieces) ? text : undefined;
}

function writeAnswer(answer: string): string {
  return (piecesOf(answer) ?? []).map((piece) => (typeof piece === 'string' ? piece : `{{ ${piece.slot} }}`)).join('');
}
