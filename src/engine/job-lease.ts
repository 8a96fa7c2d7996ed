/**
 * Work that one process at a time may do, such as sending a conversation's outbox. Queues see to that as a rule; the lease does
 * also while Redis is away or was flushed, and when a process stands still and goes on later.
 */

import type { StoreTransaction } from '../ports/store.ts';
import type { EngineContext } from './context.ts';
import { LEASE_MS, RENEW_MS } from './leases.ts';

type LeaseTransaction = Pick<StoreTransaction, 'leases'>;

export interface JobLease {
  /** False where another process is at the job: that one looks once more for what is to be done after it has released it. */
  take(tx: LeaseTransaction): Promise<boolean>;
  /** Whether it has surely not run out: asked before anything is done under it, since a process may stand still at any moment. */
  isHeld(): boolean;
  /** Gives it back; false where another process has taken the job over, so that what was done is not to be written down any more. */
  release(tx: LeaseTransaction): Promise<boolean>;
  /**
   * Writes down what was done or begins, and renews the lease.
   * @throws LeaseLostError where another process has taken the job over, with nothing written, or may do so by now
   */
  write(work: (tx: StoreTransaction) => Promise<void>): Promise<void>;
  /** Does `work`, and keeps the lease from running out meanwhile. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

/** That another process may be at a job by now: this one stood still for too long, or could not reach the store. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** The lease of a job, which is named as the job is. */
export function jobLease({ store, clock, holder, logger }: EngineContext, job: string): JobLease {
  let heldUntil = Number.NEGATIVE_INFINITY;
  const noteIf = (isTaken: boolean, since: number): boolean => {
    if (isTaken) heldUntil = since + LEASE_MS;
    return isTaken;
  };
  const keep = async (tx: LeaseTransaction) => {
    const since = clock.now();
    return noteIf(await tx.leases.renew(job, holder, LEASE_MS), since);
  };
  const isHeld = () => clock.now() < heldUntil;
  return {
    async take(tx) {
      const since = clock.now();
      return noteIf(await tx.leases.take(job, holder, LEASE_MS), since);
    },
    isHeld,
    release: (tx) => tx.leases.release(job, holder),
    async write(work) {
      await store.transaction(async (tx) => {
        if (!(await keep(tx))) throw new LeaseLostError(`Another process has taken over ${job}.`);
        await work(tx);
      });
      if (!isHeld()) throw new LeaseLostError(`The lease of ${job} has run out.`);
    },
    async during(work) {
      let isOver = false;
      let cancel = (): void => {};
      const renewLater = (): void => {
        if (!isOver) cancel = clock.schedule(clock.now() + RENEW_MS, () => void renew());
      };
      const renew = async (): Promise<void> => {
        try {
          if (!(await store.transaction(keep))) return;
        } catch (error) {
          logger.warn({ err: error, lease: job }, 'a lease could not be renewed; trying again');
        }
        renewLater();
      };
      renewLater();
      try {
        return await work();
      } finally {
        isOver = true;
        cancel();
      }
    },
  };
}
