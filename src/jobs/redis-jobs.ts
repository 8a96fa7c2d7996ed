/** Jobs in Redis, as the desk uses them: in lanes, with this process to fall back on. */

import { createBullmqJobs } from './bullmq-jobs.ts';
import { createFallbackJobs } from './fallback-jobs.ts';
import { type Jobs, JobsError, type JobsErrorListener } from './jobs.ts';
import { createJobLanes } from './lanes.ts';
import { isWrongPassword, readRedisInfo } from './redis-info.ts';

export interface RedisJobsOptions {
  redisUrl: string;
  concurrency: Readonly<Record<string, number>>;
  laneOf(key: string): string;
  /** Makes the jobs that serve a lane while Redis is away. */
  createLocal(lane: string, concurrency: number): Jobs;
  onError: JobsErrorListener;
  /** Told once an outage, also of one at the start. */
  onAway(error: JobsError): void;
  onBack(): void;
  /** Told of a server that drops keys when its memory is full. */
  onEvicting(policy: string): void;
}

/**
 * Resolves whether Redis answers or not; it is joined when it comes.
 * @throws JobsError `refused` when Redis refuses the user or password
 */
export async function createRedisJobs(options: RedisJobsOptions): Promise<Jobs> {
  const { redisUrl, onAway, onBack } = options;
  const startsAway = !(await greet(options));
  const away = new Set<string>();
  const create = (lane: string, concurrency: number): Jobs => {
    const onError: JobsErrorListener = (key, error) => {
      if (!(error instanceof JobsError)) return options.onError(key, error);
      if (away.size === 0) onAway(error);
      away.add(lane);
    };
    const server = createBullmqJobs({
      redisUrl,
      prefix: `relaydesk:${lane}`,
      startsAway,
      concurrency,
      onError,
      onBack: () => {
        if (away.delete(lane) && away.size === 0) onBack();
      },
    });
    return createFallbackJobs({ server, local: options.createLocal(lane, concurrency) });
  };
  return createJobLanes({ ...options, create });
}

/** False where Redis is away: it is joined when it comes. */
async function greet({ redisUrl, onEvicting }: RedisJobsOptions): Promise<boolean> {
  try {
    const policy = (await readRedisInfo(redisUrl)).get('maxmemory_policy');
    if (policy !== undefined && policy !== 'noeviction') onEvicting(policy);
    return true;
  } catch (error) {
    if (!isWrongPassword(error)) return false;
    throw new JobsError(
      'refused',
      `Redis at ${new URL(redisUrl).host} refuses the password: correct the user and password in REDIS_URL (redis://user:password@host).`,
      { cause: error },
    );
  }
}
