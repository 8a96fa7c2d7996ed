/** Has the weekly digest and alarms made when they are due. What is made is in the store before it is shown, whoever shows it. */

import type { DigestSettings } from '../../domain/digest.ts';
import { MINUTE_MS } from '../../domain/policy.ts';
import type { EngineContext } from '../../engine/context.ts';
import { staffThreadJob } from '../../engine/context.ts';
import { createDayReader, type DayReader, isoDay } from '../../insights/days.ts';
import { HEALTH_DAYS } from '../../insights/digest/digest.ts';
import { dueDigest, momentOf } from '../../insights/digest/due-digest.ts';
import type { Report, ReportName } from '../../insights/report.ts';
import { repeat } from '../../lib/repeat.ts';
import type { StoreReads, StoreTransaction } from '../../ports/store.ts';
import { changeAlarms } from './alarms.ts';
import { isMade, keepAlarms, keepNotice, noticeThread, readAlarms } from './kept-notices.ts';
import { alarmsIn, writeAlarms, writeDigest } from './write-notices.ts';

export interface NoticeOptions {
  context: EngineContext;
  /** Makes a report on the days before `now`, with its charts as pictures. */
  report(asked: { name: ReportName; periodDays: number; now: number; drawnFor: 'pictures' }): Promise<Report>;
  /** When staff get their digest; undefined where they want none. */
  settings(): DigestSettings | undefined;
  timeZone: string;
}

const LOOK_EVERY_MS = MINUTE_MS;
/** A report that could not be made is tried again after this. */
const RETRY_AFTER_MS = 15 * MINUTE_MS;
const WEEK_DAYS = 7;

/** Looks from now on. Returns a function that stops it and resolves when nothing is under way. */
export function startNotices(options: NoticeOptions): () => Promise<void> {
  const { clock, logger } = options.context;
  const days = createDayReader(options.timeZone);
  let notBefore = Number.NEGATIVE_INFINITY;
  return repeat(clock, LOOK_EVERY_MS, async () => {
    if (clock.now() < notBefore) return;
    try {
      await makeNotices(options, days);
    } catch (error) {
      notBefore = clock.now() + RETRY_AFTER_MS;
      logger.error({ err: error }, 'what staff are told every week or day could not be made; trying again');
    }
  });
}

/**
 * Makes what is due and not made yet; of several processes that do so at once one keeps what it made.
 * @throws ReportError, StoreError
 */
export async function makeNotices(options: NoticeOptions, days: DayReader): Promise<void> {
  const settings = options.settings();
  if (settings === undefined || options.context.staffPlatform === undefined) return;
  await makeDigest(options, settings, days);
  await lookForAlarms(options, settings, days);
}

async function makeDigest(
  { context, report }: NoticeOptions,
  settings: DigestSettings,
  days: DayReader,
): Promise<void> {
  const { store, clock, policy } = context;
  const due = dueDigest(settings, days, clock.now());
  if (due === undefined) return;
  const id = `digest:${due.week}`;
  if (await isMade(store.read, id, clock.now())) return;
  const made = await report({ name: 'digest', periodDays: WEEK_DAYS, now: due.until, drawnFor: 'pictures' });
  const content = writeDigest(made, policy.deskName);
  await keepAndShow(context, id, (tx) => keepNotice(tx, { id, content, now: clock.now() }));
}

/** Once a day, from the time of the digest on. */
async function lookForAlarms(
  { context, report }: NoticeOptions,
  settings: DigestSettings,
  days: DayReader,
): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const today = days.dayOf(now);
  const isLookedAt = async (read: Pick<StoreReads, 'keyValues'>) => (await readAlarms(read, now)).day >= today;
  if (now < momentOf(days, today, settings.timeOfDayMs) || (await isLookedAt(store.read))) return;
  const until = days.startOf(today);
  const found = alarmsIn(await report({ name: 'health', periodDays: HEALTH_DAYS, now: until, drawnFor: 'pictures' }));
  const id = `alarm:${isoDay(today)}`;
  await keepAndShow(context, id, async (tx) => {
    if (await isLookedAt(tx)) return false;
    const change = changeAlarms((await readAlarms(tx, now)).lasting, found, today);
    await keepAlarms(tx, { day: today, lasting: change.lasting }, now);
    return keepNotice(tx, { id, content: writeAlarms(change), now });
  });
}

async function keepAndShow(
  { store, jobs }: EngineContext,
  id: string,
  keep: (tx: StoreTransaction) => Promise<boolean>,
): Promise<void> {
  if (await store.transaction(keep)) await jobs.wake(staffThreadJob(noticeThread(id)));
}
