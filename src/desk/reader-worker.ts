/** The reader's thread: trains on the content it was started with, then answers questions, a batch at a time. */

import { parentPort, workerData } from 'node:worker_threads';
import type { DeskContent } from '../domain/content.ts';
import type { Reader } from '../domain/reading.ts';
import { createReader } from './reader.ts';
import type { ReaderAnswer, ReaderQuestion, ReaderReply } from './reader-thread.ts';

/** A large batch is answered bit by bit, so that the other thread can go on with the first while this one reads the rest. */
const REPLY_SIZE = 8;

const content: DeskContent = workerData;
const reader = await createReader(content);
parentPort?.on('message', async (questions: ReaderQuestion[]) => {
  for (let start = 0; start < questions.length; start += REPLY_SIZE) {
    const answers = questions.slice(start, start + REPLY_SIZE).map((question) => answer(reader, question));
    reply({ kind: 'answers', answers: await Promise.all(answers) });
  }
});
reply({ kind: 'ready' });

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
