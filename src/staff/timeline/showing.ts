import type { EngineContext } from '../../engine/context.ts';
import type { JobLease } from '../../engine/job-lease.ts';
import type { StaffPlatform } from '../../ports/staff-platform.ts';
import type { StoreTransaction } from '../../ports/store.ts';

/** What a staff thread is shown with. */
export interface Showing {
  context: EngineContext;
  staffPlatform: StaffPlatform;
  /** That of the thread's job: what was shown is written down under it. */
  lease: JobLease;
}

/** What is written down in the end, as the lease is given back, and which thread is to be looked at then. */
export interface ShowingEnd {
  write(tx: StoreTransaction): Promise<void>;
  thenWake?: { ticketId: string; at?: number };
}
