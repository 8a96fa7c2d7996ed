import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import type { TrainedContent } from '../../../src/ports/analyzer.ts';
import { type ReplayOptions, replay } from '../../../src/replay/replay.ts';
import type { ReplayMessage } from '../../../src/replay/tally.ts';
import { writeSmallContent } from '../../support/small-content.ts';
import { createTestAnalyzer } from '../../support/test-analyzer.ts';

let folder: string;
let trained: TrainedContent;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-simulation-test-'));
  vi.stubEnv('TMPDIR', folder); // the throwaway stores of other tests are not here
  await writeSmallContent(folder);
  const { content } = await loadContent({ root: folder });
  if (content === undefined) throw new Error('The small content has mistakes.');
  trained = { content, analyzer: await createTestAnalyzer(content) };
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function message(text: string, parts: Partial<ReplayMessage> & { line: number }): ReplayMessage {
  return { text, label: undefined, conversation: undefined, time: undefined, ...parts };
}

function run(messages: Iterable<ReplayMessage>, options: Partial<ReplayOptions> = {}) {
  return replay({
    messages: (async function* () {
      yield* messages;
    })(),
    trained,
    policy: DEFAULT_POLICY,
    logger: pino({ level: 'silent' }),
    maxFoundNothing: 20,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
}

const HOSTILE = [
  '',
  '🙂🙂🙂',
  '\uD800 lone',
  'a\0b',
  '<script>alert(1)</script>',
  "'; drop table inbox; --",
  'x'.repeat(100_000),
];

test('every message ends in exactly one of answered, clarified and escalated', async () => {
  const texts = ['can I buy a gift card', 'a human please', 'where is my order', 'asdkjh qwe', ...HOSTILE];
  const messages = Array.from({ length: 2_000 }, (_, index) =>
    message(texts[index % texts.length] ?? '', {
      line: index + 2,
      conversation: index % 3 === 0 ? undefined : `c${index % 97}`,
      time: index % 5 === 0 ? undefined : index * 700,
    }),
  );
  const result = await run(messages);
  expect(result).toMatchObject({ messages: 2_000, failed: 0 });
  expect(result.answered + result.clarified + result.escalated).toBe(2_000);
  const reasons = Object.values(result.escalationReasons).reduce((sum, count) => sum + count, 0);
  expect(reasons).toBe(result.escalated);
  expect(result.answered).toBeGreaterThan(0);
  expect(result.replies).toBeGreaterThan(0);
}, 60_000);

test('labelled messages are counted as right, wrong, offered or unknown', async () => {
  const result = await run([
    message('can I buy a gift card', { line: 2, label: 'gift_card' }),
    message('how long is a gift card valid', { line: 3, label: 'track_order' }),
    message('a human please', { line: 4, label: 'contact_human_agent' }),
    message('where is my order 100234', { line: 5, label: 'of_another_desk' }),
    message('where is my order 100234', { line: 6 }),
  ]);
  expect(result).toMatchObject({ messages: 5, conversations: 5, labelled: 4, rightIntent: 2 });
  expect(result).toMatchObject({ answeredLabelled: 3, answeredRight: 1 });
  expect(result.unknownLabels).toEqual({ names: ['of_another_desk'], messages: 1 });
  expect(result.confusions).toEqual([
    {
      label: 'track_order',
      takenFor: 'gift_card',
      messages: 1,
      example: { line: 3, text: 'how long is a gift card valid' },
    },
  ]);
});

test('messages of a conversation that follow each other quickly are one turn, and others are not', async () => {
  const order = { conversation: 'a' };
  const burst = await run([
    message('hello there, where is', { line: 2, ...order, time: 0 }),
    message('my order 100234', { line: 3, ...order, time: 800 }),
  ]);
  expect(burst).toMatchObject({ messages: 2, conversations: 1, answered: 2, replies: 1 });
  const apart = await run([
    message('where is my order 100234', { line: 2, ...order, time: 0 }),
    message('can I buy a gift card', { line: 3, ...order, time: 9_000 }),
  ]);
  expect(apart).toMatchObject({ messages: 2, conversations: 1, answered: 2, replies: 2 });
});

test('a value that was asked for is taken from the next message of the conversation', async () => {
  const result = await run([
    message('what happened to my order', { line: 2, conversation: 'a', label: 'track_order' }),
    message('100234', { line: 3, conversation: 'a', label: 'track_order' }),
  ]);
  expect(result).toMatchObject({ answered: 2, asked: 1, rightIntent: 2, conversations: 1 });
});

test('what is written after a handover counts as escalated', async () => {
  const result = await run([
    message('a human please', { line: 2, conversation: 'a' }),
    message('can I buy a gift card', { line: 3, conversation: 'a' }),
  ]);
  expect(result).toMatchObject({ escalated: 2, escalationReasons: { requested: 1, held: 1 } });
});

test('ended early, it reports what was played and leaves nothing behind', async () => {
  const controller = new AbortController();
  function* endless() {
    for (let line = 2; ; line += 1) yield message('a human please', { line });
  }
  const result = await run(endless(), { signal: controller.signal, onProgress: () => controller.abort() });
  expect(result.messages).toBeGreaterThan(0);
  expect(result.escalated).toBe(result.messages);
  expect(await replayFolders()).toEqual([]);
});

test('a file that breaks while it is read ends the replay with its error and leaves nothing behind', async () => {
  function* broken() {
    yield message('a human please', { line: 2 });
    throw new Error('the disk is gone');
  }
  await expect(run(broken())).rejects.toThrow('the disk is gone');
  expect(await replayFolders()).toEqual([]);
});

async function replayFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('relaydesk-simulation-'));
}
