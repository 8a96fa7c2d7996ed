/** Notices between their making and their showing, kept in the store so that each is made once and shown once. */

import { z } from 'zod';
import { DAY_MS } from '../../domain/policy.ts';
import type { StaffNotice } from '../../ports/staff-platform.ts';
import type { StoreReads, StoreTransaction } from '../../ports/store.ts';
import type { LastingAlarm } from './alarms.ts';
import type { NoticeContent } from './write-notices.ts';

const NAMESPACE = 'notices';
const ALARMS = 'alarms';
const THREAD_PREFIX = 'notice:';
/** For so long it is known that a notice was made; what could not be shown by then is not shown any more. */
const KEPT_MS = 7 * DAY_MS;
const ALARMS_KEPT_MS = 90 * DAY_MS;

/** A notice is kept like the thread of a ticket, under this name. */
export function noticeThread(id: string): string {
  return THREAD_PREFIX + id;
}

/** The id of the notice whose thread this is; undefined for another thread. */
export function noticeOfThread(thread: string): string | undefined {
  return thread.startsWith(THREAD_PREFIX) ? thread.slice(THREAD_PREFIX.length) : undefined;
}

/** Whether it is known to have been made, or that there was nothing to tell. */
export async function isMade(read: Pick<StoreReads, 'keyValues'>, id: string, now: number): Promise<boolean> {
  return (await read.keyValues.get(NAMESPACE, id, now)) !== undefined;
}

/** Writes down a notice that is to be shown, or that there is nothing to tell. False where it was made before. */
export async function keepNotice(
  tx: StoreTransaction,
  { id, content, now }: { id: string; content: NoticeContent | undefined; now: number },
): Promise<boolean> {
  if (await isMade(tx, id, now)) return false;
  const value =
    content === undefined ? '' : JSON.stringify({ at: now, ...content, pictures: content.pictures.map(toKept) });
  await tx.keyValues.set({ namespace: NAMESPACE, key: id, value, expiresAt: now + KEPT_MS });
  if (content !== undefined) await tx.staffThreads.requestUpdate(noticeThread(id), now);
  return true;
}

/** A notice that is to be shown; undefined where it is kept no longer. */
export async function readNotice(
  read: Pick<StoreReads, 'keyValues'>,
  id: string,
  now: number,
): Promise<StaffNotice | undefined> {
  const value = await read.keyValues.get(NAMESPACE, id, now);
  if (value === undefined || value === '') return undefined;
  const { pictures, ...notice } = keptNotice.parse(JSON.parse(value));
  return {
    id,
    ...notice,
    pictures: pictures.map(({ png, ...rest }) => ({ ...rest, png: Buffer.from(png, 'base64') })),
  };
}

function toKept({ png, ...rest }: StaffNotice['pictures'][number]) {
  return { ...rest, png: Buffer.from(png).toString('base64') };
}

const keptNotice = z.object({
  at: z.number(),
  title: z.string(),
  sections: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
  notes: z.array(z.string()),
  page: z.object({ path: z.string(), text: z.string() }),
  pictures: z.array(z.object({ name: z.string(), text: z.string(), png: z.string() })),
});

const keptAlarms = z.object({
  /** The local day of the last look. */
  day: z.number(),
  lasting: z.array(
    z.object({
      about: z.string(),
      text: z.string(),
      sinceDay: z.number(),
      lastFoundDay: z.number(),
      isTold: z.boolean(),
    }),
  ),
});

/** The last look at the desk's health. */
export async function readAlarms(
  read: Pick<StoreReads, 'keyValues'>,
  now: number,
): Promise<{ day: number; lasting: LastingAlarm[] }> {
  const value = await read.keyValues.get(NAMESPACE, ALARMS, now);
  return value === undefined ? { day: Number.NEGATIVE_INFINITY, lasting: [] } : keptAlarms.parse(JSON.parse(value));
}

export async function keepAlarms(
  tx: StoreTransaction,
  alarms: { day: number; lasting: readonly LastingAlarm[] },
  now: number,
): Promise<void> {
  const value = JSON.stringify(alarms);
  await tx.keyValues.set({ namespace: NAMESPACE, key: ALARMS, value, expiresAt: now + ALARMS_KEPT_MS });
}
