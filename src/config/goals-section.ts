/** The section of `desk.yaml` that says what the desk wants to reach. */

import { z } from 'zod';
import { type Goals, MEASURES, type MeasureName } from '../domain/measures.ts';
import { MINUTE_MS } from '../domain/policy.ts';

const entries = (Object.keys(MEASURES) as MeasureName[]).flatMap((name) => {
  const { unit, better, title } = MEASURES[name];
  if (better === undefined) return [];
  const what = `${title}: ${better === 'more' ? 'at least' : 'at most'} this`;
  const [key, schema] =
    unit === 'ms'
      ? [`${name}_minutes`, z.number().positive().max(1_000_000).describe(`${what}, in minutes.`)]
      : unit === 'share'
        ? [name, z.number().min(0).max(1).describe(`${what}, such as 0.6.`)]
        : [name, z.number().min(0).max(1_000_000_000).describe(`${what}.`)];
  return [{ name, key, schema: schema.optional(), scale: unit === 'ms' ? MINUTE_MS : 1 }];
});

export const goalsSection = z.strictObject(Object.fromEntries(entries.map(({ key, schema }) => [key, schema])));

/** The goals that the section amounts to, in the units of their measures. */
export function toGoals(section: z.infer<typeof goalsSection>): Goals {
  return Object.fromEntries(
    entries.flatMap(({ name, key, scale }) => {
      const target = section[key];
      return target === undefined ? [] : [[name, target * scale]];
    }),
  );
}
