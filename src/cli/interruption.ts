/** The exit status of a command that was interrupted. */
export const INTERRUPTED = 130;

/** The first Ctrl-C or SIGTERM ends what is going on in order; another one ends the process. */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
