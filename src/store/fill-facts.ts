/** The facts of what a store of an older version holds: derived a part at a time, each committed with how far it got. */

import { DERIVED_FACT_KINDS, type DerivedFactKind } from '../ports/facts.ts';
import { createFacts } from './repositories/facts.ts';
import { readStoreValue, removeStoreValue, writeStoreValue } from './repositories/store-values.ts';
import type { Connection } from './statement.ts';

const BATCH_SIZE = 1_000;
const PROGRESS = 'fill:facts';

/** Derives the next part, in one transaction that the caller begins and ends; false when nothing was left. */
export async function fillNextFacts(connection: Connection): Promise<boolean> {
  const progress = await readStoreValue(connection, PROGRESS);
  if (progress === undefined) return false;
  let [kindIndex, after] = JSON.parse(progress) as [number, string?];
  for (; kindIndex < DERIVED_FACT_KINDS.length; kindIndex += 1) {
    const kind = DERIVED_FACT_KINDS[kindIndex] as DerivedFactKind;
    const { next } = await createFacts(connection).rebuild(kind, { limit: BATCH_SIZE, after });
    if (next !== undefined) {
      await writeStoreValue(connection, PROGRESS, JSON.stringify([kindIndex, next]));
      return true;
    }
    after = undefined;
  }
  await removeStoreValue(connection, PROGRESS);
  return false;
}
