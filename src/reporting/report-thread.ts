/** Reports made in a thread of their own, so that nobody else waits for them. */

import { Worker } from 'node:worker_threads';
import type { DeskSettings } from '../config/desk-file.ts';
import type { DeskContent } from '../domain/content.ts';
import type { LeavingCustomer } from '../domain/leaving-customer.ts';
import type { ReportRequest } from '../insights/create-report.ts';
import type { Report } from '../insights/report.ts';
import { type ReportContent, reportContentOf } from '../insights/report-content.ts';
import type { ExpectedWait } from '../insights/waiting/wait-model.ts';
import { findUpwards } from '../lib/find-upwards.ts';
import type { Finding } from '../lib/statistics/finding.ts';
import type { DrawnFor } from './draw-report.ts';

/** What of `desk.yaml` reports are made with. */
export type ReportDeskSettings = Pick<
  DeskSettings,
  'sla' | 'calendars' | 'openingHours' | 'goals' | 'staffing' | 'costs' | 'policy'
>;

/** What can be worked out. */
export type ReportTask =
  | {
      kind: 'report';
      request: ReportRequest;
      drawnFor: DrawnFor;
      settings: ReportDeskSettings;
      content: ReportContent;
    }
  | { kind: 'expected_wait'; now: number }
  | { kind: 'leaving_customers'; now: number };

/** What the thread is asked; it answers in the same order. */
export interface ReportOrder {
  storeFile: string;
  timeZone: string;
  task: ReportTask;
}

/** A report that is asked for. */
export interface AskedReport extends Omit<ReportRequest, 'now'> {
  /** The end of its period; now where it is not said. */
  now?: number;
  /** Pages where it is not said. */
  drawnFor?: DrawnFor;
}

/** What it makes of an order, by the kind of its task. */
export type Made = Report | Finding<ExpectedWait> | Map<string, LeavingCustomer>;

export type ReportAnswer = { made: Made } | { error: string };

export interface ReportService {
  /**
   * Makes a report, one after the other; the same one asked for again within a minute is the one that was made.
   * @throws ReportError where it cannot be made, with what to do about it
   */
  make(asked: AskedReport): Promise<Report>;
  /** What somebody who is handed over now may expect. @throws ReportError */
  expectedWait(): Promise<Finding<ExpectedWait>>;
  /** Who is likeliest not to come back, by customers' ids. @throws ReportError */
  leavingCustomers(): Promise<Map<string, LeavingCustomer>>;
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

  async function order(task: ReportTask): Promise<Made> {
    clearTimeout(idle);
    worker ??= start();
    const answer = await ask(worker, { storeFile, timeZone, task }, timeoutMs).catch((error) => {
      void end();
      throw error;
    });
    idle = setTimeout(end, IDLE_MS).unref();
    if ('error' in answer) throw new ReportError(answer.error);
    return answer.made;
  }

  /** Orders once what was ordered before is made. */
  function orderInTurn(task: ReportTask): Promise<Made> {
    if (waiting >= MOST_WAITING) throw new ReportError('Too many reports are being made. Try again in a minute.');
    waiting += 1;
    const made = last.catch(() => undefined).then(() => order(task));
    last = made.finally(() => {
      waiting -= 1;
    });
    last.catch(() => undefined);
    return made;
  }

  async function end(): Promise<void> {
    const ended = worker;
    worker = undefined;
    clearTimeout(idle);
    await ended?.terminate();
  }

  return {
    make(asked) {
      const at = now();
      const { drawnFor = 'pages', ...request } = { now: at, ...asked };
      const key = JSON.stringify(asked);
      const known = kept.get(key);
      if (known !== undefined && at - known.at < KEPT_MS) return known.report;
      const made = { settings: settings(), content: reportContentOf(content()) };
      const report = orderInTurn({ kind: 'report', request, drawnFor, ...made }) as Promise<Report>;
      report.catch(() => kept.delete(key));
      kept.delete(key);
      kept.set(key, { at, report });
      for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
      return report;
    },
    expectedWait: async () => (await orderInTurn({ kind: 'expected_wait', now: now() })) as Finding<ExpectedWait>,
    leavingCustomers: async () =>
      (await orderInTurn({ kind: 'leaving_customers', now: now() })) as Map<string, LeavingCustomer>,
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
    const onAnswer = (answer: ReportAnswer) => finish(() => resolve(answer));
    const onError = (error: Error) => finish(() => reject(toReportError(error)));
    const onExit = () => finish(() => reject(new ReportError('The thread that makes reports has ended. Try again.')));
    const onTimeout = () => finish(() => reject(new ReportError('It took too long. Ask for a shorter period.')));
    const timeout = setTimeout(onTimeout, timeoutMs);
    // Only one's own: a worker that lost the listeners of Node's hears nothing any more.
    const finish = (end: () => void) => {
      clearTimeout(timeout);
      worker.off('message', onAnswer).off('error', onError).off('exit', onExit);
      end();
    };
    worker.once('message', onAnswer).once('error', onError).once('exit', onExit);
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
