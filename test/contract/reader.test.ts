import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReader } from '../../src/desk/reader.ts';
import { createReaderThread, type ReaderThread } from '../../src/desk/reader-thread.ts';
import type { DeskContent } from '../../src/domain/content.ts';
import type { Reader } from '../../src/domain/reading.ts';

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
          updated: '2024-01-01',
          body: 'Gift cards are valid for three years.',
        },
        {
          id: 'delivery',
          locale: 'en',
          title: 'Delivery times',
          alternates: ['how long does delivery take'],
          tags: [],
          updated: '2024-01-01',
          body: 'Parcels arrive within two working days.',
        },
      ],
    },
  },
};

interface OpenReader {
  reader: Reader;
  close(): Promise<void>;
}

const READERS: [string, () => Promise<OpenReader>][] = [
  ['a reader in this thread', async () => ({ reader: await createReader(CONTENT), close: async () => {} })],
  [
    'a reader in its own thread',
    async () => {
      const reader = await createReaderThread(CONTENT);
      return { reader, close: () => reader.close() };
    },
  ],
];

describe.each(READERS)('%s', (_, open) => {
  let opened: OpenReader;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('says what a message means and which articles answer it', async () => {
    const reading = await opened.reader.read({ text: 'where is order 12345678', locale: 'en' });
    expect(reading.understanding.intents[0]).toMatchObject({ intent: 'track_order', slots: { number: '12345678' } });
    const answers = await opened.reader.read({ text: 'do gift cards expire', locale: 'en' });
    expect(answers.answers[0]).toMatchObject({ articleId: 'gift-cards', title: 'Gift cards' });
  });

  test('finds articles for a query, as many as asked for', async () => {
    const [first, ...others] = await opened.reader.search('delivery', 'en', 1);
    expect(first).toMatchObject({ articleId: 'delivery' });
    expect(others).toEqual([]);
    expect(await opened.reader.search('delivery', 'fr', 3)).toEqual([]);
  });

  test('answers questions asked together each with its own answer', async () => {
    const numbers = Array.from({ length: 50 }, (__, index) => String(10_000_000 + index));
    const readings = await Promise.all(
      numbers.map((number) => opened.reader.read({ text: `where is ${number}`, locale: 'en' })),
    );
    expect(readings.map(({ understanding }) => understanding.entities[0]?.value)).toEqual(numbers);
  });

  test('reads any text', async () => {
    for (const text of ['', '\u0000', '\ud800', 'x'.repeat(100_000), '🎉']) {
      await expect(opened.reader.read({ text, locale: 'en' })).resolves.toHaveProperty('understanding');
    }
    expect(await opened.reader.read({ text: '🎉', locale: 'en' })).toMatchObject({
      understanding: { readable: false },
      answers: [],
    });
  });
});

test('a closed thread first answers what it was asked, then refuses', async () => {
  const reader = await createReaderThread(CONTENT);
  const asked = reader.read({ text: 'gift card', locale: 'en' });
  await reader.close();
  expect((await asked).understanding.intents[0]?.intent).toBe('gift_card');
  await expect(reader.read({ text: 'gift card', locale: 'en' })).rejects.toMatchObject({ code: 'closed' });
});

/** A thread that dies when asked to, and counts the batches it gets. */
const FRAGILE_WORKER = `
import { parentPort, workerData } from 'node:worker_threads';
if (workerData.version === 'untrainable') throw new Error('cannot train');
let batches = 0;
parentPort.on('message', (questions) => {
  batches += 1;
  if (questions.some(({ request }) => request.text === 'die')) process.exit(1);
  const answers = questions.map(({ id, request }) =>
    request.text === 'fail' ? { id, error: 'no luck' } : { id, reading: { text: request.text, batches } });
  parentPort.postMessage({ kind: 'answers', answers });
});
parentPort.postMessage({ kind: 'ready' });
`;

describe('a thread in trouble', () => {
  let folder: string;
  let workerFile: string;
  let reader: ReaderThread;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reader-'));
    workerFile = join(folder, 'worker.mjs');
    await writeFile(workerFile, FRAGILE_WORKER);
    reader = await createReaderThread(CONTENT, { workerFile });
  });
  afterAll(async () => {
    await reader.close();
    await rm(folder, { recursive: true });
  });
  const read = (text: string) => reader.read({ text, locale: 'en' });

  test('a thread that dies rejects what it was asked, and the next one answers', async () => {
    const [lost, alsoLost] = await Promise.allSettled([read('hello'), read('die')]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'crashed' } });
    expect(alsoLost).toMatchObject({ status: 'rejected', reason: { code: 'crashed' } });
    expect(await read('hello')).toMatchObject({ text: 'hello', batches: 1 });
  });

  test('what is asked in one tick goes to the thread together', async () => {
    const [first, second] = await Promise.all([read('one'), read('two')]);
    expect(first).toMatchObject({ text: 'one' });
    expect(second).toEqual({ ...first, text: 'two' });
  });

  test('a text that cannot be read is rejected alone', async () => {
    const [failed, fine] = await Promise.allSettled([read('fail'), read('fine')]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'failed' } });
    expect(fine.status).toBe('fulfilled');
  });

  test('training that fails is told to whoever starts the thread', async () => {
    const untrainable = createReaderThread({ ...CONTENT, version: 'untrainable' }, { workerFile });
    await expect(untrainable).rejects.toMatchObject({ code: 'crashed', cause: { message: 'cannot train' } });
  });
});
