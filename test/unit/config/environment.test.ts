import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import { environmentVariables, parseEnvironment, renderEnvironmentExample } from '../../../src/config/environment.ts';
import { findMisnamedVariables, readEnvironmentFile } from '../../../src/config/environment-file.ts';
import { projectRoot } from '../../../src/config/project-root.ts';

const DEFAULTS = {
  HOST: '127.0.0.1',
  PORT: 3000,
  DATA_DIR: './data',
  CONTENT_DIR: '.',
  TELEGRAM_API_ROOT: 'https://api.telegram.org',
  DISCORD_API_URL: 'https://discord.com/api',
  SLACK_API_URL: 'https://slack.com/api/',
  LOG_FORMAT: 'auto',
  LOG_LEVEL: 'info',
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-config-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('without any variable the defaults are in force', () => {
  expect(parseEnvironment({})).toEqual(DEFAULTS);
});

test('a variable that is empty or blank counts as unset, and others than ours are left alone', () => {
  expect(parseEnvironment({ PORT: '', HOST: '  ', REDIS_URL: '', PATH: '/bin' })).toEqual(DEFAULTS);
});

test('each variable is taken as it is set, without the blanks around it', () => {
  const set = {
    HOST: '0.0.0.0',
    PORT: ' 8080 ',
    DATA_DIR: '/var/lib/relaydesk',
    CONTENT_DIR: '/etc/relaydesk',
    PUBLIC_URL: 'https://help.example.com/desk',
    REDIS_URL: 'rediss://user:pass@redis.example.com:6380/1',
    TELEGRAM_TOKEN: '123:abc',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
    TELEGRAM_WEBHOOK_SECRET: 'only-telegram-knows-this',
    DISCORD_TOKEN: 'abc.def',
    DISCORD_API_URL: 'http://127.0.0.1:8082/api',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    SLACK_SIGNING_SECRET: 'secret',
    SLACK_STAFF_CHANNEL: '#support',
    SLACK_API_URL: 'http://127.0.0.1:8083/api/',
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'warn',
  };
  expect(parseEnvironment(set)).toEqual({ ...set, PORT: 8080 });
});

test.each([
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /set SLACK_APP_TOKEN/],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, /set SLACK_BOT_TOKEN/],
  [{ SLACK_SIGNING_SECRET: 'secret' }, /set SLACK_BOT_TOKEN/],
  [{ TELEGRAM_WEBHOOK_SECRET: 'only-telegram-knows-this' }, /set PUBLIC_URL/],
])('a variable that is of no use without another one is refused: %j', (variables, message) => {
  expect(() => parseEnvironment(variables)).toThrow(message);
});

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PORT', '0x50'],
  ['PORT', '80.5'],
  ['PUBLIC_URL', 'help.example.com'],
  ['PUBLIC_URL', 'ftp://help.example.com'],
  ['REDIS_URL', 'localhost:6379'],
  ['REDIS_URL', 'postgres://localhost/desk'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name, with what it is to be', (name, value) => {
  expect(() => parseEnvironment({ [name]: value })).toThrow(
    new RegExp(`^These environment variables.*\n  ${name}: .+$`),
  );
});

test('all wrong variables are told at once, and never their values', () => {
  const parse = () => parseEnvironment({ REDIS_URL: 'redis//user:secret@host', PORT: 'secret', LOG_LEVEL: 'secret' });
  expect(parse).toThrow(/PORT: .*\n {2}REDIS_URL: .*\n {2}LOG_LEVEL: /);
  expect(parse).not.toThrow(/secret/);
});

test('.env gives its variables, and none where there is no such file', async () => {
  expect(readEnvironmentFile(folder)).toEqual({});
  await writeFile(join(folder, '.env'), '# comment\nPORT=8080\nREDIS_URL="redis://h"\n');
  expect(readEnvironmentFile(folder)).toEqual({ PORT: '8080', REDIS_URL: 'redis://h' });
});

test.each([
  ['a byte order mark', '\uFEFFPORT=8080\nHOST=h\n'],
  ['Windows line ends', 'PORT=8080\r\nHOST=h\r\n'],
  ['old Mac line ends', 'PORT=8080\rHOST=h\r'],
  ['no line end at the end', 'PORT=8080\nHOST=h'],
  ['export and blanks', 'export PORT=8080\n  export\t HOST = h \n'],
  ['quotes of all kinds', 'PORT="8080"\nHOST=\'h\'\n'],
  ['comments', '#x\n  # y\nPORT=8080 # the port\nHOST=`h` # "the host"\n'],
])('.env with %s gives all its variables', async (_what, text) => {
  await writeFile(join(folder, '.env'), text);
  expect(readEnvironmentFile(folder)).toEqual({ PORT: '8080', HOST: 'h' });
});

test('a value of .env keeps what stands between quotes, over several lines too, and may be empty', async () => {
  await writeFile(join(folder, '.env'), 'A="#a = \'b\'"\nKEY="one\ntwo\\nthree"\nB=\nC= # c\nA=\'last\'\nD=a=b\n');
  expect(readEnvironmentFile(folder)).toEqual({ A: 'last', KEY: 'one\ntwo\nthree', B: '', C: '', D: 'a=b' });
});

test.each([
  ['a line without =', 'PORT\nHOST=secret\n', ':1: write NAME=value, or # in front of a comment'],
  ['a colon', 'HOST=h\nPORT: secret\n', ':2: write NAME=value, or # in front of a comment'],
  ['another shell', '$env:PORT="secret"\n', ':1: write NAME=value, or # in front of a comment'],
  [
    'a # that would cut a value',
    'REDIS_URL=redis://:se#cret@h\n',
    ':1: REDIS_URL has a # in it: put the value in quotes',
  ],
  [
    'a # at the start of a value',
    'SLACK_STAFF_CHANNEL=#secret\n',
    ':1: SLACK_STAFF_CHANNEL has a # in it: put the value in quotes',
  ],
  ['quotes that are not closed', '\nHOST="secret\nPORT=1\n', ':2: the quotes around HOST are not closed'],
  ['more after the quotes', 'HOST="a"secret\n', ':1: there is more after the closing quotes of HOST'],
])('.env with %s is refused with its line, and without what may be a secret', async (_what, text, reason) => {
  await writeFile(join(folder, '.env'), text);
  expect(() => readEnvironmentFile(folder)).toThrow(new ConfigError(`${join(folder, '.env')}${reason}`));
});

test.each([
  ['UTF-16', Buffer.from('\uFEFFPORT=8080\n', 'utf16le')],
  ['UTF-16 without its mark', Buffer.from('PORT=8080\n', 'utf16le')],
  ['Latin-1', Buffer.from('# grün\nPORT=8080\n', 'latin1')],
])('.env in %s is refused by its encoding', async (_encoding, bytes) => {
  await writeFile(join(folder, '.env'), bytes);
  expect(() => readEnvironmentFile(folder)).toThrow(/\.env is not UTF-8: save it with that encoding/);
});

test('a slip in the name of a variable is told with the one that may be meant', () => {
  expect(findMisnamedVariables({ PROT: '1', RedisUrl: 'x', DATADIR: 'd', PORT: '1', MY_OWN_SETTING: 'x' })).toEqual([
    'PROT is no variable of Relaydesk. Did you mean PORT?',
    'RedisUrl is no variable of Relaydesk. Did you mean REDIS_URL?',
    'DATADIR is no variable of Relaydesk. Did you mean DATA_DIR?',
  ]);
});

test('.env.example is what the variables say; `npx vitest run test/unit/config -u` writes it', async () => {
  await expect(renderEnvironmentExample()).toMatchFileSnapshot(join(projectRoot(), '.env.example'));
});

test('.env.example is itself a usable .env that changes nothing', async () => {
  const example = await readFile(join(projectRoot(), '.env.example'), 'utf8');
  await writeFile(join(folder, '.env'), example);
  expect(parseEnvironment(readEnvironmentFile(folder))).toEqual(DEFAULTS);
  for (const name of Object.keys(environmentVariables())) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
});

test('a DATABASE_URL is refused rather than ignored, without telling it', () => {
  const given = { DATABASE_URL: 'postgres://user:secret@host/db' };
  expect(() => parseEnvironment(given)).toThrow(/DATABASE_URL is set/);
  expect(() => parseEnvironment(given)).not.toThrow(/secret/);
});
