/** A thread that makes one report after the other from the store's file. */

import { parentPort } from 'node:worker_threads';
import { openServiceLevels } from '../config/service-levels.ts';
import { createReport } from '../insights/create-report.ts';
import type { Report } from '../insights/report.ts';
import { messageOf } from '../lib/errors.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { drawReport } from './draw-report.ts';
import type { ReportAnswer, ReportOrder } from './report-thread.ts';

parentPort?.on('message', async (order: ReportOrder) => {
  const answer: ReportAnswer = await make(order).then(
    (report) => ({ report }),
    (error) => ({ error: messageOf(error) }),
  );
  parentPort?.postMessage(answer);
});

async function make({ storeFile, timeZone, request, drawnFor, settings, trialContent }: ReportOrder): Promise<Report> {
  const reader = await openStoreReader(storeFile);
  try {
    const levels = openServiceLevels(settings, await reader.read.serviceLevels.calendarVersions());
    return await drawReport(
      await createReport(reader.read, request, {
        timeZone,
        levels,
        goals: settings.goals,
        staffing: settings.staffing,
        trialContent,
      }),
      drawnFor,
    );
  } finally {
    reader.close();
  }
}
