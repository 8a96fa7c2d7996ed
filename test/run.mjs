/**
 * The test command: every check in turn, then the tests. All of them run even when an early one fails; the last line counts
 * the tests, and the exit status is 0 only when every check and every test passed.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ensureSystemPackages } from './support/system-packages.mjs';

const BIN = resolve(import.meta.dirname, '../node_modules/.bin');

const CHECKS = [
  { title: 'Format and lint', command: 'biome', args: ['check', '.'] },
  { title: 'Types', command: 'tsc', args: ['-p', 'tsconfig.json', '--noEmit'] },
  { title: 'Types of the chat page', command: 'tsc', args: ['-p', 'adapters/web/public/tsconfig.json'] },
  { title: 'Types of the console', command: 'tsc', args: ['-p', 'src/console/public/tsconfig.json'] },
  { title: 'Types of the demo', command: 'tsc', args: ['-p', 'test/demo/public/tsconfig.json'] },
  { title: 'Dead code', command: 'knip', args: [] },
  { title: 'Build', command: 'npm', args: ['run', '--silent', 'build'] },
];

const failedChecks = CHECKS.filter((check) => !passes(check)).map((check) => check.title);
const totals = runTests();
if (failedChecks.length > 0) say(`\nFailed: ${failedChecks.join(', ')}`);
say(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = failedChecks.length === 0 && totals.failed === 0 ? 0 : 1;

function passes({ title, command, args }) {
  heading(title);
  return run(command, args) === 0;
}

function runTests() {
  heading('Tests');
  try {
    ensureSystemPackages();
  } catch (error) {
    say(error.message);
    return { passed: 0, failed: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), 'relaydesk-tests-'));
  try {
    const report = join(folder, 'report.json');
    const status = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    return countTests(report, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts a file that could not be loaded, and an error outside any test, as one failed test. */
function countTests(report, status) {
  const { numPassedTests, numFailedTests, testResults } = readReport(report);
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = numFailedTests + brokenFiles.length;
  return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    say(`The tests left no report: ${error.message}`);
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function heading(title) {
  say(`\n== ${title}`);
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, RELAYDESK_BUILT: '1' },
  });
  return status;
}
