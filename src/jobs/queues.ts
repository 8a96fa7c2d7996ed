import type { Jobs } from '../ports/jobs.ts';

export interface JobQueuesOptions {
  /** Makes the jobs of one queue, with so many calls under way at a time. */
  create(queue: string, concurrency: number): Jobs;
  /** How many calls of each queue may be under way at a time. */
  concurrency: Readonly<Record<string, number>>;
  /** The queue a key belongs to; keys of no known queue belong to the first. */
  queueOf(key: string): string;
}

/**
 * Jobs in queues, each with calls of its own: what waits for a slow platform in one queue holds up nothing in another.
 */
export function createJobQueues({ create, concurrency, queueOf }: JobQueuesOptions): Jobs {
  const queues = new Map(Object.entries(concurrency).map(([queue, most]) => [queue, create(queue, most)]));
  const all = [...queues.values()];
  const [first] = all;
  if (first === undefined) throw new Error('There has to be at least one queue');
  let wakes = 0;

  return {
    wake(key, at) {
      wakes += 1;
      return (queues.get(queueOf(key)) ?? first).wake(key, at);
    },
    async process(handler) {
      await Promise.all(all.map((jobs) => jobs.process(handler)));
    },
    async idle() {
      // What one queue does may wake another that was idle already.
      for (let before = -1; before !== wakes; ) {
        before = wakes;
        await Promise.all(all.map((jobs) => jobs.idle()));
      }
    },
    async close() {
      await Promise.all(all.map((jobs) => jobs.close()));
    },
  };
}
