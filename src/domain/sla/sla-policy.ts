/** What customers were promised: which policy a ticket falls under, and its targets in business time. */

/** Until a staff member answers at first; until one answers what the customer wrote later; until the ticket is resolved. */
export const TARGETS = ['first_reply', 'next_reply', 'resolution'] as const;
export type Target = (typeof TARGETS)[number];

/** What is done when the time of a target was used up so long ago, in milliseconds of business time. */
export interface LadderStep {
  overdueMs: number;
  call: 'reminder' | 'team' | 'supervisor';
  /** Which team is called; undefined where none is. */
  team: string | undefined;
}

export interface SlaPolicy {
  name: string;
  /** The name of its calendar. */
  calendar: string;
  /** The tickets it is for; what is undefined makes no difference. */
  categories: readonly string[] | undefined;
  channels: readonly string[] | undefined;
  priorityAtLeast: number | undefined;
  /** How long each may take, in milliseconds of business time, more than 0; undefined where nothing is promised. */
  targetMs: Readonly<Record<Target, number | undefined>>;
  /** Warnings are due when so much business time is left, and when this share of a target is used. */
  warnBeforeMs: readonly number[];
  warnAtShares: readonly number[];
  /** Who is called when a target is not kept, each step once. */
  ladder: readonly LadderStep[];
  /** What becomes of the time used for a resolution when the ticket is opened again: it goes on, or begins at nothing. */
  reopening: 'continue' | 'restart';
}

/** What of a ticket decides its policy; `priority` is that of its opening, before any waiting, so that it stays. */
export interface PolicySubject {
  category: string;
  channel: string;
  priority: number;
}

/** The first of the policies that the ticket falls under; undefined where there is none. */
export function findPolicy(policies: readonly SlaPolicy[], ticket: PolicySubject): SlaPolicy | undefined {
  return policies.find(
    ({ categories, channels, priorityAtLeast }) =>
      (categories === undefined || categories.includes(ticket.category)) &&
      (channels === undefined || channels.includes(ticket.channel)) &&
      (priorityAtLeast === undefined || ticket.priority >= priorityAtLeast),
  );
}

/** The categories that policies name and no ticket can have: what they promise for those, nobody gets. */
export function findUnknownCategories(
  policies: readonly SlaPolicy[],
  ticketCategories: readonly string[],
): { policy: string; category: string }[] {
  return policies.flatMap(({ name, categories = [] }) =>
    categories
      .filter((category) => !ticketCategories.includes(category))
      .map((category) => ({ policy: name, category })),
  );
}

/** How much of a target is used when its warnings are due, in order, without those that would be due at once. */
export function warningsOf({ warnBeforeMs, warnAtShares }: SlaPolicy, targetMs: number): number[] {
  const usedMs = [
    ...warnBeforeMs.map((beforeMs) => targetMs - beforeMs),
    ...warnAtShares.map((share) => Math.round(targetMs * share)),
  ];
  return [...new Set(usedMs)].filter((ms) => ms > 0).toSorted((a, b) => a - b);
}
