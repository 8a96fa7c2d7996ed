/** What becomes of errors that nothing caught. */

import type { Logger } from 'pino';
import { currentBoundary } from '../adapters/shared/error-boundary.ts';

export interface ProcessGuard {
  /** What is to be stopped before the process ends; nothing at first. */
  stop(): Promise<void>;
}

/** How long stopping may take before the process ends all the same, since nothing accepted can be lost by that. */
export const STOP_TIMEOUT_MS = 4_500;

/**
 * From now on an error of a platform's adapter ends that platform's connection, and any other the process: it says why, stops what
 * it can, and exits with 1 for whoever keeps it running to start it again. What cannot be written to a terminal, pipe or file
 * ends nothing.
 */
export function guardProcess(logger: Logger): ProcessGuard {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const guard: ProcessGuard = { stop: async () => {} };
  let isEnding = false;

  const end = (error: unknown): void => {
    logger.fatal({ err: error }, 'the process ends: nothing caught this error');
    if (isEnding) return;
    isEnding = true;
    const what = error instanceof Error ? (error.stack ?? error.message) : typeof error;
    process.stderr.write(`Relaydesk ends, as nothing caught this error; all it has accepted is safe: ${what}\n`);
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS);
    guard.stop().finally(() => process.exit(1));
  };
  const take = (error: unknown): void => {
    try {
      const boundary = currentBoundary();
      if (boundary === undefined) end(error);
      else boundary.take(error);
    } catch (another) {
      end(another);
    }
  };
  process.on('uncaughtException', take);
  process.on('unhandledRejection', take);
  return guard;
}
