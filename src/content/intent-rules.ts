/** The rules for one intent that no schema can express. */

import { ENTITY_TYPES, PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../domain/content.ts';
import { marksIn } from '../domain/templates/parse-template.ts';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt, type PlacedText, warningAt } from './diagnostics.ts';
import type { IntentDraft } from './read-intent-file.ts';
import { checkSlotConditions, scopeOfSlots } from './slot-conditions.ts';
import { checkTemplate, type ExpectedValue } from './template-scope.ts';

const FEWEST_UTTERANCES = 5;

/** The diagnostics of one intent: its variables, its slots, and outcomes that its category rules out. */
export function checkIntent(intent: IntentDraft): Diagnostic[] {
  return [
    ...checkSlots(intent),
    ...checkSlotConditions(intent),
    ...checkMarks(intent),
    ...checkUtteranceCount(intent),
    ...checkCategory(intent),
  ];
}

function checkSlots(intent: IntentDraft): Diagnostic[] {
  const seen = new Set<string>();
  return intent.slots.flatMap(({ text: slot, lineAt }) => {
    if (slot === '' || !seen.has(slot)) {
      seen.add(slot);
      return [];
    }
    return errorAt(lineAt(0), `intent ${intent.name.text} has two slots called ${slot}: rename or delete one`);
  });
}

function checkMarks(intent: IntentDraft): Diagnostic[] {
  const slots = new Set(intent.slots.map((slot) => slot.text));
  const known = new Set([...slots, ...ENTITY_TYPES]);
  const unknown = intent.utterances.flatMap((text) => checkKnown(text, intent.name.text, known));
  const unclosed = intent.utterances.flatMap((text) => checkClosed(text, intent.name.text));
  return [...unknown, ...unclosed, ...checkAnswers(intent, known), ...checkFillable(intent, slots)];
}

function checkAnswers(intent: IntentDraft, known: ReadonlySet<string>): Diagnostic[] {
  const { answers, name } = intent;
  const scope = new Map<string, ExpectedValue>(ENTITY_TYPES.map((type) => [type, { type: 'text', isOptional: false }]));
  for (const [slot, value] of scopeOfSlots(intent)) scope.set(slot, value);
  return answers.flatMap(({ text, lineAt }) =>
    checkTemplate(text, scope, (mark) => unknownMark(mark, name.text, known)).map(({ row, reason }) =>
      errorAt(lineAt(row), reason),
    ),
  );
}

function checkKnown({ text, lineAt }: PlacedText, intent: string, known: ReadonlySet<string>): Diagnostic[] {
  return marksIn(text).flatMap(({ mark, row }) => {
    return known.has(mark) ? [] : errorAt(lineAt(row), unknownMark(mark, intent, known));
  });
}

function unknownMark(mark: string, intent: string, known: ReadonlySet<string>): string {
  const what = `{${mark}} in intent ${intent} is neither one of its slots nor a kind of value the desk finds by itself`;
  return `${what}.${didYouMean(mark, known, '"') || ` The desk finds ${ENTITY_TYPES.join(', ')}.`}`;
}

function checkClosed({ text, lineAt }: PlacedText, intent: string): Diagnostic[] {
  if (!/[{}]/.test(text.replace(/\{[^{}\n]*\}/g, ''))) return [];
  return [errorAt(lineAt(0), `a { or } in intent ${intent} has no partner: a mark is written {slot}`)];
}

/** A value the desk was never told to ask for may be missing, and then the variable would be left in the answer. */
function checkFillable({ answers, name }: IntentDraft, slots: ReadonlySet<string>): Diagnostic[] {
  return answers.flatMap(({ text, lineAt }) =>
    marksIn(text)
      .filter(({ mark }) => !slots.has(mark) && ENTITY_TYPES.some((type) => type === mark))
      .map(({ mark, row }) => {
        const reason = `the answer of intent ${name.text} uses {${mark}}, which is none of its slots: it may have no value`;
        return warningAt(lineAt(row), `${reason}. Add it under slots with the question that asks for it.`);
      }),
  );
}

function checkUtteranceCount({ name, utterances, utterancesLine }: IntentDraft): Diagnostic[] {
  if (utterances.length === 0 || utterances.length >= FEWEST_UTTERANCES) return [];
  const reason = `intent ${name.text} has ${utterances.length} of the ${FEWEST_UTTERANCES} utterances that are the least to learn from`;
  return [warningAt(utterancesLine, reason)];
}

function checkCategory({ name, category, escalates }: IntentDraft): Diagnostic[] {
  if (category === PERSON_CATEGORY && !escalates) {
    const reason = `intent ${name.text} is of category ${PERSON_CATEGORY}, which always hands over: write escalate: true`;
    return [warningAt(name.lineAt(0), reason)];
  }
  if (category === SMALLTALK_CATEGORY && escalates) {
    const reason = `intent ${name.text} is of category ${SMALLTALK_CATEGORY}, which never makes a ticket: write an answer`;
    return [warningAt(name.lineAt(0), reason)];
  }
  return [];
}
