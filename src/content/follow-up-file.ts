/** The format of what follows an intent's action by itself: `follow_ups` of an intent. */

import { z } from 'zod';
import type { FollowUp, FollowUpStep } from '../domain/content.ts';
import { DAY_MS, HOUR_MS } from '../domain/policy.ts';
import { parseCondition } from '../domain/templates/condition.ts';
import { blockText, lineText } from './text-schema.ts';

const MOST_HOURS = 24 * 366;
const name = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, such as starts_at');
const hours = z.number().min(-MOST_HOURS).max(MOST_HOURS);

export const followUpSchema = z
  .strictObject({
    after: name.describe('The outcome of the action that it follows.'),
    at: name
      .describe("A date among the outcome's values, from which its time counts; from the outcome itself without it.")
      .optional(),
    in_hours: hours.describe('So many hours from there; negative for before.').optional(),
    every_hours: z
      .number()
      .min(0.25)
      .max(MOST_HOURS)
      .describe('For what is watched: the action, which reads, is asked again so often.')
      .optional(),
    for_days: z.number().positive().max(366).describe('For what is watched: it is given up after so long.').optional(),
    until: lineText(200)
      .refine((text) => parseCondition(text) !== undefined, 'is no condition: write one such as state is shipped')
      .describe('For what is watched: what has to hold of the values of the same outcome, such as: state is shipped.')
      .optional(),
    say: blockText(10_000).describe('What is said then, in Markdown with slots and values.').optional(),
    ask: name.describe('Or the intent that is taken up, such as a survey: its slots are asked for.').optional(),
    otherwise: blockText(10_000).describe('For what is watched: what is said where it is given up.').optional(),
  })
  .superRefine((given, context) => {
    const report = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const isWatch = given.until !== undefined;
    for (const key of ['every_hours', 'for_days', 'say'] as const) {
      if (isWatch && given[key] === undefined) report(key, 'is needed where something is watched (until)');
    }
    for (const key of ['at', 'in_hours', 'ask'] as const) {
      if (isWatch && given[key] !== undefined) report(key, 'has no place where something is watched (until)');
    }
    for (const key of ['every_hours', 'for_days', 'otherwise'] as const) {
      if (!isWatch && given[key] !== undefined) report(key, 'is only for what is watched: it needs until');
    }
    if (isWatch) return;
    if (given.in_hours === undefined) report('in_hours', 'is needed: how many hours later, or before');
    if (given.at === undefined && (given.in_hours ?? 1) <= 0) report('in_hours', 'must be more than 0 without at');
    if ((given.say === undefined) === (given.ask === undefined)) report('say', 'or ask is needed, and not both');
  });

/** The follow-up as the desk uses it. */
export function toFollowUp(given: z.output<typeof followUpSchema>): FollowUp {
  return { after: given.after, at: given.at, delayMs: (given.in_hours ?? 0) * HOUR_MS, step: toStep(given) };
}

function toStep({ until, every_hours, for_days, say, ask, otherwise }: z.output<typeof followUpSchema>): FollowUpStep {
  const condition = until === undefined ? undefined : parseCondition(until);
  if (condition !== undefined) {
    const times = { everyMs: (every_hours ?? 0) * HOUR_MS, forMs: (for_days ?? 0) * DAY_MS };
    return { kind: 'watch', ...times, until: condition, text: say ?? '', otherwise };
  }
  return ask === undefined ? { kind: 'say', text: say ?? '' } : { kind: 'ask', intent: ask };
}
