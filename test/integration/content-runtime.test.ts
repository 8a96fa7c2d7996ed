import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ContentError, type ContentRuntime, createContentRuntime } from '../../src/desk/content-runtime.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;
let runtime: ContentRuntime | undefined;
let changes: (() => void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-content-'));
  await writeSmallContent(folder);
});
afterEach(async () => {
  await runtime?.close();
  runtime = undefined;
  changes = [];
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<ContentRuntime> {
  runtime = await createContentRuntime({
    root: folder,
    lastGoodFile: join(folder, 'last-good.json'),
    logger: pino({ level: 'silent' }),
    onChange() {
      for (const changed of changes) changed();
    },
  });
  return runtime;
}

/** Resolves when what the runtime holds is as described. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (holds()) resolve();
    };
    changes.push(look);
    look();
  });
}

const intentFile = () => join(folder, 'intents', 'en', 'shop.yaml');

async function edit(change: (text: string) => string): Promise<void> {
  await writeFile(intentFile(), change(await readFile(intentFile(), 'utf8')));
}

async function answerTo(text: string): Promise<string | undefined> {
  const { content, reader } = (await currentRuntime()).trained();
  const { understanding } = await reader.read({ text, locale: 'en' });
  const intent = content.locales.en?.intents.find(({ name }) => name === understanding.intents[0]?.intent);
  return intent?.outcome.kind === 'answer' ? intent.outcome.text : intent?.outcome.kind;
}

async function currentRuntime(): Promise<ContentRuntime> {
  if (runtime === undefined) throw new Error('Nothing was started');
  return runtime;
}

describe('changed content', () => {
  test('is in force soon, and questions asked meanwhile are all answered', async () => {
    const { trained } = await start();
    const before = trained().content.version;
    await edit((text) => text.replace('is on its way', 'is nearly there'));
    const answers: Promise<string | undefined>[] = [];
    const asking = setInterval(() => answers.push(answerTo('where is order 100234')), 2);
    await until(() => trained().content.version !== before);
    clearInterval(asking);
    expect(await answerTo('where is order 100234')).toContain('is nearly there');
    for (const answer of await Promise.all(answers)) expect(answer).toMatch(/is (on its way|nearly there)/);
    expect(answers.length).toBeGreaterThan(0);
  });

  test('with a mistake leaves the last good version in force, tells file and line, and is in force once it is mended', async () => {
    const { trained, problems } = await start();
    const before = trained().content.version;
    const good = await readFile(intentFile(), 'utf8');
    await edit((text) => text.replace('importance: 3', 'importance: 9'));
    await until(() => problems().length > 0);
    expect(problems()).toEqual([
      expect.objectContaining({
        file: 'intents/en/shop.yaml',
        line: 5,
        severity: 'error',
        reason: expect.stringContaining('importance'),
      }),
    ]);
    expect(trained().content.version).toBe(before);
    expect(await answerTo('where is order 100234')).toContain('is on its way');
    await writeFile(`${intentFile()}.new`, good.replace('is on its way', 'is nearly there'));
    await rename(`${intentFile()}.new`, intentFile());
    await until(() => problems().length === 0 && trained().content.version !== before);
    expect(await answerTo('where is order 100234')).toContain('is nearly there');
  });
});

describe('a start with mistakes in the files', () => {
  test('goes on with the last good version of an earlier run', async () => {
    await (await start()).close();
    runtime = undefined;
    await edit(() => 'intents: [');
    const { problems } = await start();
    expect(problems().length).toBeGreaterThan(0);
    expect(await answerTo('where is order 100234')).toContain('is on its way');
  });

  test('is refused when there never was a good version, with every mistake told', async () => {
    await edit((text) => text.replace('importance: 3', 'importance: 9').replace('importance: 2', 'importance: 0'));
    const refusal = await start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ContentError);
    expect(refusal instanceof ContentError && refusal.problems).toHaveLength(2);
  });
});
