import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;
let dataDir: string;
let desk: DeskProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-sign-in-'));
  dataDir = join(folder, 'data');
  await writeSmallContent(folder);
  desk = await startDeskProcess({ dataDir, contentDir: folder, variables: { LOG_LEVEL: 'info' } });
});
afterAll(async () => {
  await desk?.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const signIn = (...args: string[]) =>
  runRelaydesk(['sign-in', ...args], { cwd: folder, variables: { DATA_DIR: dataDir } });

test('what is not a terminal never sees a link; relaydesk sign-in prints one that signs in once', async () => {
  const { stdout, exitCode } = await signIn();
  expect(exitCode).toBe(0);
  const link = stdout.trim();
  expect(link).toMatch(new RegExp(`^${desk?.url}/console/sign-in/[\\w-]{20,}$`));
  const use = () => fetch(link, { method: 'POST', redirect: 'manual', headers: { 'Sec-Fetch-Site': 'same-origin' } });
  expect((await use()).status).toBe(303);
  expect((await use()).status).toBe(410);
  expect(desk?.output()).not.toContain('/console/sign-in/');
});

test('a name that nobody has is refused, and who there is is told', async () => {
  const { stderr, exitCode } = await signIn('Nobody');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/Nobody on the staff is called Nobody\. There are: Admin\./);
});

test('only the owner can open the socket', async () => {
  for (const path of [dataDir, join(dataDir, 'owner')]) expect((await stat(path)).mode & 0o077).toBe(0);
});

test('where no desk runs that is said', async () => {
  const { stderr, exitCode } = await runRelaydesk(['sign-in'], {
    cwd: folder,
    variables: { DATA_DIR: join(folder, 'other') },
  });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/No desk is running|start/i);
});
