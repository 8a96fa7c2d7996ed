/** Who works when, and how soon customers are to be taken up. */
export interface StaffingSettings {
  /** This share of customers is to be taken up within this time. */
  targetShare: number;
  withinMs: number;
  /** How many tickets one person handles at the same time. */
  chatsAtOnce: number;
  /** By the clock on the wall, from midnight. */
  shifts: readonly { name: string; fromMs: number; lengthMs: number }[];
  /** `not` are weekdays from 0 for Monday, `prefers` names of shifts. */
  agents: readonly { name: string; mostHours: number; not: readonly number[]; prefers: readonly string[] }[];
}
