import { spawnSync } from 'node:child_process';

/**
 * Compiles once before any test, since tests that start the real process or a worker thread need `dist/`, and those of the demo
 * its programs too. Type errors are shown and do not stop the tests: tsc writes its output all the same.
 */
export function setup(): void {
  const scripts = process.env.RELAYDESK_BUILT === '1' ? ['build:tools'] : ['build', 'build:tools'];
  for (const script of scripts) {
    const build = spawnSync('npm', ['run', '--silent', script], { encoding: 'utf8' });
    if (build.status !== 0) process.stderr.write(`The build has errors:\n${build.stdout}${build.stderr}\n`);
  }
}
