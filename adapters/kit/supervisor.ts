/** Keeps a platform's connection up: it alone is affected by what goes wrong with it, never the process. */

import type { ChannelStatus } from '../../src/domain/channel.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { backoffMs } from './backoff.ts';
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

/** What a failure means: `isFinal` when trying again is no use before somebody does what `detail` says. */
export interface Explanation {
  detail: string;
  isFinal: boolean;
  /** How long the platform asked to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

export interface SupervisorOptions {
  /** The platform's name as people write it. */
  platform: string;
  clock: Clock;
  /** Resolves when the connection is up; has to give up, leaving nothing behind, when the signal aborts. */
  connect(signal: AbortSignal): Promise<Connection>;
  /** How long that may take: half a minute by default. */
  connectTimeoutMs?: number;
  explain(error: unknown): Explanation;
  report(status: ChannelStatus): void;
  reportError(error: unknown): void;
}

export interface Supervisor {
  /** Resolves when the connection is closed and will not be made again. */
  stop(): Promise<void>;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;
/** A connection that lasted this long was a good one: the next failure is counted as the first. */
const GOOD_AFTER_MS = 60_000;

/** Connects, and connects again after a while whenever the connection is not made or ends, until stopped or told it is no use. */
export function supervise(options: SupervisorOptions): Supervisor {
  const { platform, clock, report, reportError, explain } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  let failures = 0;

  const connectInTime = async (): Promise<Connection> => {
    const giveUp = new AbortController();
    const abort = (): void => giveUp.abort();
    signal.addEventListener('abort', abort);
    const cancel = clock.schedule(clock.now() + (options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS), abort);
    const aborted = new Promise<never>((_, reject) => {
      giveUp.signal.addEventListener('abort', () => reject(new Error(`${platform} did not answer in time`)));
    });
    const connecting = options.connect(giveUp.signal);
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
  };
  /** Resolves when a connection has ended, with what ended it. */
  const holdConnection = async (): Promise<unknown> => {
    const connection = await connectInTime();
    report({ state: 'connected', detail: connection.detail });
    const since = clock.now();
    const reason = await Promise.race([connection.ended, stopped]);
    await connection.close();
    if (clock.now() - since >= GOOD_AFTER_MS) failures = 0;
    return reason;
  };
  const run = async (): Promise<void> => {
    report({ state: 'connecting', detail: `Connecting to ${platform}` });
    while (!signal.aborted) {
      const error = await holdConnection().catch((reason: unknown) => reason);
      if (signal.aborted) break;
      reportError(error);
      const { detail, isFinal, retryAfterMs } = explain(error);
      if (isFinal) return report({ state: 'stopped', detail });
      failures += 1;
      report({ state: 'waiting', detail });
      await wait(clock, retryAfterMs ?? backoffMs(failures), signal);
    }
    report({ state: 'stopped', detail: 'Stopped with the desk' });
  };

  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
