/** What can be set to happen later in a conversation; at most one of each kind. */
export const TIMER_KINDS = [
  'reminder',
  'supervisor',
  'wake_snoozed',
  'close_resolved',
  'sla_step',
  'follow_up',
  'quiet_customer',
] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];
