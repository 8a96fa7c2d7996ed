import { DERIVED_FACT_KINDS, type DerivedFactKind, type RebuiltFacts } from '../ports/facts.ts';
import type { Store } from '../ports/store.ts';

const BATCH_SIZE = 1_000;

/** Derives all facts again from what they are about, a part at a time; resolves to what differed of each kind. */
export async function rebuildFacts(store: Pick<Store, 'transaction'>): Promise<Record<DerivedFactKind, RebuiltFacts>> {
  const found = new Map<DerivedFactKind, RebuiltFacts>();
  for (const kind of DERIVED_FACT_KINDS) {
    const sum = { derived: 0, added: 0, corrected: 0 };
    let after: string | undefined;
    do {
      const from = after;
      const part = await store.transaction((tx) => tx.facts.rebuild(kind, { limit: BATCH_SIZE, after: from }));
      sum.derived += part.derived;
      sum.added += part.added;
      sum.corrected += part.corrected;
      after = part.next;
    } while (after !== undefined);
    found.set(kind, sum);
  }
  return Object.fromEntries(found) as Record<DerivedFactKind, RebuiltFacts>;
}
