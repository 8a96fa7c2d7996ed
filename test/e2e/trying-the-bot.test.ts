import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CommandOptions, runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;
/** Where the commands keep their throwaway stores. */
let temporary: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-trying-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
  await writeSmallContent(folder);
  await mkdir(join(folder, 'intents', 'en', 'stories'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function relaydesk(args: string[], options: CommandOptions = {}) {
  return runRelaydesk(args, { cwd: folder, variables: { TMPDIR: temporary }, ...options });
}

function writeStories(text: string, file = join('intents', 'en', 'stories', 'shop.yaml')): Promise<void> {
  return writeFile(join(folder, file), text);
}

const PASSING = `locale: en
stories:
  - name: asks for a gift card
    turns:
      - { says: can I buy a gift card, expect: { does: answer, intent: gift_card } }
`;

const FAILING = `${PASSING}  - name: asks for a person
    turns:
      - { says: "a human \\u202Eplease", expect: { does: [answer, offer], not: { reason: requested } } }
      - { says: hello, expect: { does: nothing } }
`;

test('stories that pass are counted, with status 0', async () => {
  await writeStories(PASSING);
  const { exitCode, stdout, stderr } = await relaydesk(['test']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^1 of 1 stories, 1 of 1 turns right \(\d+\.\d s\)\n$/);
  expect(exitCode).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
});

test('a turn that fails is told with what was expected, done and said, with status 1', async () => {
  await writeStories(FAILING);
  const { exitCode, stdout } = await relaydesk(['test']);
  expect(stdout).toContain('✗ asks for a person\n');
  expect(stdout).toMatch(/^ {2}a human \ufffdplease {2}intents\/en\/stories\/shop\.yaml:8$/m);
  expect(stdout).toMatch(/^ {4}expected {2}does answer or offer; not reason requested$/m);
  expect(stdout).toMatch(/^ {4}did {7}handover \(contact_human_agent, requested, person_requested\)$/m);
  expect(stdout).toMatch(/^ {4}said {6}“I am handing you over to a person\./m);
  expect(stdout).toMatch(/^1 of 2 stories, 2 of 3 turns right/m);
  expect(exitCode).toBe(1);
});

test('--json prints one object with the counts and the turns that failed', async () => {
  await writeStories(FAILING);
  const { exitCode, stdout } = await relaydesk(['test', '--json']);
  const result = JSON.parse(stdout);
  expect(Object.keys(result)).toEqual(['stories', 'passed', 'turns', 'right', 'failed']);
  expect(result).toMatchObject({ stories: 2, passed: 1, turns: 3, right: 2 });
  expect(result.failed).toEqual([
    {
      story: 'asks for a person',
      turn: 1,
      says: 'a human \u202Eplease',
      expected: { does: ['answer', 'offer'], not: { reason: 'requested' } },
      got: expect.objectContaining({
        does: ['handover'],
        intent: ['contact_human_agent'],
        reason: ['requested'],
        unmet: ['does', 'not.reason'],
      }),
    },
  ]);
  expect(exitCode).toBe(1);
});

test('files and folders from outside the desk can be named', async () => {
  await mkdir(join(folder, 'elsewhere'));
  await writeStories(PASSING, join('elsewhere', 'a.yaml'));
  await writeStories(FAILING);
  const named = await relaydesk(['test', 'elsewhere/a.yaml']);
  expect([named.exitCode, named.stdout]).toEqual([0, expect.stringContaining('1 of 1 stories')]);
  const both = await relaydesk(['test', 'elsewhere', 'intents/en/stories/shop.yaml']);
  expect([both.exitCode, both.stdout]).toEqual([1, expect.stringContaining('2 of 3 stories')]);
});

test.each([
  [
    'a mistake in a file of stories',
    () => writeStories('locale: en\nstories: 1\n'),
    /^intents\/en\/stories\/shop\.yaml:2: error: "stories" must be a list/,
  ],
  ['no file of stories', () => Promise.resolve(), /there are no stories yet: write the first/],
  [
    'a mistake in an intent file',
    async () => {
      await writeStories(PASSING);
      await writeFile(join(folder, 'intents', 'en', 'broken.yaml'), 'intents: 1\n');
    },
    /intents\/en\/broken\.yaml:1: error: /,
  ],
])('%s ends it with status 2 and what to do', async (_what, prepare, reason) => {
  await prepare();
  const { exitCode, stdout, stderr } = await relaydesk(['test']);
  expect(stderr).toMatch(reason);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test('a file that is named and not there ends it with status 2', async () => {
  const { exitCode, stderr } = await relaydesk(['test', 'nowhere.yaml']);
  expect(stderr).toMatch(/^nowhere\.yaml:1: error: the file cannot be read/);
  expect(exitCode).toBe(2);
});

test('--watch plays the stories again when they change, and when intents do, until it is interrupted', async () => {
  await writeStories(FAILING);
  const { exitCode } = await relaydesk(['test', '--watch'], {
    async onStart(kill, output) {
      const isPrinted = (name: 'stdout' | 'stderr', text: RegExp) =>
        vi.waitFor(() => expect(output[name]).toMatch(text), 10_000);
      await isPrinted('stdout', /1 of 2 stories/);
      await writeStories(PASSING);
      await isPrinted('stdout', /1 of 1 stories/);
      await writeFile(join(folder, 'intents', 'en', 'shop.yaml'), 'intents:\n  x: 2\n');
      await isPrinted('stderr', /shop\.yaml:1: error: /);
      await writeSmallContent(folder);
      await isPrinted('stdout', /1 of 1 stories[\s\S]*1 of 1 stories/);
      kill('SIGINT');
    },
  });
  expect(exitCode).toBe(130);
  expect(await readdir(temporary)).toEqual([]);
}, 40_000);

test('ask tells what the desk would say, and with --explain why', async () => {
  const { exitCode, stdout, stderr } = await relaydesk(['ask', 'can I buy a gift card']);
  expect(stderr).toBe('');
  expect(stdout).toBe(
    'Gift cards never expire. You can use them for everything in the shop.\n(from: Gift cards)\n[1] 👍  [2] 👎\n',
  );
  expect(exitCode).toBe(0);
  const explained = await relaydesk(['ask', 'where', 'is', 'my', 'order', 'now', '--explain']);
  expect(explained.stdout).toMatch(/^Which order\?$/m);
  expect(explained.stdout).toMatch(/^ {2}\| Sure enough of the intent “track_order”: [01]\.\d+, and 0\.6 is needed/m);
  expect(explained.stdout).toMatch(/^ {2}\| Intents: track_order [01]\.\d\d/m);
  expect(explained.stdout).toMatch(
    /^ {2}\| Rule intent_confident, action asked_for_slot\. Needed: 0\.6 for an intent/m,
  );
  expect(explained.stdout).toMatch(/^ {2}\| Waits for “order_number” of the intent “track_order”\.$/m);
});

test('ask --json prints one object with all of it', async () => {
  const { stdout } = await relaydesk(['ask', 'a human please', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    text: 'a human please',
    says: [{ text: expect.stringContaining('handing you over'), buttons: [] }],
    decisions: [{ rule: 'person_requested', action: 'handed_over', thresholds: { answerIntentAt: 0.6 } }],
    state: { ticket: { status: 'open' } },
  });
});

test('ask refuses content with mistakes with all of them', async () => {
  await writeFile(join(folder, 'intents', 'en', 'broken.yaml'), 'intents: 1\n');
  const { exitCode, stderr } = await relaydesk(['ask', 'hello']);
  expect(stderr).toMatch(/intents\/en\/broken\.yaml:1: /);
  expect(exitCode).toBe(1);
});

test('chat is a conversation: what was asked for is taken from the next line, and a number presses a button', async () => {
  const input = 'what happened to my order\n100234\n\n2\nhello?\n';
  const { exitCode, stdout, stderr } = await relaydesk(['chat'], { input });
  expect(stderr).toBe('');
  expect(stdout.split('\n\n')).toEqual([
    'Which order?',
    'Order 100234 is on its way.\n[1] 👍  [2] 👎',
    expect.stringMatching(/^I am sorry that did not help\./),
    '(Nothing is said.)',
    '',
  ]);
  expect(exitCode).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
});

test('replay --show prints what was said in each turn, and by which rule', async () => {
  await writeFile(join(folder, 'm.csv'), 'text,conversation\na human please,a\nit is about my lamp,a\n');
  const { stdout } = await relaydesk(['replay', 'm.csv', '--show']);
  expect(stdout).toMatch(
    /^line 2 of conversation a: person_requested, handed_over\n {2}customer {2}a human please\n {2}bot {7}I am handing you over/m,
  );
  expect(stdout).toMatch(
    /^line 3 of conversation a: with_staff, added_to_ticket\n {2}customer {2}it is about my lamp\n {2}\(nothing is said\)/m,
  );
  expect(stdout).toMatch(/^messages +2 /m);
  const both = await relaydesk(['replay', 'm.csv', '--show', '--json']);
  expect([both.exitCode, both.stderr]).toEqual([
    1,
    expect.stringMatching(/'--show' cannot be used with option '--json'/),
  ]);
});

test('intents predict learns from a file, and no longer from the desk', async () => {
  await writeFile(join(folder, 'in.tsv'), 'a\thello\n');
  const { exitCode, stderr } = await relaydesk(['intents', 'predict', '--input', 'in.tsv', '--output', 'out.tsv']);
  expect(stderr).toMatch(/required option '--train <file>' not specified/);
  expect(exitCode).toBe(1);
});
