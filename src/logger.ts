import { destination, type Logger, pino } from 'pino';

/** How much waits to be written where writing is slow or the disk is full; what is more is not logged. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** Writes JSON lines to the standard output; one that cannot be written is lost, and nothing else. */
export function createLogger(level: string): Logger {
  const output = destination({ dest: 1, sync: true, maxLength: MAX_WAITING_BYTES });
  output.on('error', () => {});
  return pino({ level }, output);
}
