/** Reports made in a thread of their own, so that nobody else waits for them. */

import { Worker } from 'node:worker_threads';
import type { DeskSettings } from '../config/desk-file.ts';
import type { DeskContent } from '../domain/content.ts';
import { type TrialContent, trialContentOf } from '../insights/bandit/trial-report.ts';
import type { ReportRequest } from '../insights/create-report.ts';
import type { Report } from '../insights/report.ts';
import { findUpwards } from '../lib/find-upwards.ts';

/** What of `desk.yaml` reports are made with. */
export type ReportDeskSettings = Pick<DeskSettings, 'sla' | 'calendars' | 'openingHours' | 'goals' | 'staffing'>;

/** What the thread is asked; it answers in the same order. */
export interface ReportOrder {
  storeFile: string;
  timeZone: string;
  request: ReportRequest;
  settings: ReportDeskSettings;
  trialContent: TrialContent;
}

export type ReportAnswer = { report: Report } | { error: string };

export interface ReportService {
  /**
   * Makes a report, one after the other; the same one asked for again within a minute is the one that was made.
   * @throws ReportError where it cannot be made, with what to do about it
   */
  make(request: Omit<ReportRequest, 'now'>): Promise<Report>;
  /** Ends the thread; what is under way fails. */
  stop(): Promise<void>;
}

/** Why there is no report, for the reader. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

export interface ReportServiceOptions {
  storeFile: string;
  timeZone: string;
  settings(): ReportDeskSettings;
  content(): DeskContent;
  now(): number;
  /** How long one may take. */
  timeoutMs?: number;
}

const WORKER = 'dist/src/reporting/report-worker.js';
const DEFAULT_TIMEOUT_MS = 60_000;
const KEPT_MS = 60_000;
const MOST_KEPT = 50;
/** A thread that has nothing to do gives its memory back. */
const IDLE_MS = 60_000;
/** A year of a million messages fits, and whoever runs the desk has the rest of the memory. */
const MOST_HEAP_MB = 272;
/** More waiting than this are turned away. */
const MOST_WAITING = 20;

/** Makes reports from a store's file. The thread is started when the first one is asked for. */
export function createReportService(options: ReportServiceOptions): ReportService {
  const { storeFile, timeZone, settings, content, now, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const kept = new Map<string, { at: number; report: Promise<Report> }>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function order(request: ReportRequest): Promise<Report> {
    clearTimeout(idle);
    worker ??= start();
    const answer = await ask(
      worker,
      { storeFile, timeZone, request, settings: settings(), trialContent: trialContentOf(content()) },
      timeoutMs,
    ).catch((error) => {
      void end();
      throw error;
    });
    idle = setTimeout(end, IDLE_MS).unref();
    if ('error' in answer) throw new ReportError(answer.error);
    return answer.report;
  }

  async function end(): Promise<void> {
    const ended = worker;
    worker = undefined;
    clearTimeout(idle);
    await ended?.terminate();
  }

  return {
    make(asked) {
      const request = { ...asked, now: now() };
      const key = JSON.stringify(asked);
      const known = kept.get(key);
      if (known !== undefined && request.now - known.at < KEPT_MS) return known.report;
      if (waiting >= MOST_WAITING) throw new ReportError('Too many reports are being made. Try again in a minute.');
      waiting += 1;
      const report = last.catch(() => undefined).then(() => order(request));
      last = report.finally(() => {
        waiting -= 1;
      });
      last.catch(() => kept.delete(key));
      kept.delete(key);
      kept.set(key, { at: request.now, report });
      for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
      return report;
    },
    stop: end,
  };
}

function start(): Worker {
  const file = findUpwards(import.meta.dirname, WORKER);
  if (file === undefined) throw new ReportError(`${WORKER} is missing: run "npm run build".`);
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } });
  worker.unref();
  return worker;
}

function ask(worker: Worker, order: ReportOrder, timeoutMs: number): Promise<ReportAnswer> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(
      () => finish(() => reject(new ReportError('It took too long. Ask for a shorter period.'))),
      timeoutMs,
    );
    const finish = (end: () => void) => {
      clearTimeout(timeout);
      worker.removeAllListeners();
      end();
    };
    worker.once('error', (error) => finish(() => reject(toReportError(error))));
    worker.once('exit', () =>
      finish(() => reject(new ReportError('The thread that makes reports has ended. Try again.'))),
    );
    worker.once('message', (answer: ReportAnswer) => finish(() => resolve(answer)));
    worker.postMessage(order);
  });
}

function toReportError(error: Error & { code?: string }): ReportError {
  const words =
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? 'The period holds more than there is memory for. Ask for a shorter one.'
      : error.message;
  return new ReportError(words, { cause: error });
}
