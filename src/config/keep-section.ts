/** The section of `desk.yaml` that says how long things are kept. */

import { z } from 'zod';
import { DAY_MS } from '../domain/policy.ts';
import { DEFAULT_RETENTION, type Retention } from '../domain/retention.ts';

const days = z.int().min(1).max(3_650).optional();

export const keepSection = z.strictObject({
  decisions_days: days.describe('For so many days it can be told why the bot did what it did.'),
  surveys_days: days.describe('For so many days it is kept what customers answered to surveys.'),
});

/** The times that the section amounts to. */
export function toRetention({ decisions_days, surveys_days }: z.infer<typeof keepSection>): Retention {
  return {
    decisionsMs: toMs(decisions_days) ?? DEFAULT_RETENTION.decisionsMs,
    surveysMs: toMs(surveys_days) ?? DEFAULT_RETENTION.surveysMs,
  };
}

function toMs(days: number | undefined): number | undefined {
  return days === undefined ? undefined : days * DAY_MS;
}
