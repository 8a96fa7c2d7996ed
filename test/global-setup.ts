import { spawnSync } from 'node:child_process';

/**
 * Compiles once before any test, since tests that start the real process or a worker thread need `dist/`. Type errors are
 * shown and do not stop the tests: tsc writes its output all the same.
 */
export function setup(): void {
  if (process.env.RELAYDESK_BUILT === '1') return;
  const build = spawnSync('npm', ['run', '--silent', 'build'], { encoding: 'utf8' });
  if (build.status !== 0) process.stderr.write(`The build has errors:\n${build.stdout}${build.stderr}\n`);
}
