import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askRunningDesk as ask } from '../../src/cli/ask-running-desk.ts';
import { type OwnerReply, type OwnerRequest, signInReplySchema, startOwnerSocket } from '../../src/owner-socket.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';

const askRunningDesk = (folder: string, request: OwnerRequest) => ask(folder, request, signInReplySchema);

const LINK = { ok: true, url: 'http://desk/console/sign-in/x', name: 'Ada', expiresAt: 5 } as const;

let dataDir: string;
let stops: (() => Promise<void>)[];
let asked: OwnerRequest[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'relaydesk-owner-'));
  stops = [];
  asked = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function listen(folder = dataDir, reply: OwnerReply = LINK): Promise<void> {
  const answer = async (request: OwnerRequest) => {
    asked.push(request);
    return reply;
  };
  stops.push(await startOwnerSocket({ dataDir: folder, answer }));
}

const socketPath = () => join(dataDir, 'owner', 'desk.sock');

/** Sends something as no command of ours would; resolves to what comes back until the desk ends the connection. */
async function send(text: string): Promise<string> {
  const socket = connect(socketPath())
    .setEncoding('utf8')
    .on('error', () => {});
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return received;
}

test('what its owner asks is answered', async () => {
  await listen();
  expect(await askRunningDesk(dataDir, { command: 'sign-in' })).toEqual(LINK);
  expect(await askRunningDesk(dataDir, { command: 'sign-in', name: '李雷' })).toEqual(LINK);
  expect(asked).toEqual([{ command: 'sign-in' }, { command: 'sign-in', name: '李雷' }]);
});

test('others get neither into the folder nor to the socket, also where the data folder is open to all', async () => {
  await chmod(dataDir, 0o777);
  await mkdir(join(dataDir, 'owner'), { mode: 0o777 });
  await chmod(join(dataDir, 'owner'), 0o777);
  await listen();
  expect((await stat(join(dataDir, 'owner'))).mode & 0o777).toBe(0o700);
  expect((await stat(socketPath())).mode & 0o777).toBe(0o600);
});

test('another user is told whose command it is', async () => {
  await listen();
  await chmod(dataDir, 0o755);
  // Rights do not hold for root, who becomes nobody here; for anybody else the folder is closed to its owner too.
  if (process.getuid?.() !== 0) {
    await chmod(join(dataDir, 'owner'), 0);
    await expect(askRunningDesk(dataDir, { command: 'sign-in' })).rejects.toThrow(/Only the user who runs the desk/);
    return chmod(join(dataDir, 'owner'), 0o700);
  }
  const program = `require('node:net').connect(${JSON.stringify(socketPath())}).on('error', ({ code }) => console.log(code))`;
  const child = spawn(process.execPath, ['-e', program], { uid: 65_534, gid: 65_534, cwd: '/' });
  const [output] = await once(child.stdout, 'data');
  expect(String(output)).toBe('EACCES\n');
});

test('a data folder with a path longer than sockets may have works as well', async () => {
  const long = join(dataDir, 'x'.repeat(120), 'y'.repeat(120));
  await mkdir(long, { recursive: true });
  await listen(long);
  expect(await askRunningDesk(long, { command: 'sign-in' })).toEqual(LINK);
});

test('a socket that a killed process left is replaced', async () => {
  const program = `
    const server = require('node:net').createServer().listen(${JSON.stringify(socketPath())});
    server.on('listening', () => process.kill(process.pid, 'SIGKILL'));
  `;
  await mkdir(join(dataDir, 'owner'));
  await once(spawn(process.execPath, ['-e', program]), 'exit');
  expect((await stat(socketPath())).isSocket()).toBe(true);
  await expect(askRunningDesk(dataDir, { command: 'sign-in' })).rejects.toThrow(/No desk is running/);
  await listen();
  expect(await askRunningDesk(dataDir, { command: 'sign-in' })).toEqual(LINK);
});

test.each([
  ['a file', (path: string) => writeFile(path, '')],
  ['a link to elsewhere', (path: string) => symlink(tmpdir(), path)],
])('%s where its folder should be is refused', async (_what, make) => {
  await make(join(dataDir, 'owner'));
  await expect(listen()).rejects.toThrow();
});

test.each([
  ['no JSON', 'hello\n'],
  ['another command', '{"command":"stop"}\n'],
  ['more than is known', '{"command":"sign-in","as":"root"}\n'],
  ['a file elsewhere', '{"command":"calibrate","file":"../labels.json"}\n'],
  ['a name that is none', '{"command":"sign-in","name":7}\n'],
  ['a line without an end', 'x'.repeat(100_000)],
])('%s is refused, and the next request answered', async (_what, text) => {
  await listen();
  expect(JSON.parse(await send(text))).toMatchObject({ ok: false });
  expect(asked).toEqual([]);
  expect(await askRunningDesk(dataDir, { command: 'sign-in' })).toEqual(LINK);
});

test('whoever connects and says nothing does not keep the desk from stopping', async () => {
  await listen();
  const silent = connect(socketPath());
  await once(silent, 'connect');
  const closed = once(silent, 'close');
  await Promise.all(stops.splice(0).map((stop) => stop()));
  await closed;
});

test('a desk that has no such socket, being older, is told from none at all', async () => {
  await expect(askRunningDesk(dataDir, { command: 'sign-in' })).rejects.toThrow(/No desk is running on/);
  const store = await createSqliteStore({ file: join(dataDir, 'relaydesk.db') });
  await expect(askRunningDesk(dataDir, { command: 'sign-in' })).rejects.toThrow(/takes no requests.*Start it anew/);
  await store.close();
});

test('an answer that cannot be read is of another version', async () => {
  await mkdir(join(dataDir, 'owner'));
  const other = createServer((socket) => socket.end('{"ok":true}\n')).listen(socketPath());
  await once(other, 'listening');
  await expect(askRunningDesk(dataDir, { command: 'sign-in' })).rejects.toThrow(/of another version/);
  other.close();
});
