/** When staff get their weekly digest, by the clock on the wall of the desk's time zone. */
export interface DigestSettings {
  /** From 0 for Monday to 6 for Sunday. */
  weekday: number;
  /** Milliseconds since midnight. */
  timeOfDayMs: number;
}
