/** Takes one call from the Redis at argv[2] under the prefix argv[3], says so on its output, and never ends it. */

import { createBullmqJobs } from '../../dist/src/jobs/bullmq-jobs.js';

const [, , redisUrl, prefix] = process.argv;
const jobs = createBullmqJobs({
  redisUrl,
  prefix,
  concurrency: 1,
  lockMs: 3_000,
  onError: (key, error) => process.stderr.write(`${key}: ${error}\n`),
});
await jobs.process(async (key) => {
  process.stdout.write(`${key}\n`);
  await new Promise(() => {});
});
