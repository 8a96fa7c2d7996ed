import { createNodeRedisClient, type IRedisClient } from 'bullmq';
import { ClientOfflineError, createClient, SocketClosedUnexpectedlyError } from 'redis';
import { JobsError, type JobsErrorListener } from './jobs.ts';

/** This process's connections to Redis, and the one place where their errors are reported. */
export interface RedisLink {
  /** Its commands fail at once while Redis is away, so that nobody who adds a job hangs. */
  readonly impatient: IRedisClient;
  /** Its commands wait until Redis is back, so that a worker goes on by itself. */
  readonly patient: IRedisClient;
  /** Whether Redis answered last. */
  isReady(): boolean;
  /** Ends what counts as one outage. */
  answered(): void;
  /** Reports an error; of those of one outage only the first, as a JobsError `unavailable`. */
  report(error: unknown): void;
  /** Says what it means that Redis does not answer. */
  unavailable(cause: unknown): JobsError;
  /** Ends the connections without waiting for what is under way. */
  destroy(): void;
}

const LONGEST_RECONNECT_MS = 1_000;

/** Begins to connect, and connects again by itself whenever the connection is lost. */
export function createRedisLink(redisUrl: string, onError: JobsErrorListener): RedisLink {
  let destroyed = false;
  let outageReported = false;
  /** Shared by the connections that BullMQ duplicates for itself, and the only way to end those while Redis is away. */
  const reconnectStrategy = (retries: number) => !destroyed && Math.min(LONGEST_RECONNECT_MS, 50 * 2 ** retries);
  const impatient = createClient({ url: redisUrl, socket: { reconnectStrategy }, disableOfflineQueue: true });
  const patient = createClient({ url: redisUrl, socket: { reconnectStrategy } });

  const unavailable = (cause: unknown): JobsError =>
    new JobsError(
      'unavailable',
      `Redis at ${new URL(redisUrl).host} does not answer. Start it, or correct REDIS_URL; the desk connects again by itself.`,
      { cause },
    );

  const report = (error: unknown): void => {
    if (destroyed) return;
    if (impatient.isReady && !isConnectionError(error)) return onError(undefined, error);
    if (outageReported) return;
    outageReported = true;
    onError(undefined, error instanceof JobsError ? error : unavailable(error));
  };

  /** Listens for errors also when BullMQ has ceased to, since an error nobody listens for ends the process. */
  const adapt = (client: typeof patient): IRedisClient => {
    const adapted = createNodeRedisClient(client);
    adapted.on('error', report);
    return adapted;
  };

  return {
    impatient: adapt(impatient),
    patient: adapt(patient),
    isReady: () => impatient.isReady,
    answered() {
      outageReported = false;
    },
    report,
    unavailable,
    destroy() {
      destroyed = true;
      for (const client of [impatient, patient]) if (client.isOpen) client.destroy();
    },
  };
}

/** Those of the system (which name a system call) and those with which the client gives up what was under way. */
function isConnectionError(error: unknown): boolean {
  return (
    error instanceof JobsError ||
    error instanceof SocketClosedUnexpectedlyError ||
    error instanceof ClientOfflineError ||
    (error instanceof Error && 'syscall' in error)
  );
}
