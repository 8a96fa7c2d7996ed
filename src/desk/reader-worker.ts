/** The reader's thread: trains on the content it was started with, then answers questions, a batch at a time. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Reader } from '../domain/reading.ts';
import { createReader } from './reader.ts';
import type { ReaderAnswer, ReaderQuestion, ReaderReply, ReaderWorkerData } from './reader-thread.ts';

/** A large batch is answered bit by bit, so that the other thread can go on with the first while this one reads the rest. */
const REPLY_SIZE = 8;

const { content, progress }: ReaderWorkerData = workerData;
const inProgress = new BigInt64Array(progress);
const reader = await createReader(content);
parentPort?.on('message', async (questions: ReaderQuestion[]) => {
  for (let start = 0; start < questions.length; start += REPLY_SIZE) {
    const answers: ReaderAnswer[] = [];
    for (const question of questions.slice(start, start + REPLY_SIZE)) answers.push(await answerWatched(question));
    reply({ kind: 'answers', answers });
  }
});
reply({ kind: 'ready' });

/** The other thread sees which question this one is at, and since when. */
async function answerWatched(question: ReaderQuestion): Promise<ReaderAnswer> {
  Atomics.store(inProgress, 1, process.hrtime.bigint());
  Atomics.store(inProgress, 0, BigInt(question.id));
  const answered = await answer(reader, question);
  Atomics.store(inProgress, 0, 0n);
  return answered;
}

async function answer({ read, search }: Reader, question: ReaderQuestion): Promise<ReaderAnswer> {
  const { id } = question;
  try {
    if (question.kind === 'read') return { id, reading: await read(question.request) };
    return { id, articles: await search(question.query, question.locale, question.top) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function reply(message: ReaderReply): void {
  parentPort?.postMessage(message);
}
