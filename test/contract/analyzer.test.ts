import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../src/analyzer/analyzer.ts';
import { type AnalyzerThread, createAnalyzerThread } from '../../src/analyzer/analyzer-thread.ts';
import type { DeskContent } from '../../src/domain/content.ts';
import type { Analyzer } from '../../src/ports/analyzer.ts';

const CONTENT: DeskContent = {
  version: 'test',
  locales: {
    en: {
      locale: 'en',
      phrases: {},
      intents: [
        {
          name: 'track_order',
          locale: 'en',
          category: 'orders',
          importance: 3,
          utterances: ['where is order {number}', 'track my order', 'where is my parcel', 'has {number} been sent'],
          slots: [{ name: 'number', type: 'order_number', ask: 'Which?', values: {}, pattern: undefined }],
          outcome: { kind: 'answer', text: 'On its way.' },
        },
        {
          name: 'gift_card',
          locale: 'en',
          category: 'payment',
          importance: 2,
          utterances: ['do you sell gift cards', 'I want a gift card', 'gift card as a present', 'buy a gift voucher'],
          slots: [],
          outcome: { kind: 'article', articleId: 'gift-cards' },
        },
      ],
      articles: [
        {
          id: 'gift-cards',
          locale: 'en',
          title: 'Gift cards',
          alternates: ['do gift cards expire'],
          tags: [],
          category: undefined,
          kind: 'faq',
          audience: 'customers',
          updated: '2024-01-01',
          body: 'Gift cards are valid for three years.',
        },
        {
          id: 'delivery',
          locale: 'en',
          title: 'Delivery times',
          alternates: ['how long does delivery take'],
          tags: [],
          category: undefined,
          kind: 'faq',
          audience: 'customers',
          updated: '2024-01-01',
          body: 'Parcels arrive within two working days.',
        },
      ],
    },
  },
};

interface OpenAnalyzer {
  analyzer: Analyzer;
  close(): Promise<void>;
}

const READERS: [string, () => Promise<OpenAnalyzer>][] = [
  ['an analyzer in this thread', async () => ({ analyzer: await createAnalyzer(CONTENT), close: async () => {} })],
  [
    'an analyzer in its own thread',
    async () => {
      const analyzer = await createAnalyzerThread(CONTENT);
      return { analyzer, close: () => analyzer.close() };
    },
  ],
];

describe.each(READERS)('%s', (_, open) => {
  let opened: OpenAnalyzer;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('says what a message means and which articles answer it', async () => {
    const analysis = await opened.analyzer.analyze({ text: 'where is order 12345678', locale: 'en' });
    expect(analysis.understanding.intents[0]).toMatchObject({ intent: 'track_order', slots: { number: '12345678' } });
    const answers = await opened.analyzer.analyze({ text: 'do gift cards expire', locale: 'en' });
    expect(answers.answers[0]).toMatchObject({ articleId: 'gift-cards', title: 'Gift cards' });
  });

  test('finds articles for a query, as many as asked for', async () => {
    const [first, ...others] = await opened.analyzer.search('delivery', 'en', 1);
    expect(first).toMatchObject({ articleId: 'delivery' });
    expect(others).toEqual([]);
    expect(await opened.analyzer.search('delivery', 'fr', 3)).toEqual([]);
  });

  test('answers questions asked together each with its own answer', async () => {
    const numbers = Array.from({ length: 50 }, (__, index) => String(10_000_000 + index));
    const analyses = await Promise.all(
      numbers.map((number) => opened.analyzer.analyze({ text: `where is ${number}`, locale: 'en' })),
    );
    expect(analyses.map(({ understanding }) => understanding.entities[0]?.value)).toEqual(numbers);
  });

  test('reads any text', async () => {
    for (const text of ['', '\u0000', '\ud800', 'x'.repeat(100_000), '🎉']) {
      await expect(opened.analyzer.analyze({ text, locale: 'en' })).resolves.toHaveProperty('understanding');
    }
    expect(await opened.analyzer.analyze({ text: '🎉', locale: 'en' })).toMatchObject({
      understanding: { readable: false },
      answers: [],
    });
  });
});

test('a closed thread first answers what it was asked, then refuses', async () => {
  const analyzer = await createAnalyzerThread(CONTENT);
  const asked = analyzer.analyze({ text: 'gift card', locale: 'en' });
  await analyzer.close();
  expect((await asked).understanding.intents[0]?.intent).toBe('gift_card');
  await expect(analyzer.analyze({ text: 'gift card', locale: 'en' })).rejects.toMatchObject({ code: 'closed' });
});

/** A thread that does what a text says, and tells which thread it is and what it was asked before. */
const FRAGILE_WORKER = `
import { parentPort, threadId, workerData } from 'node:worker_threads';
const { content, progress } = workerData;
const inProgress = new BigInt64Array(progress);
if (content.version === 'untrainable') throw new Error('cannot train');
while (content.version === 'endless') {}
const asked = [];
parentPort.on('message', (questions) => {
  for (const { id, request } of questions) {
    Atomics.store(inProgress, 1, process.hrtime.bigint());
    Atomics.store(inProgress, 0, BigInt(id));
    while (request.text === 'hang') {}
    if (request.text === 'die') process.exit(1);
    asked.push(request.text);
    const analysis = { text: request.text, threadId, asked: [...asked] };
    parentPort.postMessage({ kind: 'answers', answers: [request.text === 'fail' ? { id, error: 'no luck' } : { id, analysis }] });
    Atomics.store(inProgress, 0, 0n);
  }
});
parentPort.postMessage({ kind: 'ready', notKept: [] });
`;

describe('a thread in trouble', () => {
  let folder: string;
  let workerFile: string;
  let analyzer: AnalyzerThread;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'analyzer-'));
    workerFile = join(folder, 'worker.mjs');
    await writeFile(workerFile, FRAGILE_WORKER);
    analyzer = await createAnalyzerThread(CONTENT, { workerFile, deadlineMs: 200 });
  });
  afterAll(async () => {
    await analyzer.close();
    await rm(folder, { recursive: true });
  });
  const read = (text: string, conversationId = 'c') => analyzer.analyze({ text, locale: 'en', conversationId });

  test.each([
    ['die', 'crashed'],
    ['hang', 'too_slow'],
  ])('a thread told to %s rejects that text alone; the next one answers what waited', async (text, code) => {
    const before = await read('before');
    const waiting = ['one', 'two', 'three'].map((other) => read(other, other));
    const [ended, ...answered] = await Promise.allSettled([read(text, 'bad'), ...waiting]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { code } });
    expect(answered).toMatchObject(['one', 'two', 'three'].map((other) => ({ value: { text: other } })));
    expect(await read('after')).not.toMatchObject({ threadId: (before as unknown as { threadId: number }).threadId });
  });

  test('each of several texts that hang is rejected, one thread after the other', async () => {
    const ended = await Promise.allSettled(['a', 'b', 'c'].map((conversation) => read('hang', conversation)));
    expect(ended).toMatchObject(Array(3).fill({ status: 'rejected', reason: { code: 'too_slow' } }));
    expect(await read('fine')).toMatchObject({ text: 'fine' });
  });

  test('a text that cannot be read is rejected alone', async () => {
    const [failed, fine] = await Promise.allSettled([read('fail'), read('fine')]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'failed' } });
    expect(fine.status).toBe('fulfilled');
  });

  test('while one conversation floods the analyzer, another is answered after a few of its texts', async () => {
    const flood = Array.from({ length: 500 }, (_, index) => read(`flood ${index}`, 'flood'));
    const calm = await read('calm', 'calm');
    expect(
      (calm as unknown as { asked: string[] }).asked.filter((text) => text.startsWith('flood')).length,
    ).toBeLessThan(100);
    await Promise.all(flood);
  });

  test('training that fails, or takes too long, is told to whoever starts the thread', async () => {
    const untrainable = createAnalyzerThread({ ...CONTENT, version: 'untrainable' }, { workerFile });
    await expect(untrainable).rejects.toMatchObject({ code: 'untrained', cause: { message: 'cannot train' } });
    const endless = createAnalyzerThread({ ...CONTENT, version: 'endless' }, { workerFile, trainingDeadlineMs: 300 });
    await expect(endless).rejects.toMatchObject({
      code: 'untrained',
      cause: { message: 'Training took longer than 0.3 seconds' },
    });
  });
});
