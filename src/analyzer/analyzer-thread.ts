import { Worker } from 'node:worker_threads';
import type { Analysis, AnalysisRequest, ArticleMatch } from '../domain/analysis.ts';
import type { ArticleAudience, DeskContent } from '../domain/content.ts';
import type { SentenceEncoderName } from '../domain/sentence-encoders.ts';
import { FairQueue } from '../lib/fair-queue.ts';
import { findUpwards } from '../lib/find-upwards.ts';
import type { Analyzer } from '../ports/analyzer.ts';

/** What the analyzer's thread is asked; the answer carries the same id. */
export type AnalyzerQuestion = { id: number } & (
  | { kind: 'analyze'; request: AnalysisRequest }
  | { kind: 'search'; query: string; locale: string; top: number; audience: ArticleAudience | undefined }
);

/** The answer to a question: the part that was asked for, or why there is none. */
export interface AnalyzerAnswer {
  id: number;
  analysis?: Analysis;
  articles?: ArticleMatch[];
  error?: string;
}

/** What the thread says: that it is trained, and why models were not kept; or its answers to a batch of questions. */
export type AnalyzerReply = { kind: 'ready'; notKept: string[] } | { kind: 'answers'; answers: AnalyzerAnswer[] };

/** What the thread is started with. */
export interface AnalyzerWorkerData {
  content: DeskContent;
  /** Of a `BigInt64Array`: the question being answered (0 for none), and since when, in `process.hrtime` nanoseconds. */
  progress: SharedArrayBuffer;
  /** Where trained models are kept, if they are. */
  modelsFolder: string | undefined;
  /** The sentence encoder to learn with. */
  embedding: SentenceEncoderName | undefined;
}

/**
 * Because of the text: `too_slow` to be read in time, `crashed` while it was read, `failed` to be read. Because of the analyzer:
 * `untrained`, `closed` as another one is in force, `not_built` as the program is incomplete.
 */
export type AnalyzerErrorCode = 'too_slow' | 'crashed' | 'failed' | 'untrained' | 'closed' | 'not_built';

/** Why a text could not be read. */
export class AnalyzerError extends Error {
  override readonly name = 'AnalyzerError';
  readonly code: AnalyzerErrorCode;

  constructor(code: AnalyzerErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

export interface AnalyzerThreadOptions {
  /** The compiled file that the thread runs; Relaydesk's own when not given. */
  workerFile?: string;
  /** How long answering one question may take, from when the thread begins with it. */
  deadlineMs?: number;
  /** How long training may take. */
  trainingDeadlineMs?: number;
  /** Where trained models are kept, so that content which has not changed is not trained again; they are not when not given. */
  modelsFolder?: string | undefined;
  /** The sentence encoder to learn with, which is installed; none when not given. */
  embedding?: SentenceEncoderName | undefined;
  /** Told why a model could not be kept. */
  onNotKept?: (reason: string) => void;
}

/** Resolves once what was asked has been answered; later questions are rejected with `closed`. */
export type AnalyzerThread = Analyzer & { close(): Promise<void> };

/** Many times what the longest text takes. */
const DEADLINE_MS = 3_000;
/** Many times what the largest content tried takes on a slow machine. */
const TRAINING_DEADLINE_MS = 300_000;
/** Enough that the thread is never idle while this one waits for the disk; what is more waits in a fair order. */
const MAX_UNDER_WAY = 64;
const MAX_CHARACTERS_UNDER_WAY = 8_000;
/** What a question costs beside its text, in characters that take as long. */
const BASE_COST = 50;

/**
 * An analyzer in a thread of its own, so that neither training nor reading keeps this one busy. Resolves once it is trained.
 * Conversations are read in a fair order, however much some of them ask. A question that misses its deadline, or that the
 * thread dies of, is rejected alone: the thread is replaced and asked the others again.
 * @throws AnalyzerError when the thread cannot be started or its training fails
 */
export async function createAnalyzerThread(
  content: DeskContent,
  options: AnalyzerThreadOptions = {},
): Promise<AnalyzerThread> {
  const thread = new ThreadedAnalyzer(content, options);
  await thread.start();
  return thread;
}

interface Asked {
  key: string;
  question: AnalyzerQuestion;
  characters: number;
  settle(answer: AnalyzerAnswer): void;
  reject(error: AnalyzerError): void;
}

class ThreadedAnalyzer implements AnalyzerThread {
  readonly #content: DeskContent;
  readonly #workerFile: string;
  readonly #deadlineMs: number;
  readonly #trainingDeadlineMs: number;
  readonly #options: AnalyzerThreadOptions;
  readonly #queue = new FairQueue<Asked>();
  readonly #underWay = new Map<number, Asked>();
  #worker: Worker | undefined;
  #progress = new BigInt64Array(new SharedArrayBuffer(16));
  #isReady = false;
  #lastId = 0;
  #isClosed = false;
  #isSending = false;
  #watch: NodeJS.Timeout | undefined;
  #onIdle: (() => void) | undefined;

  constructor(content: DeskContent, options: AnalyzerThreadOptions) {
    this.#content = content;
    this.#options = options;
    this.#workerFile = options.workerFile ?? builtWorkerFile();
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#trainingDeadlineMs = options.trainingDeadlineMs ?? TRAINING_DEADLINE_MS;
  }

  /** Resolves once the thread is trained. Questions may be asked before: they wait. */
  start(): Promise<void> {
    this.#progress = new BigInt64Array(new SharedArrayBuffer(16));
    const { modelsFolder, embedding, onNotKept } = this.#options;
    const progress = this.#progress.buffer;
    const workerData: AnalyzerWorkerData = { content: this.#content, progress, modelsFolder, embedding };
    const worker = new Worker(this.#workerFile, { workerData });
    this.#worker = worker;
    this.#isReady = false;
    return new Promise((resolve, reject) => {
      let cause: unknown;
      const training = setTimeout(() => {
        cause = new Error(`Training took longer than ${this.#trainingDeadlineMs / 1_000} seconds`);
        void worker.terminate();
      }, this.#trainingDeadlineMs);
      worker.on('message', (reply: AnalyzerReply) => {
        if (reply.kind === 'answers') return this.#settle(reply.answers);
        clearTimeout(training);
        for (const reason of reply.notKept) onNotKept?.(reason);
        this.#isReady = true;
        this.#send();
        resolve();
      });
      worker.on('error', (error) => {
        cause ??= error;
      });
      worker.on('exit', () => {
        clearTimeout(training);
        this.#afterExit(cause);
        reject(untrained(cause));
      });
    });
  }

  analyze(request: AnalysisRequest): Promise<Analysis> {
    const question = { id: this.#nextId(), kind: 'analyze' as const, request };
    return this.#ask(request.conversationId ?? '', question, request.text, (answer) => answer.analysis);
  }

  search(query: string, locale: string, top: number, audience?: ArticleAudience): Promise<ArticleMatch[]> {
    const question = { id: this.#nextId(), kind: 'search' as const, query, locale, top, audience };
    return this.#ask('', question, query, (answer) => answer.articles);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (!this.#isIdle()) await new Promise<void>((resolve) => (this.#onIdle = resolve));
    clearTimeout(this.#watch);
    await this.#worker?.terminate();
  }

  #isIdle(): boolean {
    return this.#underWay.size === 0 && this.#queue.size === 0;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #ask<T>(
    key: string,
    question: AnalyzerQuestion,
    text: string,
    take: (answer: AnalyzerAnswer) => T | undefined,
  ): Promise<T> {
    if (this.#isClosed)
      return Promise.reject(new AnalyzerError('closed', 'This analyzer is closed: ask the one in force.'));
    return new Promise<T>((resolve, reject) => {
      const settle = (answer: AnalyzerAnswer) => {
        const value = take(answer);
        if (value !== undefined) resolve(value);
        else reject(new AnalyzerError('failed', `The text could not be read: ${answer.error ?? 'no answer'}.`));
      };
      this.#enqueue({ key, question, characters: text.length, settle, reject });
    });
  }

  #enqueue(asked: Asked): void {
    this.#queue.add(asked.key, BASE_COST + asked.characters, asked);
    if (this.#isSending) return;
    this.#isSending = true;
    // What is asked in one tick is sent together.
    queueMicrotask(() => {
      this.#isSending = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#worker === undefined && this.#queue.size > 0) this.start().catch(() => {});
    if (!this.#isReady) return;
    let characters = 0;
    for (const asked of this.#underWay.values()) characters += asked.characters;
    const batch: AnalyzerQuestion[] = [];
    while (this.#underWay.size < MAX_UNDER_WAY && characters < MAX_CHARACTERS_UNDER_WAY) {
      const asked = this.#queue.take();
      if (asked === undefined) break;
      characters += asked.characters;
      this.#underWay.set(asked.question.id, asked);
      batch.push(asked.question);
    }
    if (batch.length === 0) return;
    this.#worker?.postMessage(batch);
    this.#watchProgress(this.#deadlineMs);
  }

  /** Looks after a while whether one question has been under way for too long. */
  #watchProgress(afterMs: number): void {
    this.#watch ??= setTimeout(() => {
      this.#watch = undefined;
      if (this.#underWay.size === 0) return;
      const elapsedMs = this.#questionInProgress() === undefined ? 0 : this.#elapsedMs();
      if (elapsedMs >= this.#deadlineMs) void this.#worker?.terminate();
      else this.#watchProgress(this.#deadlineMs - elapsedMs);
    }, Math.ceil(afterMs));
  }

  /** How long the thread has been with the question in progress. */
  #elapsedMs(): number {
    return Number(process.hrtime.bigint() - Atomics.load(this.#progress, 1)) / 1e6;
  }

  #questionInProgress(): Asked | undefined {
    return this.#underWay.get(Number(Atomics.load(this.#progress, 0)));
  }

  #settle(answers: AnalyzerAnswer[]): void {
    for (const answer of answers) {
      const asked = this.#underWay.get(answer.id);
      this.#underWay.delete(answer.id);
      asked?.settle(answer);
    }
    this.#send();
    if (this.#isIdle()) this.#onIdle?.();
  }

  /** A thread that had been trained is started again at once; one that never was, when it is next asked. */
  #afterExit(cause: unknown): void {
    const wasReady = this.#isReady;
    const culprit = this.#questionInProgress();
    const lost = [...this.#underWay.values()];
    this.#worker = undefined;
    this.#isReady = false;
    this.#underWay.clear();
    for (const asked of lost) if (asked !== culprit) this.#queue.add(asked.key, BASE_COST + asked.characters, asked);
    culprit?.reject(this.#explainEnd(cause));
    if (!wasReady) this.#rejectAll(cause);
    if (this.#isIdle()) this.#onIdle?.();
    if (wasReady && !(this.#isClosed && this.#isIdle())) this.start().catch(() => {});
  }

  /** Why the question that was under way when the thread ended has no answer. */
  #explainEnd(cause: unknown): AnalyzerError {
    if (cause === undefined && this.#elapsedMs() >= this.#deadlineMs) {
      return new AnalyzerError('too_slow', `The text could not be read within ${this.#deadlineMs / 1_000} seconds.`);
    }
    return new AnalyzerError('crashed', "The analyzer's thread died while it read this text.", { cause });
  }

  #rejectAll(cause: unknown): void {
    for (let asked = this.#queue.take(); asked !== undefined; asked = this.#queue.take()) {
      asked.reject(untrained(cause));
    }
  }
}

function untrained(cause: unknown): AnalyzerError {
  return new AnalyzerError('untrained', 'No analyzer could be trained on the content.', { cause });
}

const WORKER = 'dist/src/analyzer/analyzer-worker.js';

/** The built worker of the project this file belongs to, whether it runs from the sources or from what was built. */
function builtWorkerFile(): string {
  const file = findUpwards(import.meta.dirname, WORKER);
  if (file === undefined) throw new AnalyzerError('not_built', `${WORKER} is missing: run "npm run build".`);
  return file;
}
