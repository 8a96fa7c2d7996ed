/** A ticket, as far as it says something about whether its service level will be kept. */
export interface SlaRow {
  openedAt: number;
  /** What was known when it was opened, by name: its category, channel, priority, …; numbers as classes. The same names in every row. */
  known: Readonly<Record<string, string>>;
  /** Whether it was kept; undefined as long as nobody knows. */
  kept: boolean | undefined;
  /** When that was known; undefined where `kept` is. */
  knownAt: number | undefined;
}
