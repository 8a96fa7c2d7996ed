/** One intent file to intents, and to drafts for the rules that need every intent, even one with mistakes. */

import { z } from 'zod';
import type { Intent } from '../domain/content.ts';
import type { Diagnostic, PlacedText } from './diagnostics.ts';
import { explainIssues } from './explain-issue.ts';
import { intentFileSchema, toIntent } from './intent-file.ts';
import { type Path, readYaml, type YamlReading } from './read-yaml.ts';

/** What an intent file says. */
export interface IntentFile {
  /** Empty when the file has errors. */
  intents: Intent[];
  drafts: IntentDraft[];
  phrases: { key: string; text: string; line: number }[];
  diagnostics: Diagnostic[];
}

/** What can be read of an intent, whatever else is wrong with it, so that all its mistakes are told at once. */
export interface IntentDraft {
  name: PlacedText;
  category: string;
  utterances: PlacedText[];
  /** The line of the key `utterances`. */
  utterancesLine: number;
  slots: SlotDraft[];
  /** The answer, or each of several. */
  answers: PlacedText[];
  article: PlacedText | undefined;
  escalates: boolean;
  action: PlacedText | undefined;
  confirm: PlacedText | undefined;
  /** The wordings for an action's outcomes. */
  outcomes: { name: string; wording: PlacedText }[];
  followUps: FollowUpDraft[];
}

/** What else is checked of a follow-up. */
export interface FollowUpDraft {
  after: PlacedText;
  at: PlacedText | undefined;
  until: PlacedText | undefined;
  say: PlacedText | undefined;
  ask: PlacedText | undefined;
  otherwise: PlacedText | undefined;
}

/** A slot's name, with what else is checked of it. */
export interface SlotDraft extends PlacedText {
  type: string;
  when: PlacedText | undefined;
  from: { action: PlacedText; value: string } | undefined;
  check: { action: PlacedText; accept: string[]; otherwise: PlacedText; unless: PlacedText | undefined } | undefined;
}

/** Reads an intent file's text; `diagnostics` has every mistake that shows in this file alone. */
export function readIntentFile(text: string, locale: string): IntentFile {
  const reading = readYaml(text, isText);
  if (reading.value === undefined) return { intents: [], drafts: [], phrases: [], diagnostics: reading.diagnostics };
  const checked = intentFileSchema.safeParse(reading.value);
  const { intents, phrases } = lenientFileSchema.parse(reading.value);
  return {
    intents: checked.success ? (checked.data.intents ?? []).map((intent) => toIntent(intent, locale)) : [],
    drafts: intents.map((intent, index) => toDraft(intent, ['intents', index], reading)),
    phrases: Object.entries(phrases).map(([key, phrase]) => ({
      key,
      text: phrase.trim(),
      line: reading.lineOf(['phrases', key]),
    })),
    diagnostics: checked.success
      ? reading.diagnostics
      : [...reading.diagnostics, ...explainIssues(checked.error, intentFileSchema, reading)],
  };
}

/** Whether a path holds what customers write, or what they read. */
function isText(path: Path): boolean {
  const [grandparent, parent, key] = path.slice(-3);
  if (path[0] === 'phrases') return path.length === 2;
  if (parent === 'outcomes') return true;
  return (
    ['ask', 'answer', 'confirm', 'when', 'otherwise', 'unless', 'until', 'say'].includes(String(key)) ||
    key === 'pattern' ||
    parent === 'utterances' ||
    parent === 'answers' ||
    grandparent === 'values'
  );
}

const lenientText = z.string().catch('');
const lenientOptionalText = z.string().optional().catch(undefined);
const lenientSlot = z
  .object({
    name: lenientText,
    type: lenientText,
    when: lenientOptionalText,
    from: z.object({ action: lenientText, value: lenientText }).optional().catch(undefined),
    check: z
      .object({
        action: lenientText,
        accept: z.array(lenientText).catch([]),
        otherwise: lenientText,
        unless: lenientOptionalText,
      })
      .optional()
      .catch(undefined),
  })
  .catch({ name: '', type: '' });
const lenientFollowUp = z
  .object({
    after: lenientText,
    at: lenientOptionalText,
    until: lenientOptionalText,
    say: lenientOptionalText,
    ask: lenientOptionalText,
    otherwise: lenientOptionalText,
  })
  .catch({ after: '' });
const lenientIntent = z.object({
  name: lenientText,
  category: lenientText,
  utterances: z.array(lenientText).catch([]),
  slots: z.array(lenientSlot).catch([]),
  answer: lenientOptionalText,
  answers: z.array(lenientText).optional().catch(undefined),
  article: lenientOptionalText,
  escalate: z.boolean().catch(false),
  action: lenientOptionalText,
  confirm: lenientOptionalText,
  outcomes: z.record(z.string(), lenientText).catch({}),
  follow_ups: z.array(lenientFollowUp).catch([]),
});
const lenientFileSchema = z
  .object({
    intents: z.array(lenientIntent.catch(lenientIntent.parse({}))).catch([]),
    phrases: z.record(z.string(), lenientText).catch({}),
  })
  .catch({ intents: [], phrases: {} });

function toDraft(intent: z.output<typeof lenientIntent>, path: Path, reading: YamlReading): IntentDraft {
  const placedAt = (key: 'article' | 'action' | 'confirm') => {
    const text = intent[key];
    return text === undefined ? undefined : reading.placed([...path, key], text);
  };
  return {
    name: reading.placed([...path, 'name'], intent.name),
    category: intent.category,
    utterances: intent.utterances.map((text, index) => reading.placed([...path, 'utterances', index], text)),
    utterancesLine: reading.lineOf([...path, 'utterances']),
    slots: intent.slots.map((slot, index) => toSlotDraft(slot, [...path, 'slots', index], reading)),
    answers: [
      ...(intent.answer === undefined ? [] : [reading.placed([...path, 'answer'], intent.answer)]),
      ...(intent.answers ?? []).map((text, index) => reading.placed([...path, 'answers', index], text)),
    ],
    article: placedAt('article'),
    escalates: intent.escalate,
    action: placedAt('action'),
    confirm: placedAt('confirm'),
    outcomes: Object.entries(intent.outcomes).map(([name, text]) => ({
      name,
      wording: reading.placed([...path, 'outcomes', name], text),
    })),
    followUps: intent.follow_ups.map((one, index) => toFollowUpDraft(one, [...path, 'follow_ups', index], reading)),
  };
}

function toSlotDraft(
  { name, type, when, from, check }: z.output<typeof lenientSlot>,
  path: Path,
  { placed }: YamlReading,
): SlotDraft {
  return {
    ...placed([...path, 'name'], name),
    type,
    when: when === undefined ? undefined : placed([...path, 'when'], when),
    from: from && { action: placed([...path, 'from', 'action'], from.action), value: from.value },
    check: check && {
      action: placed([...path, 'check', 'action'], check.action),
      accept: check.accept,
      otherwise: placed([...path, 'check', 'otherwise'], check.otherwise),
      unless: check.unless === undefined ? undefined : placed([...path, 'check', 'unless'], check.unless),
    },
  };
}

function toFollowUpDraft(given: z.output<typeof lenientFollowUp>, path: Path, { placed }: YamlReading): FollowUpDraft {
  const placedAt = (key: keyof typeof given): PlacedText | undefined => {
    const text = given[key];
    return text === undefined ? undefined : placed([...path, key], text);
  };
  return {
    after: placed([...path, 'after'], given.after),
    at: placedAt('at'),
    until: placedAt('until'),
    say: placedAt('say'),
    ask: placedAt('ask'),
    otherwise: placedAt('otherwise'),
  };
}
