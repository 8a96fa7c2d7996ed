/** Names that others chose, such as that of a server or a staff member, may not steer the terminal. */
export function toPrintable(line: string): string {
  return line.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\u{fffd}');
}

/** Whether the output is a terminal that shows colours and was not asked to do without (no-color.org). */
export function hasColours(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}
