import type { Jobs } from '../ports/jobs.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Jobs on a server that may be away. */
export interface ServerJobs extends Jobs {
  /** Keeps a wake as `wake` does; false when the server could not take it. */
  tryWake(key: string, at?: number): Promise<boolean>;
}

export interface FallbackJobsOptions {
  server: ServerJobs;
  /** Serves while the server is away. */
  local: Jobs;
}

/**
 * Jobs on a server, and in this process for as long as the server does not answer, so that its absence costs nobody time. For one
 * process: the same key is never called twice at a time in it.
 */
export function createFallbackJobs({ server, local }: FallbackJobsOptions): Jobs {
  return {
    async wake(key, at) {
      if (!(await server.tryWake(key, at))) await local.wake(key, at);
    },
    async process(handler) {
      const inTurn = oneAtATime(handler);
      await local.process(inTurn);
      await server.process(inTurn);
    },
    async idle() {
      await local.idle();
      await server.idle();
    },
    async close() {
      await Promise.all([local.close(), server.close()]);
    },
  };
}
