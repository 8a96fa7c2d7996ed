/** The section of `desk.yaml` that says what customers are promised. */

import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../domain/policy.ts';
import type { SlaPolicy } from '../domain/sla/sla-policy.ts';

const minutes = z.number().positive().max(100_000);
const names = z.array(z.string().trim().min(1).max(80)).min(1).max(100);

const step = z
  .strictObject({
    overdue_minutes: z
      .number()
      .min(0)
      .max(100_000)
      .default(0)
      .describe('So long after the time is used up, in minutes of the calendar.'),
    call: z
      .enum(['reminder', 'team', 'supervisor'])
      .describe('`reminder` reminds staff, `team` calls a team, `supervisor` that of `tickets`.'),
    team: z.string().trim().min(1).max(80).optional().describe('The team that is called, such as "@payments".'),
  })
  .refine(({ call, team }) => (call === 'team') === (team !== undefined), {
    path: ['team'],
    error: 'goes with call: team, and only with that',
  });

/** Who is called where a policy does not say so: the supervisor, when the time is used up. */
const LADDER = [{ overdue_minutes: 0, call: 'supervisor' as const }];

const policy = z
  .strictObject({
    name: z.string().trim().min(1).max(80).describe('What staff see it called.'),
    calendar: z.string().describe('The calendar by which its time counts; `always` counts round the clock.'),
    categories: names.optional().describe('The categories of tickets it is for; all by default.'),
    channels: names.optional().describe('The channels it is for; all by default.'),
    priority_at_least: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe('The priority from which it holds, as it was when the ticket was opened.'),
    first_reply_minutes: minutes.optional().describe('Until a staff member answers, in minutes of the calendar.'),
    next_reply_minutes: minutes.optional().describe('Until one answers what the customer writes later.'),
    resolution_hours: minutes.optional().describe('Until the ticket is resolved, in hours of the calendar.'),
    warn_before_minutes: z
      .array(minutes)
      .max(5)
      .default([])
      .describe('Warnings are due so long before, in minutes of the calendar.'),
    warn_at: z
      .array(z.number().gt(0).lt(1))
      .max(5)
      .default([])
      .describe('Warnings are due when this share of the time is used, such as 0.8.'),
    ladder: z
      .array(step)
      .max(20)
      .default(LADDER)
      .describe('Who is called when a target is not kept, each step once, also for claimed tickets.'),
    reopening: z
      .enum(['continue', 'restart'])
      .default('continue')
      .describe('When a resolved ticket is opened again its resolution goes on with the time it had, or begins anew.'),
  })
  .refine(
    ({ first_reply_minutes: first, next_reply_minutes: next, resolution_hours: resolution }) =>
      first !== undefined || next !== undefined || resolution !== undefined,
    'it promises nothing: set first_reply_minutes, next_reply_minutes or resolution_hours',
  );

/** Policies; a ticket falls under the first that fits. */
export const slaSection = z.array(policy).max(100);

type SlaSection = z.infer<typeof slaSection>;

/** The policies that the section amounts to. */
export function toPolicies(section: SlaSection): SlaPolicy[] {
  return section.map((written) => ({
    name: written.name,
    calendar: written.calendar,
    categories: written.categories,
    channels: written.channels,
    priorityAtLeast: written.priority_at_least,
    targetMs: {
      first_reply: inMs(written.first_reply_minutes, MINUTE_MS),
      next_reply: inMs(written.next_reply_minutes, MINUTE_MS),
      resolution: inMs(written.resolution_hours, HOUR_MS),
    },
    warnBeforeMs: written.warn_before_minutes.map((before) => Math.round(before * MINUTE_MS)),
    warnAtShares: written.warn_at,
    ladder: written.ladder.map(({ overdue_minutes: minutes, call, team }) => ({
      overdueMs: Math.round(minutes * MINUTE_MS),
      call,
      team,
    })),
    reopening: written.reopening,
  }));
}

function inMs(amount: number | undefined, unitMs: number): number | undefined {
  return amount === undefined ? undefined : Math.max(1, Math.round(amount * unitMs));
}

/** What of the policies names what there is not, or a name that another has; each with its path in the file. */
export function findPolicyProblems(
  policies: readonly SlaPolicy[],
  { calendars, channels }: { calendars: readonly string[]; channels: readonly string[] },
): { path: (string | number)[]; reason: string }[] {
  return policies.flatMap(({ name, calendar, channels: ofPolicy = [] }, index) => {
    const problems: { path: (string | number)[]; reason: string }[] = [];
    if (!calendars.includes(calendar)) {
      const reason = `names no calendar. There are: ${calendars.join(', ')}`;
      problems.push({ path: ['sla', index, 'calendar'], reason });
    }
    const unknown = ofPolicy.find((channel) => !channels.includes(channel));
    if (unknown !== undefined) {
      const reason = `names ${unknown}, which is no channel. There are: ${channels.join(', ')}`;
      problems.push({ path: ['sla', index, 'channels'], reason });
    }
    if (policies.slice(0, index).some((other) => other.name === name)) {
      problems.push({ path: ['sla', index, 'name'], reason: `is ${name}, as that of another policy` });
    }
    return problems;
  });
}
