/** What the desk at work knows of what is to come. Asking costs nothing: it was worked out before. */

import type { LeavingCustomer } from '../domain/leaving-customer.ts';
import type { WaitRange } from '../domain/wait-phrase.ts';

export interface Forecasts {
  /** How long who comes now is likely to wait for a person; undefined where it cannot be told. */
  expectedWait(): WaitRange | undefined;
  /** How likely a customer is not to come back, and why; undefined of those who are not among the likeliest. */
  leaving(customerId: string): LeavingCustomer | undefined;
}
