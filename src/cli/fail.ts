/** Ends a command that cannot go on: the reason on the error output, and the exit code to come. */
export function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
