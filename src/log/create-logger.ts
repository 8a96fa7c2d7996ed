import { destination, type Logger, pino } from 'pino';
import type { Clock } from '../ports/clock.ts';
import { createRepeatFilter } from './repeat-filter.ts';
import { toLogLine } from './to-log-line.ts';

/** How much waits to be written where writing is slow or the disk is full; what is more is not logged. */
const MAX_WAITING_BYTES = 1024 * 1024;

export interface LoggerOptions {
  level: string;
  /** `lines` for people, `json` for programs; `auto` is lines in a terminal and JSON everywhere else. */
  format: 'auto' | 'lines' | 'json';
  clock: Clock;
}

/**
 * Writes to the standard output, a failure that repeats itself as a count. What cannot be written is lost, and nothing else.
 */
export function createLogger({ level, format, clock }: LoggerOptions): Logger {
  const output = destination({ dest: 1, sync: true, maxLength: MAX_WAITING_BYTES });
  output.on('error', () => {});
  const isForPeople = format === 'lines' || (format === 'auto' && process.stdout.isTTY === true);
  const write = isForPeople ? (json: string) => output.write(toLogLine(json)) : (json: string) => output.write(json);
  return pino({ level }, { write: createRepeatFilter({ write, clock }) });
}
