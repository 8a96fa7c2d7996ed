/** Names that others chose, such as a Discord server's or a staff member's, may not steer the terminal. */
export function toPrintable(line: string): string {
  return line.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\u{fffd}');
}
