/** A customer who may not come back. */

export interface LeavingCustomer {
  /** How likely it is, from 0 to 1. */
  probability: number;
  /** What speaks for it, in words for staff; empty where nothing in particular does. */
  reasons: string;
}

/** What staff read of it: `May not come back (78 %): waited 12 h, last rating: 2`. */
export function leavingWords({ probability, reasons }: LeavingCustomer): string {
  const chance = `May not come back (${(100 * probability).toFixed(0)} %)`;
  return reasons === '' ? chance : `${chance}: ${reasons}`;
}
