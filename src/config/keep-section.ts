/** The section of `desk.yaml` that says how long things are kept. */

import { z } from 'zod';
import { DAY_MS } from '../domain/policy.ts';
import { DEFAULT_RETENTION, type Retention } from '../domain/retention.ts';

export const keepSection = z.strictObject({
  decisions_days: z
    .int()
    .min(1)
    .max(3_650)
    .optional()
    .describe('For so many days it can be told why the bot did what it did.'),
});

/** The times that the section amounts to. */
export function toRetention({ decisions_days: days }: z.infer<typeof keepSection>): Retention {
  return { decisionsMs: days === undefined ? DEFAULT_RETENTION.decisionsMs : days * DAY_MS };
}
