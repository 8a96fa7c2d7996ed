/** What can be told of an error. Anything can be thrown, also what is no error and has no text. */

/** What it says of itself. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : `${typeof error} thrown`;
}

/** The code of a system's error, such as `ENOENT`; undefined of every other. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why something was not reached: of the error behind the error, as behind a "fetch failed", the code or the message. */
export function reasonOf(error: unknown): string {
  const behind = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return codeOf(behind) ?? messageOf(behind);
}
