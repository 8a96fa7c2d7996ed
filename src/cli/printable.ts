/** Names that others chose, such as that of a server or a staff member, may not steer the terminal. */
export function toPrintable(line: string): string {
  return line.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\u{fffd}');
}
