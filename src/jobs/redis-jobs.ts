/** Jobs in Redis, as the desk uses them: in queues, with this process to fall back on. */

import { type Jobs, JobsError, type JobsErrorListener } from '../ports/jobs.ts';
import { createBullmqJobs } from './bullmq-jobs.ts';
import { createFallbackJobs } from './fallback-jobs.ts';
import { createJobQueues } from './queues.ts';
import { isWrongPassword, readRedisInfo } from './redis-info.ts';

export interface RedisJobsOptions {
  redisUrl: string;
  concurrency: Readonly<Record<string, number>>;
  queueOf(key: string): string;
  /** Makes the jobs that serve a queue while Redis is away. */
  createLocal(queue: string, concurrency: number): Jobs;
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
  const create = (queue: string, concurrency: number): Jobs => {
    const onError: JobsErrorListener = (key, error) => {
      if (!(error instanceof JobsError)) return options.onError(key, error);
      if (away.size === 0) onAway(error);
      away.add(queue);
    };
    const server = createBullmqJobs({
      redisUrl,
      prefix: `relaydesk:${queue}`,
      startsAway,
      concurrency,
      onError,
      onBack: () => {
        if (away.delete(queue) && away.size === 0) onBack();
      },
    });
    return createFallbackJobs({ server, local: options.createLocal(queue, concurrency) });
  };
  return createJobQueues({ ...options, create });
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
