import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { queuePosition } from '../domain/queue-order.ts';
import { movedTimes } from '../domain/rules/clocks.ts';
import type { CalendarSettings } from '../domain/sla/calendar-settings.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { SlaPolicy } from '../domain/sla/sla-policy.ts';
import type { StoredCalendarVersion } from '../ports/service-levels.ts';
import type { StoredTimer, StoreTransaction } from '../ports/store.ts';
import type { MovedTicket, TimedTicket } from '../ports/tickets.ts';
import type { EngineContext } from './context.ts';
import { requestStaffThreadUpdates } from './staff-thread-updates.ts';
import { conversationTopic, QUEUE_TOPIC } from './topics.ts';

/** So many are moved at a stretch, before whatever else is ready has its turn … */
const BATCH_SIZE = 250;
/** … and so many batches are committed together: what they change of the indexes is largely the same. */
const BATCHES_TOGETHER = 4;

type KeepingContext = Pick<EngineContext, 'store' | 'clock' | 'policy' | 'pubsub' | 'staffPlatform'>;

/** The hours and promises of `desk.yaml`. */
interface WrittenServiceLevels {
  calendars: Record<string, CalendarSettings>;
  sla: SlaPolicy[];
}

/**
 * Begins a new version, from now on, of each calendar that is not as it was kept last, and has `putInForce` put all versions there are
 * in force. Where they or the policies have changed, every ticket in progress is due when they say so once this resolves, but for
 * those of which more follows than that: these have a turn next.
 */
export async function keepServiceLevels(
  context: KeepingContext,
  { calendars, sla }: WrittenServiceLevels,
  putInForce: (versions: StoredCalendarVersion[]) => ServiceLevels,
): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const kept = await store.read.serviceLevels.calendarVersions();
  const changed = Object.entries(calendars).filter(([name, settings]) => {
    const last = kept.findLast((version) => version.name === name);
    return last === undefined || !isSame(last.settings, settings);
  });
  const before = await store.read.serviceLevels.policies();
  const added = changed.map(([name, settings]) => ({ name, from: now, settings }));
  const serviceLevels = putInForce([...kept, ...added]);
  if (changed.length === 0 && isSame(before, sla)) return;
  if (sla.length > 0 || (before ?? []).length > 0) await moveActive(context, serviceLevels);
  // Last, so that what an interrupted start has not done is done by the next.
  await store.transaction(async (tx) => {
    for (const version of added) await tx.serviceLevels.addCalendarVersion(version);
    await tx.serviceLevels.setPolicies(sla);
  });
}

/** Whether the two would be kept as the same JSON. */
function isSame(kept: unknown, written: unknown): boolean {
  return kept !== undefined && isDeepStrictEqual(kept, JSON.parse(JSON.stringify(written)));
}

/** In parts, each short enough for nothing else to wait for it long. */
async function moveActive(context: KeepingContext, serviceLevels: ServiceLevels): Promise<void> {
  let before: number | undefined;
  do {
    const { moved, next } = await context.store.transaction((tx) => moveSome(context, tx, before, serviceLevels));
    for (const { ticket } of moved)
      context.pubsub.publish(conversationTopic(ticket.conversationId), { kind: 'changed' });
    context.pubsub.publish(QUEUE_TOPIC, { kind: 'changed' });
    before = next;
  } while (before !== undefined);
}

/** Moves some batches of those with smaller numbers; resolves to those that moved, and before which number the next ones are. */
async function moveSome(
  context: KeepingContext,
  tx: StoreTransaction,
  from: number | undefined,
  serviceLevels: ServiceLevels,
): Promise<{ moved: MovedTicket[]; next: number | undefined }> {
  const moved: MovedTicket[] = [];
  let before = from;
  for (let batch = 0; batch < BATCHES_TOGETHER; batch += 1) {
    const { tickets, next } = await tx.tickets.timed({ limit: BATCH_SIZE, before });
    moved.push(...(await move(context, tx, tickets, serviceLevels)));
    before = next;
    if (next === undefined) break;
    await nextTurn();
  }
  return { moved, next: before };
}

/** Resolves to those that are due at another time than before. */
async function move(
  context: KeepingContext,
  tx: StoreTransaction,
  tickets: readonly TimedTicket[],
  serviceLevels: ServiceLevels,
): Promise<MovedTicket[]> {
  const now = context.clock.now();
  const weights = context.policy.priority;
  const moved: MovedTicket[] = [];
  const timers: StoredTimer[] = [];
  for (const { ticket, events } of tickets) {
    const { conversationId } = ticket;
    const times = movedTimes(ticket, events, { serviceLevels, weights, now });
    const stepAt = times === undefined ? now : times.nextStepAt;
    if (stepAt === undefined) await tx.timers.cancel(conversationId, 'sla_step');
    else timers.push({ conversationId, kind: 'sla_step', dueAt: stepAt });
    if (times?.dueAt === undefined || times.dueAt === ticket.dueAt) continue;
    const later = { ...ticket, dueAt: times.dueAt };
    moved.push({ ticket: later, queueKey: queuePosition(later, weights).key });
  }
  await tx.timers.setMany(timers);
  await tx.tickets.move(moved);
  const ids = moved.map(({ ticket }) => ticket.id);
  await requestStaffThreadUpdates(context, tx, ids);
  return moved;
}
