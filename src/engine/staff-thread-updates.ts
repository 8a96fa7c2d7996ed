/** Has what staff see of tickets brought up to date; the update itself is the staff platform's. */

import type { StoreTransaction } from '../ports/store.ts';
import { type EngineContext, staffThreadJob } from './context.ts';

/** Notes, in the transaction that changes them, that the threads of these tickets are out of date. */
export async function requestStaffThreadUpdates(
  { staffPlatform, clock }: Pick<EngineContext, 'staffPlatform' | 'clock'>,
  tx: StoreTransaction,
  ticketIds: readonly string[],
): Promise<void> {
  if (staffPlatform === undefined) return;
  for (const id of ticketIds) await tx.staffThreads.requestUpdate(id, clock.now());
}

/** Has the threads of these tickets looked over; called once the transaction is committed. */
export async function wakeStaffThreads(
  { staffPlatform, jobs }: EngineContext,
  ticketIds: readonly string[],
): Promise<void> {
  if (staffPlatform === undefined) return;
  for (const id of ticketIds) await jobs.wake(staffThreadJob(id));
}
