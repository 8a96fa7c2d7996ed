/** What the SDK does with an app-level token that is no longer good when it reconnects. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSlack, stopAfterTest } from './running.ts';
import type { SlackPlatform } from './slack-platform.ts';

test('an inactive account at a reconnect is an unhandled rejection, which ends the process', async () => {
  const slack = await startSlack();
  const client = await startClient(slack);

  slack.revokeToken('app', 'account_inactive');
  const [exitCode] = await client.exited;

  expect(exitCode).toBe(1);
  expect(client.errors()).toContain('account_inactive');
});

test('a revoked token at a reconnect is no reason to stop: the SDK asks again and again', async () => {
  const slack = await startSlack();
  const client = await startClient(slack);

  slack.revokeToken('app', 'token_revoked');
  await slack.until(() => slack.requests.of('apps.connections.open').length === 4);

  expect(client.running()).toBe(true);
});

async function startClient(slack: SlackPlatform) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'socket-client-process.mjs')], {
    env: { ...process.env, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.url },
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += String(data);
  });
  const exited = once(child, 'close');
  stopAfterTest(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  await once(child.stdout, 'data');
  return { exited, errors: () => errors, running: () => child.exitCode === null };
}
