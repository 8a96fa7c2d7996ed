import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADAPTERS } from '../../src/adapters.ts';
import { checkAdapters } from '../../src/cli/check-adapters.ts';
import { parseDeskFile } from '../../src/config/desk-file.ts';
import { parseEnvironment } from '../../src/config/environment.ts';
import { systemClock } from '../../src/engine/timers/system-clock.ts';
import { startRelaydesk } from '../../src/main.ts';
import { lines } from '../lines/adapter.ts';
import { startLinesServer } from '../lines/server.ts';
import { writeSmallContent } from '../support/small-content.ts';

/** The one line that registers it. */
const WITH_LINES = [...ADAPTERS, lines];

let folder: string;
let server: Awaited<ReturnType<typeof startLinesServer>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-fifth-'));
  server = await startLinesServer();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const environmentOf = (variables: Record<string, string>) =>
  parseEnvironment({ LINES_SERVER: server.url, LINES_TOKEN: server.token, ...variables }, WITH_LINES);

test('it is fewer than two hundred lines', async () => {
  const text = await readFile(join(import.meta.dirname, '../lines/adapter.ts'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThan(200);
});

test('with one line in the list the desk answers the customers of a fifth platform', async () => {
  await writeSmallContent(folder);
  const environment = environmentOf({ DATA_DIR: join(folder, 'data'), CONTENT_DIR: folder, PORT: '0' });
  const relaydesk = await startRelaydesk(environment, pino({ level: 'silent' }), WITH_LINES);
  try {
    server.happens(
      'kim',
      { key: 'kim', name: 'Kim Li' },
      { kind: 'message', id: 'k1', text: 'How long do gift cards last?' },
    );
    await server.until(() => server.shown.some(({ room, text }) => room === 'kim' && text !== ''));
    expect(relaydesk.channels.get('lines')).toMatchObject({ state: 'connected' });
  } finally {
    await relaydesk.stop();
  }
});

test('its section of desk.yaml is checked like that of the others', () => {
  expect(parseDeskFile('lines: { messages_per_second: 9 }', WITH_LINES).adapters.lines).toEqual({
    messages_per_second: 9,
  });
  expect(() => parseDeskFile('lines: { mesages_per_second: 9 }', WITH_LINES)).toThrow(
    /Did you mean messages_per_second/,
  );
  expect(() => parseDeskFile('lines: { messages_per_second: 9 }')).toThrow(/lines is no setting/);
});

test('its variables are checked like those of the others', () => {
  expect(() => parseEnvironment({ LINES_SERVER: 'http://x' }, WITH_LINES)).toThrow(
    /LINES_SERVER: The address of the chat server/,
  );
});

test('the doctor asks its server', async () => {
  const check = async (variables: Record<string, string>) => {
    const environment = environmentOf(variables);
    const settings = parseDeskFile('', WITH_LINES);
    return checkAdapters(
      { adapters: WITH_LINES, environment, settings, clock: systemClock, categories: undefined },
      5_000,
    );
  };
  expect(await check({})).toEqual([
    { platform: 'Lines', state: 'asked', facts: [{ ok: true, what: 'The token is that of shop' }] },
  ]);
  expect(await check({ LINES_TOKEN: 'wrong' })).toMatchObject([
    { facts: [{ ok: false, todo: 'Correct LINES_TOKEN.' }] },
  ]);
  expect(await check({ LINES_SERVER: 'tcp://127.0.0.1:1' })).toMatchObject([
    { state: 'unreached', reason: 'ECONNREFUSED' },
  ]);
});
