/** Ends a command that cannot go on: the reason on the error output, and the exit code to come. */
export function fail(error: unknown): void {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && path !== undefined) return `${path}: there is no such file or folder.`;
  if ((code === 'EACCES' || code === 'EPERM') && path !== undefined) return `${path}: access is not allowed.`;
  return error.message;
}
