/** What only one process may do at a time, such as receiving for a bot that allows one receiver. */

import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export interface LeaseOptions {
  store: Store;
  clock: Clock;
  logger: Logger;
  /** What is leased. */
  name: string;
  /** Who wants it: the process. */
  holder: string;
  /** Called when the lease is got, and when it is lost. */
  onHeld(): Promise<void>;
  onLost(): Promise<void>;
}

export interface Lease {
  /** Gives the lease back, once `onLost` has ended what was done under it. */
  release(): Promise<void>;
}

/** For how long a lease is taken, in milliseconds: so long after a process died another one goes on with what it had. */
export const LEASE_MS = 30_000;
/** How often a lease is renewed, in milliseconds. */
export const RENEW_MS = 10_000;

/** Holds a lease whenever it is free, until released. Resolves after the first try. */
export async function keepLease(options: LeaseOptions): Promise<Lease> {
  const { store, clock, name, holder, logger } = options;
  let heldUntil: number | undefined;
  let cancel = (): void => {};
  let released = false;

  const take = async (): Promise<boolean> => {
    const now = clock.now();
    const taken = await store.transaction((tx) => tx.leases.take(name, holder, LEASE_MS));
    if (taken) heldUntil = now + LEASE_MS;
    return taken;
  };
  /** What could not begin is begun again with the next renewal. */
  const hold = async (): Promise<void> => {
    try {
      await options.onHeld();
    } catch (error) {
      heldUntil = undefined;
      throw error;
    }
  };
  const lose = async (): Promise<void> => {
    if (heldUntil === undefined) return;
    heldUntil = undefined;
    logger.warn({ lease: name }, 'another process has taken over');
    await options.onLost();
  };
  const renew = async (): Promise<void> => {
    const before = heldUntil;
    try {
      if (await take()) {
        if (before === undefined) await hold();
      } else await lose();
    } catch (error) {
      logger.error({ err: error, lease: name }, 'a lease could not be renewed; trying again');
      // Before another process may have it.
      if (before !== undefined && clock.now() >= before - RENEW_MS) await lose();
    }
  };
  let underWay: Promise<void> = Promise.resolve();
  const renewFromNowOn = (): Promise<void> => {
    underWay = renew()
      .catch((error: unknown) => logger.error({ err: error, lease: name }, 'what a lost lease was for goes on'))
      .then(() => {
        if (!released) cancel = clock.schedule(clock.now() + RENEW_MS, renewFromNowOn);
      });
    return underWay;
  };

  await renewFromNowOn();
  return {
    async release() {
      released = true;
      cancel();
      await underWay;
      cancel();
      if (heldUntil === undefined) return;
      await options.onLost();
      await store.transaction((tx) => tx.leases.release(name, holder));
    },
  };
}
