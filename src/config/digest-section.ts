/** The section of `desk.yaml` that says when staff get their weekly digest. */

import { z } from 'zod';
import type { DigestSettings } from '../domain/digest.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/policy.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const moment = z.strictObject({
  day: z.enum(WEEKDAYS).default('monday').describe('The weekday; the seven days before it are told of.'),
  at: z
    .string()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'is no time of day: write one such as 09:00')
    .default('09:00')
    .describe('The time of day, in the time zone of the desk.'),
});

export const digestSection = z.union(
  [moment, z.literal('off')],
  'write when it is to come, such as { day: monday, at: "09:00" }, or off',
);

/** When the digest is due; undefined where none is wanted. */
export function toDigest(section: z.infer<typeof digestSection>): DigestSettings | undefined {
  if (section === 'off') return undefined;
  const [hour = 0, minute = 0] = section.at.split(':').map(Number);
  return { weekday: WEEKDAYS.indexOf(section.day), timeOfDayMs: hour * HOUR_MS + minute * MINUTE_MS };
}
