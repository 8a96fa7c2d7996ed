import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runApt } from '../../support/system-packages.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apt-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that is called like apt-get, and does as a script says. */
async function aptThat(script: string): Promise<string> {
  const file = join(folder, 'apt-get');
  await writeFile(file, `#!/bin/sh\ncd '${folder}'\necho "$*" >> calls\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');

test('while another apt-get holds its locks they are waited for', async () => {
  const apt = await aptThat(
    'test -e tried || { touch tried; echo "E: Could not get lock /var/lib/apt/lists/lock" >&2; exit 100; }',
  );
  runApt(['update'], apt, 60);
  expect(await calls()).toEqual(Array(2).fill('-o DPkg::Lock::Timeout=60 update'));
});

test('a lock that is held for too long, and any other failure, are told', async () => {
  const locked = await aptThat('echo "E: Could not get lock /var/lib/apt/lists/lock" >&2; exit 100');
  expect(() => runApt(['update'], locked, 0)).toThrow(/ended with status 100\.\nE: Could not get lock/);
  const broken = await aptThat('echo "E: Unable to locate package x" >&2; exit 100');
  expect(() => runApt(['install', 'x'], broken, 60)).toThrow(/Unable to locate package x/);
});
