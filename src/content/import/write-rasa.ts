/** The desk's intents as one file of Rasa: training data, slots, responses, and a rule for each answer. */

import { stringify } from 'yaml';
import type { Intent, Slot } from '../../domain/content.ts';
import { type ExportedIntent, type ExportedIntents, exportable } from './exported.ts';
import { piecesOf } from './imported.ts';
import { readAnnotated } from './rasa-annotations.ts';

/** A file that Rasa takes as its training data and as its domain. */
export function writeRasa(intents: readonly Intent[]): ExportedIntents {
  const { kept, notes } = exportable(intents, { slots: 'declared' });
  const slots = new Map<string, Slot>();
  for (const slot of kept.flatMap((intent) => intent.slots)) {
    const earlier = slots.get(slot.name);
    if (earlier === undefined) slots.set(slot.name, slot);
    else if (JSON.stringify(earlier) !== JSON.stringify(slot))
      notes.push(`slot ${slot.name} is not the same in every intent: the first counts for all`);
  }
  const nlu = [...kept.flatMap((intent) => toExamples(intent, slots, notes)), ...[...slots.values()].flatMap(toLists)];
  const answered = kept.filter(({ answer }) => answer !== undefined);
  const file = {
    version: '3.1',
    intents: kept.map(({ name }) => name),
    entities: [...slots.keys()],
    slots: Object.fromEntries([...slots.keys()].map((name) => [name, toRasaSlot(name)])),
    forms: Object.fromEntries(
      kept
        .filter((intent) => intent.slots.length > 0)
        .map((intent) => [`${intent.name}_form`, { required_slots: intent.slots.map(({ name }) => name) }]),
    ),
    nlu,
    rules: kept.flatMap((intent) => toRules(intent, intent.answer && toResponse(intent.name, slots))),
    responses: Object.fromEntries([
      ...[...slots.values()].map(({ name, ask }) => [`utter_ask_${name}`, [{ text: ask }]]),
      ...answered.map(({ name, answer }) => [toResponse(name, slots), [{ text: answer }]]),
    ]),
  };
  return { text: stringify(file, { lineWidth: 0, aliasDuplicateObjects: false }), notes };
}

/** `utter_ask_city` is the question for a city. */
function toResponse(intent: string, slots: ReadonlyMap<string, Slot>): string {
  const isTaken = intent.startsWith('ask_') && slots.has(intent.slice('ask_'.length));
  return isTaken ? `utter_answer_${intent}` : `utter_${intent}`;
}

/** An intent with slots begins a form, and is answered when that is filled in. */
function toRules({ name, slots }: ExportedIntent, response: string | undefined): object[] {
  const form = `${name}_form`;
  const answer = response === undefined ? [] : [{ action: response }];
  if (slots.length === 0) return response === undefined ? [] : [{ rule: name, steps: [{ intent: name }, ...answer] }];
  return [
    { rule: name, steps: [{ intent: name }, { action: form }, { active_loop: form }] },
    ...(response === undefined
      ? []
      : [
          {
            rule: `${name} is answered`,
            condition: [{ active_loop: form }],
            steps: [{ action: form }, { active_loop: null }, ...answer],
          },
        ]),
  ];
}

function toRasaSlot(name: string): object {
  return { type: 'text', mappings: [{ type: 'from_entity', entity: name }] };
}

function toExamples({ name, utterances }: ExportedIntent, slots: ReadonlyMap<string, Slot>, notes: string[]): object[] {
  const examples = utterances.flatMap((utterance) => {
    const written = writeUtterance(utterance, slots);
    if (written === undefined) notes.push(`intent ${name}: “${utterance}” is left out: Rasa would read a value in it`);
    return written ?? [];
  });
  return examples.length === 0 ? [] : [{ intent: name, examples: toBlock(examples) }];
}

/** The utterance with a value for each mark, unless it would be read as something else. */
function writeUtterance(utterance: string, slots: ReadonlyMap<string, Slot>): string | undefined {
  const pieces = piecesOf(utterance) ?? [];
  const text = pieces
    .map((piece) => (typeof piece === 'string' ? piece : `[${exampleOf(piece.slot, slots)}](${piece.slot})`))
    .join('');
  const read = readAnnotated(text).map((part) => (typeof part === 'string' ? part : { slot: part.slot }));
  return JSON.stringify(read) === JSON.stringify(pieces) ? text : undefined;
}

function exampleOf(name: string, slots: ReadonlyMap<string, Slot>): string {
  const values = Object.keys(slots.get(name)?.values ?? {});
  return values.find((value) => !/[[\]]/.test(value)) ?? name;
}

function toLists({ name, values, pattern }: Slot): object[] {
  const entries = Object.entries(values);
  return [
    ...(entries.length === 0 ? [] : [{ lookup: name, examples: toBlock(entries.map(([value]) => value)) }]),
    ...entries.flatMap(([value, others]) => (others.length === 0 ? [] : { synonym: value, examples: toBlock(others) })),
    ...(pattern === undefined ? [] : [{ regex: name, examples: toBlock([pattern]) }]),
  ];
}

function toBlock(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}\n`).join('');
}
