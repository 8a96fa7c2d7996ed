import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // What one test has trained on a desk the others need not.
    env: { MODELS_DIR: resolve('node_modules/.cache/relaydesk/models') },
    testTimeout: 15_000,
    hookTimeout: 15_000,
    allowOnly: false,
  },
});
