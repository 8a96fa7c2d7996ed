import type { Calendar } from './calendar.ts';

/** When the desk opens next, in epoch milliseconds; undefined while it is open, and where it never opens again. */
export function nextOpening(calendar: Calendar, now: number): number | undefined {
  const firstUsed = calendar.deadline(now, 1);
  return firstUsed === undefined || firstUsed === now + 1 ? undefined : firstUsed - 1;
}
