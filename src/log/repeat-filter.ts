import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';

export interface RepeatFilterOptions {
  /** Takes one record, as JSON with a line end. */
  write(json: string): void;
  clock: Clock;
}

const WARN = 40;
const FATAL = 60;
const FIRST_INTERVAL_MS = 60_000;
const LONGEST_INTERVAL_MS = 60 * 60_000;
/** More kinds of failures than there ever are at once; beyond it they are written as they come. */
const MAX_KINDS = 500;

const recordSchema = z.looseObject({
  level: z.number(),
  msg: z.string().optional(),
  channel: z.string().optional(),
  lease: z.string().optional(),
  err: z.looseObject({ type: z.string(), message: z.string(), code: z.unknown().optional() }).optional(),
});
type LogRecord = z.infer<typeof recordSchema>;

/** A failure that has been written, and what came of it since. */
interface Repeated {
  count: number;
  last: LogRecord | undefined;
  since: number;
  intervalMs: number;
}

/**
 * Passes records on, but of warnings and errors that say the same again only how often they did: after a minute, then after
 * twice as long each time, up to an hour. One that has not come again for as long is over: what is counted by then is written, and
 * the next of its kind is news.
 */
export function createRepeatFilter({ write, clock }: RepeatFilterOptions): (json: string) => void {
  const failures = new Map<string, Repeated>();

  const begin = (kind: string): void => {
    failures.set(kind, { count: 0, last: undefined, since: clock.now(), intervalMs: FIRST_INTERVAL_MS });
    clock.schedule(clock.now() + FIRST_INTERVAL_MS, () => tell(kind));
  };
  const tell = (kind: string): void => {
    const repeated = failures.get(kind);
    if (repeated?.last === undefined) return void failures.delete(kind);
    const { count, last, since, intervalMs } = repeated;
    const now = clock.now();
    write(`${JSON.stringify({ ...last, time: now, count, forMs: now - since })}\n`);
    const next = Math.min(LONGEST_INTERVAL_MS, intervalMs * 2);
    failures.set(kind, { count: 0, last: undefined, since: now, intervalMs: next });
    clock.schedule(now + next, () => tell(kind));
  };

  return (json) => {
    const record = recordSchema.safeParse(JSON.parse(json)).data;
    if (record === undefined || record.level < WARN || record.level >= FATAL) return write(json);
    const kind = kindOf(record);
    const repeated = failures.get(kind);
    if (repeated !== undefined) {
      repeated.count += 1;
      repeated.last = record;
      return;
    }
    if (failures.size < MAX_KINDS) begin(kind);
    write(json);
  };
}

/** Two failures are of one kind when they say the same of the same thing, whatever numbers are in it. */
function kindOf({ level, msg, channel, lease, err }: LogRecord): string {
  const text = (err?.message ?? '').slice(0, 300).replace(/\d+/g, '#');
  return JSON.stringify([level, (msg ?? '').replace(/\d+/g, '#'), channel, lease, err?.type, err?.code, text]);
}
