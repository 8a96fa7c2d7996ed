import { isDeepStrictEqual } from 'node:util';
import type { CalendarSettings } from '../domain/sla/calendar-settings.ts';
import type { SlaPolicy } from '../domain/sla/sla-policy.ts';
import { ACTIVE_STATUSES } from '../domain/ticket.ts';
import type { StoredCalendarVersion } from '../ports/service-levels.ts';
import type { Store, StoreTransaction } from '../ports/store.ts';
import type { EngineContext } from './context.ts';

const BATCH_SIZE = 500;

/** The hours and promises of `desk.yaml`. */
interface WrittenServiceLevels {
  calendars: Record<string, CalendarSettings>;
  sla: SlaPolicy[];
}

/**
 * Begins a new version, from now on, of each calendar that is not as it was kept last. Where that or the policies have changed
 * the clocks of every ticket in progress are due to be worked out anew. Resolves to all versions there are; `putInForce` is given them
 * before any clock is due.
 */
export async function keepServiceLevels(
  { store, clock }: Pick<EngineContext, 'store' | 'clock'>,
  { calendars, sla }: WrittenServiceLevels,
  putInForce: (versions: StoredCalendarVersion[]) => void = () => {},
): Promise<StoredCalendarVersion[]> {
  const now = clock.now();
  const kept = await store.read.serviceLevels.calendarVersions();
  const changed = Object.entries(calendars).filter(([name, settings]) => {
    const last = kept.findLast((version) => version.name === name);
    return last === undefined || !isSame(last.settings, settings);
  });
  const before = await store.read.serviceLevels.policies();
  const added = changed.map(([name, settings]) => ({ name, from: now, settings }));
  putInForce([...kept, ...added]);
  if (changed.length === 0 && isSame(before, sla)) return kept;
  const dueNow = (tx: StoreTransaction, conversationId: string) =>
    tx.timers.set({ conversationId, kind: 'sla_step', dueAt: now });
  if (sla.length > 0 || (before ?? []).length > 0) await forEachActive(store, dueNow);
  // Last, so that what an interrupted start has not done is done by the next.
  await store.transaction(async (tx) => {
    for (const version of added) await tx.serviceLevels.addCalendarVersion(version);
    await tx.serviceLevels.setPolicies(sla);
  });
  return store.read.serviceLevels.calendarVersions();
}

/** Whether the two would be kept as the same JSON. */
function isSame(kept: unknown, written: unknown): boolean {
  return kept !== undefined && isDeepStrictEqual(kept, JSON.parse(JSON.stringify(written)));
}

async function forEachActive(
  store: Store,
  change: (tx: StoreTransaction, conversationId: string) => Promise<void>,
): Promise<void> {
  let before: number | undefined;
  do {
    const page = { limit: BATCH_SIZE, before };
    before = await store.transaction(async (tx) => {
      const { tickets, next } = await tx.tickets.newest({ statuses: ACTIVE_STATUSES }, page);
      for (const { ticket } of tickets) await change(tx, ticket.conversationId);
      return next;
    });
  } while (before !== undefined);
}
