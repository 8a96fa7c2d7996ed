import type { SlaRow } from './sla-row.ts';

/**
 * For each row the chance that it is kept, as it is known at a time: 0 or 1 where it is known, and otherwise how it went on for those that were
 * as old and still open. Those that are known early are no fair sample (what is missed is known late, or what is kept), so leaving out what is
 * not known would teach something wrong. The estimate is that of O. Aalen and S. Johansen (1978) for ends of two kinds, with those not known yet
 * as cut short.
 */
export function outcomesKnownAt(rows: readonly SlaRow[], at: number): Float64Array {
  const isKnown = (row: SlaRow) => row.knownAt !== undefined && row.knownAt < at;
  const ageMs = (row: SlaRow) => (isKnown(row) ? (row.knownAt ?? at) : at) - row.openedAt;
  const oldestFirst = [...rows.keys()].sort((a, b) => ageMs(rows[b] as SlaRow) - ageMs(rows[a] as SlaRow));
  const known = rows.filter(isKnown);
  // Older than all that are known: like all of them.
  let chance = known.length === 0 ? 0.5 : known.filter(({ kept }) => kept).length / known.length;
  const outcomes = new Float64Array(rows.length);
  oldestFirst.forEach((index, older) => {
    const row = rows[index] as SlaRow;
    if (isKnown(row)) {
      const outcome = row.kept ? 1 : 0;
      outcomes[index] = outcome;
      chance += (outcome - chance) / (older + 1);
    } else outcomes[index] = chance;
  });
  return outcomes;
}
