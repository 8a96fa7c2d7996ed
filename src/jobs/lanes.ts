import type { Jobs } from './jobs.ts';

export interface JobLanesOptions {
  /** Makes the jobs of one lane, with so many calls under way at a time. */
  create(lane: string, concurrency: number): Jobs;
  /** How many calls of each lane may be under way at a time. */
  concurrency: Readonly<Record<string, number>>;
  /** The lane a key belongs to; keys of no known lane belong to the first. */
  laneOf(key: string): string;
}

/**
 * Jobs in lanes, each with calls of its own: what waits for a slow platform in one lane holds up nothing in another.
 */
export function createJobLanes({ create, concurrency, laneOf }: JobLanesOptions): Jobs {
  const lanes = new Map(Object.entries(concurrency).map(([lane, most]) => [lane, create(lane, most)]));
  const all = [...lanes.values()];
  const [first] = all;
  if (first === undefined) throw new Error('There has to be at least one lane');
  let wakes = 0;

  return {
    wake(key, at) {
      wakes += 1;
      return (lanes.get(laneOf(key)) ?? first).wake(key, at);
    },
    async process(handler) {
      await Promise.all(all.map((jobs) => jobs.process(handler)));
    },
    async idle() {
      // What one lane does may wake another that was idle already.
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
