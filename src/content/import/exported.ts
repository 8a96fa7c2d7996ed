/** What of the desk's intents other bots' formats can hold. */

import { ENTITY_TYPES, type Intent, type Slot } from '../../domain/content.ts';
import { piecesOf } from './imported.ts';

/** A file in another format, and what of the desk it cannot hold. */
export interface ExportedIntents {
  text: string;
  notes: string[];
}

/** An intent as the other formats have it: utterances and the answer with the desk's marks. */
export interface ExportedIntent {
  name: string;
  category: string;
  utterances: string[];
  answer: string | undefined;
  slots: Slot[];
}

/** Whether the format declares slots, or has only the marks in texts. */
export interface ExportOptions {
  slots: 'declared' | 'marks';
}

/** The admin's own intents in what other formats can hold of them, with a note for each thing that is lost. */
export function exportable(
  intents: readonly Intent[],
  { slots }: ExportOptions,
): { kept: ExportedIntent[]; notes: string[] } {
  const written = intents.filter(({ builtIn }) => !builtIn);
  const notes = written.flatMap((intent) => lossesOf(intent, slots).map((what) => `intent ${intent.name}: ${what}`));
  const kept = written.map(({ name, category, utterances, slots: own, outcome }) => ({
    name,
    category,
    utterances: [...utterances],
    answer: outcome.kind === 'answer' && piecesOf(outcome.text) !== undefined ? outcome.text : undefined,
    slots: slots === 'declared' ? [...own] : [],
  }));
  return { kept, notes };
}

function lossesOf({ outcome, slots, action, followUps, isSurvey }: Intent, format: ExportOptions['slots']): string[] {
  const isTemplate = outcome.kind === 'answer' && piecesOf(outcome.text) === undefined;
  return [
    ...(isTemplate ? ['its answer has conditions or lists and is left out'] : []),
    ...(outcome.kind === 'answer' && outcome.variants !== undefined ? ['its other answers are left out'] : []),
    ...(outcome.kind === 'article' ? [`that it answers from article ${outcome.articleId} is left out`] : []),
    ...(action === undefined ? [] : [`its action ${action.name} is left out`]),
    ...(followUps === undefined ? [] : ['its follow-ups are left out']),
    ...(isSurvey ? ['that it is a survey is left out'] : []),
    ...slots.flatMap((slot) => (format === 'marks' ? [`slot ${slot.name} keeps only its marks`] : slotLosses(slot))),
  ];
}

function slotLosses({ name, type, when, from, check }: Slot): string[] {
  const isFound = type !== 'text' && type !== 'choice';
  return [
    ...(isFound && !ENTITY_TYPES.some((known) => known === name && known === type)
      ? [`slot ${name} is a plain text and no ${type}`]
      : []),
    ...(when === undefined && from === undefined && check === undefined
      ? []
      : [`conditions, look-ups and checks of slot ${name} are left out`]),
  ];
}
