import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ContentError, type ContentRuntime, createContentRuntime } from '../../src/analyzer/content-runtime.ts';
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
  const { content, analyzer } = (await currentRuntime()).trained();
  const { understanding } = await analyzer.analyze({ text, locale: 'en' });
  const intent = content.locales.en?.intents.find(({ name }) => name === understanding.intents[0]?.intent);
  return intent?.outcome.kind === 'answer' ? intent.outcome.text : intent?.outcome.kind;
}

async function untilAnswered(answer: string): Promise<void> {
  const { trained } = await currentRuntime();
  await until(() => JSON.stringify(trained().content).includes(answer));
  expect(await answerTo('where is order 100234')).toContain(answer);
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

describe('several saves', () => {
  /** Counts the threads that are started from now on: each is one training. */
  function countTrainings(): () => number {
    let count = 0;
    const add = () => {
      count += 1;
    };
    process.on('worker', add);
    onTestFinished(() => {
      process.off('worker', add);
    });
    return () => count;
  }
  const save = (answer: string) => edit((text) => text.replace(/is on its way|is in round \d+/, answer));

  test('in a row train once, on what was saved last', async () => {
    await start();
    const trainings = countTrainings();
    for (let round = 1; round <= 20; round += 1) await save(`is in round ${round}`);
    await untilAnswered('is in round 20');
    expect(trainings()).toBe(1);
  });

  test('while a training is under way train once more, on what was saved last', async () => {
    await start();
    const trainings = countTrainings();
    const training = new Promise<void>((resolve) => process.once('worker', () => resolve()));
    await save('is in round 1');
    await training;
    for (let round = 2; round <= 20; round += 1) await save(`is in round ${round}`);
    await untilAnswered('is in round 20');
    expect(trainings()).toBe(2);
  });

  test('that end where they began train nothing', async () => {
    const { trained, problems } = await start();
    const before = trained();
    const trainings = countTrainings();
    const good = await readFile(intentFile(), 'utf8');
    await edit(() => 'intents: [');
    await until(() => problems().length > 0);
    await edit(() => good);
    await until(() => problems().length === 0);
    expect(trainings()).toBe(0);
    expect(trained()).toBe(before);
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
