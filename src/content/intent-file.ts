/** The format of an intent file: `intents/<locale>/<topic>.yaml`. */

import { z } from 'zod';
import { answerKey } from '../domain/answer-trial.ts';
import { ENTITY_TYPES, type Intent, type IntentAction, type Slot } from '../domain/content.ts';
import { parseCondition } from '../domain/templates/condition.ts';
import { PatternError, parseLinearPattern } from '../lib/linear-pattern.ts';
import { followUpSchema, toFollowUp } from './follow-up-file.ts';
import { blockText, lineText } from './text-schema.ts';

/** For rules over several keys: told together with what is wrong about each key. */
const EVEN_WITH_OTHER_ISSUES = {
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
};

/** More at once take too long to tell apart. */
const MOST_ANSWERS = 6;

const nameSchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, such as track_order');

const slotSchema = z
  .strictObject({
    name: nameSchema.describe('What the value is called; {name} stands for it in utterances and in the answer.'),
    type: z.enum(ENTITY_TYPES).describe('What kind of value it is. `text` takes anything, `choice` one of `values`.'),
    ask: lineText(500).describe('The question that asks the customer for the value.'),
    values: z
      .record(lineText(100), z.array(lineText(100)))
      .describe('For `choice` only: each value with other ways customers write it, such as small: [s, little].')
      .optional(),
    pattern: z
      .string()
      .min(1)
      .max(200)
      .describe(
        "A regular expression that the whole value must match, such as '[0-9]{5,15}', without looking ahead or behind.",
      )
      .optional(),
    when: lineText(200)
      .refine((text) => parseCondition(text) !== undefined, 'is no condition: write one such as solution is exchange')
      .describe('It is asked for only where this holds of a slot above it, such as: solution is exchange.')
      .optional(),
    from: z
      .strictObject({
        action: nameSchema.describe('An action that reads, and needs no slot but those above.'),
        value: nameSchema.describe('Which value of its answers it is.'),
      })
      .describe('Where the value is looked up first: the customer is asked only where nothing is there.')
      .optional(),
    check: z
      .strictObject({
        action: nameSchema.describe('An action that reads, and needs no slot but this one and those above.'),
        accept: z.array(nameSchema).min(1).describe('Its outcomes with which the value will do.'),
        otherwise: blockText(2_000).describe(
          'What customers are told with any other outcome, before they are asked again.',
        ),
        unless: blockText(2_000)
          .describe(
            'What customers are told instead of all else where an accepted outcome rules out what they want. It is ruled out where this says anything.',
          )
          .optional(),
      })
      .describe('What is asked whether the value will do. Where that fails, it will.')
      .optional(),
  })
  .superRefine(({ type, values, pattern }, context) => {
    const report = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const hasValues = Object.keys(values ?? {}).length > 0;
    if (type === 'choice' && !hasValues) report('values', 'must list the values to choose from, as the type is choice');
    if (type !== 'choice' && hasValues) report('values', 'is only for slots of type choice');
    const error = patternError(pattern);
    if (error !== undefined) report('pattern', error);
  }, EVEN_WITH_OTHER_ISSUES)
  .meta({ anyOf: [{ required: ['values'] }, { properties: { type: { not: { const: 'choice' } } } }] });

/** One intent as an admin writes it. */
export const intentSchema = z
  .strictObject({
    name: nameSchema.describe('What the intent is called, the same in every language.'),
    label: lineText(80).describe('What a button for it says; its first utterance by default.').optional(),
    category: z
      .string()
      .max(60)
      .regex(/^[\p{Ll}\p{Lo}\p{N}_-]+$/u, 'must be one word in small letters, such as orders')
      .describe('A word that groups intents. `smalltalk` never makes a ticket; `person` asks for a human.'),
    importance: z
      .int()
      .min(1)
      .max(5)
      .default(3)
      .describe('How much it matters when it has to wait for a person, from 1 (little) to 5 (most).'),
    complexity: z
      .int()
      .min(1)
      .max(5)
      .optional()
      .describe('How much work it is likely to be for a person, from 1 (little) to 5 (most); 1 by default.'),
    utterances: z
      .array(lineText(500))
      .min(1)
      .describe('Ways customers say it, at least five, better twenty; {slot} marks where a value stands.'),
    slots: z.array(slotSchema).default([]).describe('Values that are needed before it can be fulfilled.'),
    answer: blockText(10_000)
      .describe(
        'What the bot answers, in Markdown; {slot} is replaced by its value. Without it, it quotes the article.',
      )
      .optional(),
    answers: z
      .array(blockText(10_000))
      .min(2)
      .max(MOST_ANSWERS)
      .refine((texts) => new Set(texts.map(answerKey)).size === texts.length, 'has the same answer twice: delete one')
      .describe(
        'Several answers in place of `answer`: they are tried side by side, and the one that helps most is given more and more often.',
      )
      .optional(),
    fixed_answer: z
      .int()
      .min(1)
      .max(MOST_ANSWERS)
      .describe('Which of `answers` is given always, counted from 1, so that nothing is tried.')
      .optional(),
    article: lineText(100)
      .describe('The id of the article to answer from, or to name under `answer`: its file name without .md.')
      .optional(),
    escalate: z.literal(true).describe('Hand the conversation to a person at once.').optional(),
    action: nameSchema
      .describe(
        'What is asked of another system first: a file of actions/. Where that fails, the rest of the intent holds.',
      )
      .optional(),
    confirm: blockText(2_000)
      .describe('For an action that writes: what will be done, as a question that the customer answers with yes or no.')
      .optional(),
    outcomes: z
      .record(nameSchema, blockText(10_000))
      .describe("For an action: what the bot answers for each of its outcomes, in Markdown with the answer's values.")
      .optional(),
    follow_ups: z
      .array(followUpSchema)
      .max(10)
      .describe('For an action: what is said or asked by itself, later.')
      .optional(),
    survey: z.literal(true).describe('The values of its slots are answers that are kept and counted.').optional(),
  })
  .superRefine((intent, context) => {
    const texts = intent.answer !== undefined || intent.answers !== undefined;
    const answers = texts || intent.article !== undefined;
    if (intent.answer !== undefined && intent.answers !== undefined) {
      context.addIssue({ code: 'custom', path: ['answers'], message: 'is one too many: write answer or answers' });
    }
    const fixed = intent.fixed_answer;
    if (fixed !== undefined && fixed > (intent.answers?.length ?? 0)) {
      const message = `is no number of an answer: answers has ${intent.answers?.length ?? 0}`;
      context.addIssue({ code: 'custom', path: ['fixed_answer'], message });
    }
    const escalates = intent.escalate !== undefined;
    for (const key of ['confirm', 'outcomes', 'follow_ups'] as const) {
      const isStray = intent.action === undefined && intent[key] !== undefined;
      if (isStray) context.addIssue({ code: 'custom', path: [key], message: 'is only for an intent with an action' });
    }
    if (answers !== escalates) return;
    const rule = 'answer or answers, article (or both, to name the article under the answer), or escalate alone';
    if (escalates) context.addIssue({ code: 'custom', path: ['escalate'], message: `is one too many: write ${rule}` });
    else context.addIssue({ code: 'custom', message: `needs ${rule}` });
  }, EVEN_WITH_OTHER_ISSUES)
  .meta({
    oneOf: [
      { required: ['escalate'] },
      { anyOf: [{ required: ['answer'] }, { required: ['answers'] }, { required: ['article'] }] },
    ],
  });

/** A whole intent file. */
export const intentFileSchema = z
  .strictObject({
    intents: z.array(intentSchema).describe('What customers want, one entry each.').optional(),
    phrases: z
      .record(z.string().max(100), blockText(2_000))
      .describe("The desk's own sentences in other words: a sentence's key and the text to use for it.")
      .optional(),
  })
  .refine((file) => file.intents !== undefined || file.phrases !== undefined, 'needs intents or phrases')
  .describe('Intents of one topic in one language.')
  .meta({ anyOf: [{ required: ['intents'] }, { required: ['phrases'] }] });

/** The intent as the desk uses it. */
export function toIntent(intent: z.output<typeof intentSchema>, locale: string): Intent {
  const { name, label, category, importance, utterances } = intent;
  const action = toIntentAction(intent);
  return {
    name,
    ...(label === undefined ? {} : { label }),
    locale,
    category,
    importance,
    ...(intent.complexity === undefined ? {} : { complexity: intent.complexity }),
    utterances,
    slots: intent.slots.map(toSlot),
    outcome: toOutcome(intent),
    ...(action === undefined ? {} : { action }),
    ...(intent.follow_ups && { followUps: intent.follow_ups.map(toFollowUp) }),
    ...(intent.survey && { isSurvey: true as const }),
  };
}

function toSlot({ name, type, ask, values, pattern, when, from, check }: z.output<typeof slotSchema>): Slot {
  const slot = { name, type, ask, values: values ?? {}, pattern, ...(from && { from }), ...(check && { check }) };
  return when === undefined ? slot : { ...slot, when: parseCondition(when) };
}

function toIntentAction({ action, confirm, outcomes }: z.output<typeof intentSchema>): IntentAction | undefined {
  return action === undefined ? undefined : { name: action, confirm, wordings: outcomes ?? {} };
}

function toOutcome({
  answer,
  answers,
  fixed_answer: number,
  article,
}: z.output<typeof intentSchema>): Intent['outcome'] {
  if (answers !== undefined) {
    const fixed = number === undefined ? undefined : number - 1;
    return {
      kind: 'answer',
      text: answers[fixed ?? 0] ?? '',
      sourceId: article,
      variants: { texts: answers, ...(fixed === undefined ? {} : { fixed }) },
    };
  }
  if (answer !== undefined) return { kind: 'answer', text: answer, sourceId: article };
  if (article !== undefined) return { kind: 'article', articleId: article };
  return { kind: 'escalate' };
}

function patternError(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string') return undefined;
  try {
    parseLinearPattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}
