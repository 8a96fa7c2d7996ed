/** How long things are kept. `desk.yaml` may change each of these times. */

import { DAY_MS } from './policy.ts';

export interface Retention {
  /** Why each turn ended as it did. */
  decisionsMs: number;
  /** What customers answered to surveys. */
  surveysMs: number;
}

export const DEFAULT_RETENTION: Retention = { decisionsMs: 180 * DAY_MS, surveysMs: 730 * DAY_MS };
