/** The analyzer's thread: trains on the content it was started with, then answers questions, a batch at a time. */

import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../lib/errors.ts';
import type { Analyzer } from '../ports/analyzer.ts';
import { openSentenceEncoder } from '../understanding/sentence-encoder.ts';
import { createAnalyzer } from './analyzer.ts';
import type { AnalyzerAnswer, AnalyzerQuestion, AnalyzerReply, AnalyzerWorkerData } from './analyzer-thread.ts';
import { createModelFiles } from './model-files.ts';

/** A large batch is answered bit by bit, so that the other thread can go on with the first while this one reads the rest. */
const REPLY_SIZE = 8;

const { content, progress, modelsFolder, embedding }: AnalyzerWorkerData = workerData;
const inProgress = new BigInt64Array(progress);
const notKept: string[] = [];
const train = modelsFolder === undefined ? undefined : createModelFiles(modelsFolder, (reason) => notKept.push(reason));
const encoder = embedding === undefined ? undefined : await openSentenceEncoder(embedding);
const analyzer = await createAnalyzer(content, train, encoder);
parentPort?.on('message', async (questions: AnalyzerQuestion[]) => {
  for (let start = 0; start < questions.length; start += REPLY_SIZE) {
    const answers: AnalyzerAnswer[] = [];
    for (const question of questions.slice(start, start + REPLY_SIZE)) answers.push(await answerWatched(question));
    reply({ kind: 'answers', answers });
  }
});
reply({ kind: 'ready', notKept });

/** The other thread sees which question this one is at, and since when. */
async function answerWatched(question: AnalyzerQuestion): Promise<AnalyzerAnswer> {
  Atomics.store(inProgress, 1, process.hrtime.bigint());
  Atomics.store(inProgress, 0, BigInt(question.id));
  const answered = await answer(analyzer, question);
  Atomics.store(inProgress, 0, 0n);
  return answered;
}

async function answer({ analyze, search }: Analyzer, question: AnalyzerQuestion): Promise<AnalyzerAnswer> {
  const { id } = question;
  try {
    if (question.kind === 'analyze') return { id, analysis: await analyze(question.request) };
    return { id, articles: await search(question.query, question.locale, question.top, question.audience) };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

function reply(message: AnalyzerReply): void {
  parentPort?.postMessage(message);
}
