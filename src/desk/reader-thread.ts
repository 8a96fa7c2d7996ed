import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DeskContent } from '../domain/content.ts';
import type { ArticleMatch, Reader, Reading, ReadRequest } from '../domain/reading.ts';

/** What the reader's thread is asked; the answer carries the same id. */
export type ReaderQuestion = { id: number } & (
  | { kind: 'read'; request: ReadRequest }
  | { kind: 'search'; query: string; locale: string; top: number }
);

/** The answer to a question: the part that was asked for, or why there is none. */
export interface ReaderAnswer {
  id: number;
  reading?: Reading;
  articles?: ArticleMatch[];
  error?: string;
}

/** What the thread says: that it is trained, or its answers to a batch of questions. */
export type ReaderReply = { kind: 'ready' } | { kind: 'answers'; answers: ReaderAnswer[] };

export type ReaderErrorCode = 'crashed' | 'closed' | 'failed' | 'not_built';

/** Why a text could not be read. `crashed` and `failed` are worth another try: the thread is started again by itself. */
export class ReaderError extends Error {
  override readonly name = 'ReaderError';
  readonly code: ReaderErrorCode;

  constructor(code: ReaderErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

export interface ReaderThreadOptions {
  /** The compiled file that the thread runs; Relaydesk's own when not given. */
  workerFile?: string;
}

/** Resolves once what was asked has been answered; later questions are rejected with `closed`. */
export type ReaderThread = Reader & { close(): Promise<void> };

/**
 * A reader in a thread of its own, so that neither training nor reading keeps this one busy. Resolves once it is trained.
 * When the thread dies, its questions are rejected with `crashed` and it is started again.
 * @throws ReaderError when the thread cannot be started or its training fails
 */
export async function createReaderThread(
  content: DeskContent,
  options: ReaderThreadOptions = {},
): Promise<ReaderThread> {
  const thread = new ThreadedReader(content, options.workerFile ?? builtWorkerFile());
  await thread.start();
  return thread;
}

interface Waiting {
  settle(answer: ReaderAnswer): void;
  reject(error: ReaderError): void;
}

class ThreadedReader implements ReaderThread {
  private readonly content: DeskContent;
  private readonly workerFile: string;
  private readonly waiting = new Map<number, Waiting>();
  private batch: ReaderQuestion[] = [];
  private worker: Worker | undefined;
  private lastId = 0;
  private isClosed = false;
  private onIdle: (() => void) | undefined;

  constructor(content: DeskContent, workerFile: string) {
    this.content = content;
    this.workerFile = workerFile;
  }

  /** Resolves once the thread is trained. Questions may be asked before: they wait in its queue. */
  start(): Promise<void> {
    const worker = new Worker(this.workerFile, { workerData: this.content });
    this.worker = worker;
    return new Promise((resolve, reject) => {
      let cause: unknown;
      let isReady = false;
      worker.on('message', (reply: ReaderReply) => {
        isReady = true;
        if (reply.kind === 'ready') resolve();
        else this.settle(reply.answers);
      });
      worker.on('error', (error) => {
        cause = error;
      });
      worker.on('exit', () => {
        const error = new ReaderError('crashed', "The reader's thread stopped unexpectedly.", { cause });
        this.afterExit(worker, error, isReady);
        reject(error);
      });
    });
  }

  read(request: ReadRequest): Promise<Reading> {
    return this.ask({ id: this.nextId(), kind: 'read', request }, (answer) => answer.reading);
  }

  search(query: string, locale: string, top: number): Promise<ArticleMatch[]> {
    return this.ask({ id: this.nextId(), kind: 'search', query, locale, top }, (answer) => answer.articles);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.waiting.size > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
    await this.worker?.terminate();
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  private ask<T>(question: ReaderQuestion, take: (answer: ReaderAnswer) => T | undefined): Promise<T> {
    if (this.isClosed) return Promise.reject(new ReaderError('closed', 'This reader is closed: ask the one in force.'));
    return new Promise<T>((resolve, reject) => {
      const settle = (answer: ReaderAnswer) => {
        const value = take(answer);
        if (value !== undefined) resolve(value);
        else reject(new ReaderError('failed', `The text could not be read: ${answer.error ?? 'no answer'}.`));
      };
      this.waiting.set(question.id, { settle, reject });
      if (this.batch.length === 0) queueMicrotask(() => this.sendBatch());
      this.batch.push(question);
    });
  }

  /** Sends together what was asked in the same tick. */
  private sendBatch(): void {
    const questions = this.batch;
    this.batch = [];
    if (this.worker === undefined) this.start().catch(() => {});
    this.worker?.postMessage(questions);
  }

  private settle(answers: ReaderAnswer[]): void {
    for (const answer of answers) {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      waiting?.settle(answer);
    }
    if (this.waiting.size === 0) this.onIdle?.();
  }

  /** A thread that had been trained is started again at once; one that never was, when it is next asked. */
  private afterExit(worker: Worker, error: ReaderError, wasReady: boolean): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    this.batch = [];
    for (const waiting of lost) waiting.reject(error);
    this.onIdle?.();
    if (wasReady && !this.isClosed) this.start().catch(() => {});
  }
}

const WORKER = join('dist', 'src', 'desk', 'reader-worker.js');

/** The built worker of the project this file belongs to, whether it runs from the sources or from what was built. */
function builtWorkerFile(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const file = join(folder, WORKER);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) {
      throw new ReaderError('not_built', `${WORKER} is missing: run "npm run build".`);
    }
  }
}
