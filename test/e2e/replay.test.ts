import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;
/** Where the command keeps its throwaway store. */
let temporary: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-replay-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
  await writeSmallContent(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const CSV = [
  'message,intent,channel',
  'can I buy a gift card,gift_card,mail',
  '"a human, please",contact_human_agent,mail',
  'where is my order 100234,track_order,mail',
  'where is my order,track_order,mail',
].join('\r\n');

async function replay(name: string, text: string, ...options: string[]) {
  await writeFile(join(folder, name), text);
  return runRelaydesk(['replay', name, ...options], { cwd: folder, variables: { TMPDIR: temporary } });
}

test('a csv file is played through the whole desk and reported as one JSON object', async () => {
  const { exitCode, stdout, stderr } = await replay('messages.csv', `\uFEFF${CSV}\r\n`, '--json');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    messages: 4,
    conversations: 4,
    answered: 3,
    asked: 1,
    clarified: 0,
    escalated: 1,
    escalationReasons: { requested: 1 },
    labelled: 4,
    rightIntent: 4,
    messagesPerSecond: expect.any(Number),
    malformed: 0,
    failed: 0,
  });
  expect(exitCode).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
});

test('the same messages are played against another desk: figures beside each other, and what ends otherwise', async () => {
  const before = join(folder, 'before');
  await writeSmallContent(before);
  const shop = join(before, 'intents', 'en', 'shop.yaml');
  await writeFile(shop, (await readFile(shop, 'utf8')).replace('    article: gift-cards', '    escalate: true'));
  const { exitCode, stdout, stderr } = await replay('messages.csv', CSV, '--json', '--against', 'before');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const { against, ...own } = JSON.parse(stdout);
  expect(own).toMatchObject({ messages: 4, answered: 3, escalated: 1, labelled: 4, rightIntent: 4 });
  expect(against).toMatchObject({ folder: 'before', answered: 2, escalated: 2, compared: 4, rightOnlyHere: 0 });
  expect(against.differences).toMatchObject([
    {
      line: 2,
      text: 'can I buy a gift card',
      label: 'gift_card',
      here: { outcome: 'answered', said: expect.stringContaining('never expire'), right: true },
      there: { outcome: 'escalated', reason: 'intent', right: true },
    },
  ]);
  const report = (await replay('messages.csv', CSV, '--against', 'before')).stdout;
  expect(report).toMatch(/^messages +4 {3}in 4 conversations$/m);
  expect(report).toMatch(/^Compared with +here +before\nanswered +3 +75\.0 % +2 +50\.0 %$/m);
  expect(report).toMatch(/^1 of 4 messages end otherwise; 0 are right only here, 0 only there; /m);
  expect(report).toMatch(
    /^ {2}line 2: can I buy a gift card {2}\(meant: gift_card\)\n {4}here {3}answered .*\n {4}there {2}escalated /m,
  );
  expect(await readdir(temporary)).toEqual([]);
}, 60_000);

test('the report for people says the same, and shows nothing of a message that a terminal would obey', async () => {
  const { stdout } = await replay('messages.csv', `${CSV}\nzxcvb \u001b[2J\u202Eqwrty,track_order,mail\n`);
  expect(stdout).toMatch(/^messages +5 {3}in 5 conversations$/m);
  expect(stdout).toMatch(/^answered +\d {3}\d+\.\d %$/m);
  expect(stdout).toMatch(/^ {2}rightly understood +4 {3}80\.0 %$/m);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toContain('\u202E');
});

test('columns can be named, and the intervals between the messages of a conversation count', async () => {
  const rows = [
    { who: 'a', at: '2026-05-01T10:00:00Z', says: 'where is my order' },
    { who: 'b', at: 1_777_000_000, says: 'can I buy a gift card' },
    { who: 'a', at: '2026-05-01T10:01:00Z', says: '100234' },
  ];
  const file = rows.map((row) => JSON.stringify(row)).join('\n');
  const columns = ['--text', 'says', '--conversation', 'who', '--time', 'at'];
  const { stdout, stderr } = await replay('messages.jsonl', file, '--json', ...columns);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ messages: 3, conversations: 2, answered: 3, asked: 1, replies: 3 });
});

test('rows that cannot be read are told with their line, and the others are played', async () => {
  const rows = 'text\ttime\na human please\t2026-05-01\na human please\tyesterday\na human please\na human please\t\n';
  const { exitCode, stdout, stderr } = await replay('messages.tsv', rows, '--json');
  expect(stderr).toMatch(/^messages\.tsv:3: "time" is no time: /m);
  expect(stderr).toMatch(/^messages\.tsv:4: there are 1 cells where the header has 2$/m);
  expect(JSON.parse(stdout)).toMatchObject({ messages: 2, malformed: 2 });
  expect(exitCode).toBe(1);
});

test.each([
  [
    'a column that is not there',
    'm.csv',
    CSV,
    ['--text', 'mesage'],
    /no column "mesage"\. Did you mean "message"\? There are: /,
  ],
  ['a text column that cannot be guessed', 'm.csv', 'a,b\n1,2\n', [], /name it with --text\. There are: a, b\./],
  ['an empty file', 'm.csv', '', [], /m\.csv holds no message/],
  ['another format', 'm.xlsx', '', [], /has to end in \.csv, \.tsv or \.jsonl/],
  ['a limit that is no number', 'm.csv', CSV, ['--limit', 'few'], /whole number from 1 on/],
])('%s is refused with what to do', async (_what, name, text, options, reason) => {
  const { exitCode, stdout, stderr } = await replay(name, text, ...options);
  expect(stderr).toMatch(reason);
  expect(stdout).toBe('');
  expect(exitCode).toBe(1);
});

test('--limit plays the first messages only', async () => {
  const { stdout } = await replay('messages.csv', CSV, '--json', '--limit', '2');
  expect(JSON.parse(stdout)).toMatchObject({ messages: 2 });
});

test('content with mistakes is refused with all of them', async () => {
  await writeFile(join(folder, 'intents', 'en', 'broken.yaml'), 'intents:\n  - name: a b\n');
  const { exitCode, stderr } = await replay('messages.csv', CSV);
  expect(stderr).toMatch(/intents\/en\/broken\.yaml:2: /);
  expect(exitCode).toBe(1);
});

test('Ctrl-C ends it soon, and the throwaway store is gone', async () => {
  await writeFile(join(folder, 'messages.csv'), `text\n${'where is my order 100234\n'.repeat(200_000)}`);
  const { exitCode, stdout, stderr } = await runRelaydesk(['replay', 'messages.csv'], {
    cwd: folder,
    variables: { TMPDIR: temporary },
    async onStart(kill) {
      await vi.waitFor(async () => expect(await readdir(temporary)).toHaveLength(1), 10_000);
      kill('SIGINT');
    },
  });
  expect(stderr).toMatch(/^Interrupted/);
  expect(stdout).toBe('');
  expect(exitCode).toBe(130);
  expect(await readdir(temporary)).toEqual([]);
});
