/** The customers who are likeliest not to come back, for whoever talks to them next. */

import type { LeavingCustomer } from '../../domain/leaving-customer.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { FactReads } from '../../ports/facts.ts';
import { findChurn } from '../churn/churn.ts';
import { readHistory } from '../history/history.ts';
import { churnRows, currentCustomers, pastsOf } from './customer-past.ts';
import { reasonWords } from './reason-words.ts';

const LOOK_BACK_MS = 365 * DAY_MS;

/** Those flagged by their ids; nobody where the past does not tell who leaves. */
export async function findLeavingCustomers(facts: FactReads, now: number): Promise<Map<string, LeavingCustomer>> {
  const history = await readHistory(facts, { since: now - LOOK_BACK_MS, until: now }, { turns: false });
  const pasts = pastsOf(history, now);
  const rows = churnRows(pasts, { since: history.since, now });
  if ('reason' in rows) return new Map();
  const current = currentCustomers(pasts, now);
  const found = findChurn(rows.rows, current);
  if (found.kind === 'unknown') return new Map();
  const featuresOf = new Map(current.map(({ id, features }) => [id, features]));
  return new Map(
    found.risks
      .filter(({ isFlagged }) => isFlagged)
      .map(({ id, probability, reasons }) => [
        id,
        { probability, reasons: reasonWords(reasons, featuresOf.get(id) ?? {}) },
      ]),
  );
}
