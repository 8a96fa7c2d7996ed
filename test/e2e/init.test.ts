import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CommandOptions, type CommandResult, runRelaydesk } from '../support/run-relaydesk.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-init-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function relaydesk(args: string[], options: CommandOptions = {}) {
  return runRelaydesk(args, { cwd: folder, ...options });
}

/** What customers ask a shop in the first minute, and what is none of its business. */
const FIRST_MINUTE: Record<string, string> = {
  en: `locale: en
stories:
  - { name: hello, turns: [{ says: hi there, expect: { does: smalltalk, replyHas: corner flowers } }] }
  - { name: hours, turns: [{ says: what time do you close today, expect: { does: answer, intent: opening_hours } }] }
  - { name: prices, turns: [{ says: what would a small bouquet cost me, expect: { does: answer, article: prices } }] }
  - { name: order, turns: [{ says: I want to order a bouquet, expect: { does: answer, intent: order_flowers } }] }
  - { name: status, turns: [{ says: where is order 40217, expect: { does: answer, replyHas: "40217" } }] }
  - { name: delivery, turns: [{ says: is delivery free, expect: { does: answer, replyHas: free for orders } }] }
  - { name: care, turns: [{ says: how often do I change the water, expect: { does: answer, article: flower-care } }] }
  - { name: damage, turns: [{ says: my roses arrived wilted, expect: { does: handover, intent: flowers_damaged } }] }
  - { name: person, turns: [{ says: can I talk to somebody, expect: { does: handover, reason: requested } }] }
  - { name: joke, turns: [{ says: tell me a joke, expect: { not: { does: answer } } }] }
  - { name: weather, turns: [{ says: will it rain in paris tomorrow, expect: { not: { does: answer } } }] }
  - { name: music, turns: [{ says: play some music, expect: { not: { does: answer } } }] }
  - { name: nothing, turns: [{ says: asdkjh, expect: { does: ask } }] }
`,
  zh: `locale: zh
stories:
  - { name: 你好, turns: [{ says: 您好, expect: { does: smalltalk, replyHas: 街角花店 } }] }
  - { name: 时间, turns: [{ says: 几点关门, expect: { does: answer, intent: opening_hours } }] }
  - { name: 价格, turns: [{ says: 最贵的花多少钱, expect: { does: answer, article: prices } }] }
  - { name: 订花, turns: [{ says: 想订一束花, expect: { does: answer, intent: order_flowers } }] }
  - { name: 订单, turns: [{ says: 订单 40217 到哪了, expect: { does: answer, replyHas: "40217" } }] }
  - { name: 配送, turns: [{ says: 配送要钱吗, expect: { does: answer, replyHas: 免费 } }] }
  - { name: 养护, turns: [{ says: 多久换水, expect: { does: answer, article: flower-care } }] }
  - { name: 坏了, turns: [{ says: 花断了好几枝, expect: { does: handover, intent: flowers_damaged } }] }
  - { name: 人工, turns: [{ says: 我要找人工, expect: { does: handover, reason: requested } }] }
  - { name: 笑话, turns: [{ says: 讲个笑话, expect: { not: { does: answer } } }] }
  - { name: 天气, turns: [{ says: 今天天气怎么样, expect: { not: { does: answer } } }] }
  - { name: 音乐, turns: [{ says: 放首歌, expect: { not: { does: answer } } }] }
`,
};

describe.each(['en', 'zh'])('a new desk in %s', (locale) => {
  beforeEach(async () => {
    const { exitCode, stderr } = await relaydesk(['init', 'desk', '--locale', locale]);
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  test('passes its checks without a warning, and its own stories', async () => {
    for (const check of [
      ['intents', 'check'],
      ['knowledge', 'check'],
    ]) {
      const { exitCode, stdout } = await relaydesk([...check, '--root', 'desk']);
      expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^\d \w+ in \w\w; 0 errors, 0 warnings\n$/)]);
    }
    const { exitCode, stdout, stderr } = await relaydesk(['test', '--root', 'desk']);
    expect([exitCode, stderr, stdout]).toEqual([0, '', expect.stringMatching(/^5 of 5 stories/)]);
  });

  test('answers what customers ask first, and nothing that is none of its business', async () => {
    await writeFile(join(folder, 'first-minute.yaml'), FIRST_MINUTE[locale] ?? '');
    const { exitCode, stdout } = await relaydesk(['test', 'first-minute.yaml', '--root', 'desk']);
    expect(stdout).toMatch(/^(\d+) of \1 stories/);
    expect(exitCode).toBe(0);
  });
});

test('is written in full, and says how to go on', async () => {
  const { stdout } = await relaydesk(['init', "Rosa's desk"]);
  expect(stdout).toContain(`npx relaydesk chat --root 'Rosa'\\''s desk' `);
  const desk = join(folder, "Rosa's desk");
  const written = await readdir(desk, { recursive: true, withFileTypes: true });
  const files = written.filter((entry) => entry.isFile()).map(({ name }) => name);
  expect(files.toSorted()).toEqual([
    'delivery.md',
    'desk.yaml',
    'flower-care.md',
    'prices.md',
    'shop.yaml',
    'shop.yaml',
  ]);
});

test('is called what its owner calls it', async () => {
  await relaydesk(['init', 'desk', '--name', "Anna's: tea & cakes #1"]);
  const { stdout } = await relaydesk(['ask', 'hello', '--root', 'desk']);
  expect(stdout).toBe("Hello, and welcome to Anna's: tea & cakes #1! What can I do for you?\n");
});

test.each([
  [
    'a folder that is not empty',
    () => mkdir(join(folder, 'desk', 'mine'), { recursive: true }),
    [],
    /desk is not empty: it has mine\. Name one that is empty/,
  ],
  ['a file', () => writeFile(join(folder, 'desk'), 'mine'), [], /desk is a file, not a folder\. Name one/],
  ['a name that no desk can have', () => Promise.resolve(), ['--name', ' '], /^desk\.yaml:\d+: name is empty/],
  ['a language that it does not know', () => Promise.resolve(), ['--locale', 'xx'], /Allowed choices are en, zh/],
])('%s is refused with what to do, and nothing is written', async (_what, prepare, args, reason) => {
  await prepare();
  const before = await readdir(folder, { recursive: true });
  const { exitCode, stderr } = await relaydesk(['init', 'desk', ...args]);
  expect(stderr).toMatch(reason);
  expect(exitCode).toBe(1);
  expect(await readdir(folder, { recursive: true })).toEqual(before);
});

test('--root is the folder of a desk for every command: its .env counts, and content and data are found from there', async () => {
  await relaydesk(['init', join('desk', 'texts')]);
  await writeFile(join(folder, 'desk', '.env'), 'CONTENT_DIR=texts\nDATA_DIR=kept\nPORT=0\nLOG_LEVEL=warn\n');
  let signIn: CommandResult | undefined;
  await relaydesk(['start', '--root', 'desk'], {
    async onStart(kill, output) {
      await vi.waitFor(() => expect(output.stdout).toContain('Ctrl-C stops it'), 10_000);
      signIn = await relaydesk(['sign-in', '--root', 'desk']);
      kill('SIGTERM');
    },
  });
  expect(signIn?.stdout).toMatch(/^http:/);
  expect(await readdir(join(folder, 'desk', 'kept'))).toContain('relaydesk.db');
  expect((await relaydesk(['ask', 'are you open today', '--root', 'desk'])).stdout).toMatch(/^We are open/);
  expect((await relaydesk(['why', 'x', '--root', 'desk'])).stderr).toMatch(/^There is no message x/);
  expect((await relaydesk(['start', '--root', 'nowhere'])).stderr).toMatch(/^nowhere is no folder that can be entered/);
}, 40_000);
