/** The section of `desk.yaml` that says what support costs. */

import { z } from 'zod';
import type { Costs } from '../domain/costs.ts';

const amount = z.number().min(0).max(1_000_000);

export const costsSection = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is no currency: write its code, such as EUR')
    .default('EUR')
    .describe('The currency of the amounts, by its code.'),
  staff_hour: amount.describe('What an hour of staff costs.'),
  month: amount.default(0).describe('What the desk costs a month: its server, the hours its content takes, licences.'),
});

export function toCosts(section: z.infer<typeof costsSection>): Costs {
  return { currency: section.currency, staffHour: section.staff_hour, month: section.month };
}
