/** A thread that works out one thing after the other from the store's file. */

import { parentPort } from 'node:worker_threads';
import { openServiceLevels } from '../config/service-levels.ts';
import { createReport } from '../insights/create-report.ts';
import { findLeavingCustomers } from '../insights/customers/leaving-customers.ts';
import { findCurrentWait } from '../insights/waiting/current-wait.ts';
import { messageOf } from '../lib/errors.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { drawReport } from './draw-report.ts';
import type { Made, ReportAnswer, ReportOrder } from './report-thread.ts';

parentPort?.on('message', async (order: ReportOrder) => {
  const answer: ReportAnswer = await make(order).then(
    (made) => ({ made }),
    (error) => ({ error: messageOf(error) }),
  );
  parentPort?.postMessage(answer);
});

async function make({ storeFile, timeZone, task }: ReportOrder): Promise<Made> {
  const { read, close } = await openStoreReader(storeFile, { isOpenInProcess: true });
  try {
    if (task.kind === 'expected_wait') return await findCurrentWait(read.facts, { now: task.now, timeZone });
    if (task.kind === 'leaving_customers') return await findLeavingCustomers(read.facts, task.now);
    const { request, drawnFor, settings, content } = task;
    const { goals, staffing, costs } = settings;
    const { minScores } = settings.policy;
    const levels = openServiceLevels(settings, await read.serviceLevels.calendarVersions());
    const made = await createReport(read, request, { timeZone, levels, goals, staffing, costs, minScores, content });
    return await drawReport(made, drawnFor);
  } finally {
    close();
  }
}
