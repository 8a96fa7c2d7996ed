import { createNodeRedisClient, type IRedisClient } from 'bullmq';
import { ClientOfflineError, createClient, SocketClosedUnexpectedlyError } from 'redis';
import { JobsError, type JobsErrorListener } from '../ports/jobs.ts';

/** This process's connections to Redis, and the one place where their errors are reported. */
export interface RedisConnection {
  /** Its commands fail at once while Redis is away, so that nobody who adds a job hangs. */
  readonly impatient: IRedisClient;
  /** Its commands wait until Redis is back, so that a worker goes on by itself. */
  readonly patient: IRedisClient;
  /** Resolves when the first attempt to connect has succeeded or failed. */
  readonly tried: Promise<void>;
  /** Whether it is connected. */
  isReady(): boolean;
  /** Whether an outage was reported, and Redis has not answered since. */
  isAway(): boolean;
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
/** How often it is asked during an outage whether it is over. */
const PROBE_MS = 1_000;

/** Begins to connect, and connects again by itself whenever the connection is lost. */
export function createRedisConnection(
  redisUrl: string,
  { onError, onBack }: { onError: JobsErrorListener; onBack?: () => void },
): RedisConnection {
  let destroyed = false;
  let outageReported = false;
  /** Shared by the connections that BullMQ duplicates for itself, and the only way to end those while Redis is away. */
  const reconnectStrategy = (retries: number) => !destroyed && Math.min(LONGEST_RECONNECT_MS, 50 * 2 ** retries);
  const impatient = createClient({ url: redisUrl, socket: { reconnectStrategy }, disableOfflineQueue: true });
  const patient = createClient({ url: redisUrl, socket: { reconnectStrategy } });

  let resolveTried = () => {};
  const tried = new Promise<void>((resolve) => {
    resolveTried = resolve;
  });
  impatient.once('ready', () => resolveTried());

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
    resolveTried();
    probe();
    onError(undefined, error instanceof JobsError ? error : unavailable(error));
  };

  const answered = (): void => {
    if (!outageReported) return;
    outageReported = false;
    onBack?.();
  };

  /** Asks until Redis answers, one question at a time: a frozen one answers them all when it goes on. */
  function probe(): void {
    const again = (): void => {
      if (!destroyed) setTimeout(probe, PROBE_MS).unref();
    };
    impatient.ping().then(answered, again);
  }

  /** Listens for errors also when BullMQ has ceased to, since an error nobody listens for ends the process. */
  const adapt = (client: typeof patient): IRedisClient => {
    const adapted = createNodeRedisClient(client);
    adapted.on('error', report);
    return adapted;
  };

  return {
    impatient: adapt(impatient),
    patient: adapt(patient),
    tried,
    isReady: () => impatient.isReady,
    isAway: () => outageReported,
    answered,
    report,
    unavailable,
    destroy() {
      destroyed = true;
      resolveTried();
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
