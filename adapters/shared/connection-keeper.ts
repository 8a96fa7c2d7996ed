/** Keeps a platform's connection up: it alone is affected by what goes wrong with it, never the process. */

import { backoffMs, withJitter } from '../../src/lib/backoff.ts';
import type { ChannelStatus } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { currentBoundary, UncaughtError } from './error-boundary.ts';
import { wait } from './wait.ts';

/** A connection that is up. */
export interface Connection {
  /** Who is connected, for the operator. */
  detail: string;
  /** Resolves with what ended it; never rejects. */
  ended: Promise<unknown>;
  /** Resolves when nothing of it is left. */
  close(): Promise<void>;
}

/** What a failure means. */
export interface Explanation {
  /** What is wrong, and what to do about it. */
  detail: string;
  /**
   * Whether somebody has to do what `detail` says first. It is tried again all the same, ever more rarely: platforms have been
   * known to refuse a good token for a while.
   */
  needsAction: boolean;
  /** How long the platform asked to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

export interface ConnectionKeeperOptions {
  /** The platform's name as people write it. */
  platform: string;
  clock: Clock;
  /** Resolves when the connection is up; has to give up, leaving nothing behind, when the signal aborts. */
  connect(signal: AbortSignal): Promise<Connection>;
  /** How long that may take: half a minute by default. */
  connectTimeoutMs?: number;
  /** How long to wait at most after connections that come up and soon end: a minute by default. */
  longestWaitAfterConnectionMs?: number;
  explain(error: unknown): Explanation;
  report(status: ChannelStatus): void;
  reportError(error: unknown): void;
}

export interface ConnectionKeeper {
  /** Resolves when the connection is closed and will not be made again. */
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;
const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;
/** A connection that lasted this long was a good one: the next failure is counted as the first. */
const GOOD_AFTER_MS = 2 * MINUTE_MS;
const SECOND_MS = 1_000;
const ACTION_BACKOFF = { firstMs: 3 * MINUTE_MS, longestMs: 60 * MINUTE_MS };

/**
 * Connects, and connects again after a while whenever the connection is not made or ends, until stopped. An error that nobody
 * caught, in the boundary that this is called in, ends the connection too.
 */
export function keepConnected(options: ConnectionKeeperOptions): ConnectionKeeper {
  const { platform, clock, report, reportError } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  let breakOff = (_reason: UncaughtError): void => {};
  const stopListening = currentBoundary()?.listen((error) => breakOff(error));
  const retries = createRetries(options);

  /** Resolves when a connection has ended, with what ended it; rejects when none was made. */
  const holdConnection = async (): Promise<unknown> => {
    const broken = new Promise<UncaughtError>((resolve) => {
      breakOff = resolve;
    });
    const connection = await connectInTime(options, signal, broken);
    report({ state: 'connected', detail: connection.detail });
    const since = clock.now();
    const reason = await Promise.race([connection.ended, broken, stopped]);
    await connection.close();
    if (clock.now() - since >= GOOD_AFTER_MS) retries.reset();
    return reason;
  };
  const run = async (): Promise<void> => {
    report({ state: 'connecting', detail: `Connecting to ${platform}` });
    while (!signal.aborted) {
      let wasConnected = true;
      const error = await holdConnection().catch((reason: unknown) => {
        wasConnected = false;
        return reason;
      });
      if (signal.aborted) break;
      // One that nobody caught has been reported by its boundary.
      if (!(error instanceof UncaughtError)) reportError(error);
      const { detail, waitMs } = retries.next(error, wasConnected);
      report({ state: 'waiting', detail });
      await wait(clock, waitMs, signal);
    }
    report({ state: 'stopped', detail: 'Stopped with the desk' });
  };

  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
      stopListening?.();
    },
  };
}

/** `broken` ends the attempt as well, and so does the signal. */
async function connectInTime(
  { platform, clock, connect, connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS }: ConnectionKeeperOptions,
  signal: AbortSignal,
  broken: Promise<UncaughtError>,
): Promise<Connection> {
  const giveUp = new AbortController();
  const abort = (): void => giveUp.abort(new Error(`${platform} did not answer in time`));
  signal.addEventListener('abort', abort);
  const cancel = clock.schedule(clock.now() + connectTimeoutMs, abort);
  broken.then((reason) => giveUp.abort(reason));
  const aborted = new Promise<never>((_, reject) => {
    giveUp.signal.addEventListener('abort', () => reject(giveUp.signal.reason));
  });
  const connecting = connect(giveUp.signal);
  try {
    return await Promise.race([connecting, aborted]);
  } catch (error) {
    // One that comes up after all is not wanted any more.
    connecting.then((late) => late.close()).catch(() => {});
    throw error;
  } finally {
    cancel();
    signal.removeEventListener('abort', abort);
  }
}

/** What a failure means, and how long to wait until the next attempt. */
function createRetries({
  platform,
  clock,
  explain,
  longestWaitAfterConnectionMs = MINUTE_MS,
}: ConnectionKeeperOptions) {
  let failures = 0;
  /** How many of the last failures in a row needed somebody to act. */
  let refusals = 0;
  const explained = (error: unknown): Explanation =>
    error instanceof UncaughtError
      ? { detail: `The connection to ${platform} broke down; making another (${error.message})`, needsAction: false }
      : explain(error);
  return {
    reset: () => {
      failures = 0;
    },
    next(error: unknown, wasConnected: boolean): { detail: string; waitMs: number } {
      const { detail, needsAction, retryAfterMs } = explained(error);
      failures += 1;
      refusals = needsAction ? refusals + 1 : 0;
      const longestMs = wasConnected ? longestWaitAfterConnectionMs : MINUTE_MS;
      const backedOffMs = needsAction
        ? backoffMs(refusals, ACTION_BACKOFF)
        : backoffMs(failures, { firstMs: SECOND_MS, longestMs });
      const waitMs = retryAfterMs ?? withJitter(backedOffMs);
      const next = `; trying again at ${new Date(clock.now() + waitMs).toISOString().slice(11, 16)} UTC`;
      return { detail: needsAction ? detail + next : detail, waitMs };
    },
  };
}
