/** An incident log of ServiceNow through the desk's clock: how fast it is, and whether it tells what the log says was kept. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import { createCalendar } from '../../../src/domain/sla/calendar.ts';
import { targetClocks } from '../../../src/domain/sla/clock.ts';
import type { ClockEvent } from '../../../src/domain/sla/phases.ts';
import type { SlaPolicy } from '../../../src/domain/sla/sla-policy.ts';

const ALWAYS = createCalendar({
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 1_440 }]),
  dates: {},
});

const row = z.object({
  number: z.string(),
  incident_state: z.string(),
  made_sla: z.enum(['true', 'false']),
  priority: z.string(),
  opened_at: z.string(),
  sys_updated_at: z.string(),
  closed_at: z.string(),
});

interface Incident {
  priority: string;
  openedAt: number;
  closedAt: number;
  madeSla: boolean;
  events: ClockEvent[];
}

export interface IncidentFigures {
  incidents: number;
  events: number;
  /** With every clock worked out anew after every event. */
  eventsPerSecond: number;
  /** The limits that tell most of the first 70 % right, in hours; 0 where most are right if none was kept. */
  limitHours: Record<string, number>;
  learnt: number;
  /** Of the last 30 %: how many the limits tell right, and how many do by saying that all or none were kept. */
  told: { share: number; ofAllKept: number; byPriority: Record<string, { incidents: number; share: number }> };
}

/** The log is `servicenow-incidents-2016.csv.gz` in the folder. */
export function measureIncidents(folder: string): IncidentFigures {
  const incidents = readIncidents(join(folder, 'servicenow-incidents-2016.csv.gz'));
  const events = incidents.reduce((sum, incident) => sum + incident.events.length, 0);
  const startedAt = performance.now();
  for (const { events } of incidents) {
    for (const [index, { at }] of events.entries()) readClocks(events.slice(0, index + 1), at);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const inOrder = incidents.toSorted((a, b) => a.openedAt - b.openedAt);
  const learnt = inOrder.slice(0, Math.floor(0.7 * inOrder.length));
  const later = inOrder.slice(learnt.length);
  const limits = new Map([...byPriority(learnt)].map(([priority, of]) => [priority, bestLimit(of)]));
  const isRight = (incident: Incident) => isKept(incident, limits.get(incident.priority) ?? 0) === incident.madeSla;
  return {
    incidents: incidents.length,
    events,
    eventsPerSecond: events / seconds,
    limitHours: Object.fromEntries([...limits].map(([priority, ms]) => [priority, ms / HOUR_MS])),
    learnt: learnt.length,
    told: {
      share: share(later, isRight),
      ofAllKept: share(later, ({ madeSla }) => madeSla),
      byPriority: Object.fromEntries(
        [...byPriority(later)].map(([priority, of]) => [priority, { incidents: of.length, share: share(of, isRight) }]),
      ),
    },
  };
}

function readClocks(events: readonly ClockEvent[], now: number) {
  return targetClocks({ events, policy: policyOf(4 * HOUR_MS, 5 * DAY_MS), calendar: ALWAYS, now });
}

function policyOf(replyMs: number | undefined, resolutionMs: number): SlaPolicy {
  return {
    name: 'Incidents',
    calendar: 'always',
    categories: undefined,
    channels: undefined,
    priorityAtLeast: undefined,
    targetMs: { first_reply: replyMs, next_reply: replyMs, resolution: resolutionMs },
    warnBeforeMs: [],
    warnAtShares: [0.8],
    ladder: [],
    reopening: 'continue',
  };
}

/** Whether the clock says that an incident was closed within the limit, from its opening to its closing, without pauses. */
function isKept({ openedAt, closedAt }: Incident, limitMs: number): boolean {
  const events: ClockEvent[] = [
    { kind: 'opened', at: openedAt },
    { kind: 'closed', at: closedAt },
  ];
  const [clock] = targetClocks({
    events,
    policy: policyOf(undefined, Math.max(1, limitMs)),
    calendar: ALWAYS,
    now: closedAt,
  });
  return clock?.state === 'met';
}

/** The limit by which most of these are told right, a minute beyond the longest time that is within it. */
function bestLimit(incidents: readonly Incident[]): number {
  const sorted = incidents.toSorted((a, b) => durationOf(a) - durationOf(b));
  let right = sorted.filter(({ madeSla }) => !madeSla).length;
  let best = { right, limitMs: 0 };
  for (const [index, incident] of sorted.entries()) {
    right += incident.madeSla ? 1 : -1;
    const next = sorted[index + 1];
    const isLastOfItsLength = next === undefined || durationOf(next) !== durationOf(incident);
    if (isLastOfItsLength && right > best.right) best = { right, limitMs: durationOf(incident) + MINUTE_MS };
  }
  return best.limitMs;
}

function durationOf({ openedAt, closedAt }: Incident): number {
  return closedAt - openedAt;
}

function byPriority(incidents: readonly Incident[]): Map<string, Incident[]> {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) groups.set(incident.priority, [...(groups.get(incident.priority) ?? []), incident]);
  return groups;
}

function share(incidents: readonly Incident[], holds: (incident: Incident) => boolean): number {
  return incidents.filter(holds).length / incidents.length;
}

function readIncidents(file: string): Incident[] {
  const rows = z.array(row).parse(parse(gunzipSync(readFileSync(file)), { columns: true }));
  const groups = new Map<string, z.infer<typeof row>[]>();
  for (const one of rows) {
    const group = groups.get(one.number);
    if (group === undefined) groups.set(one.number, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const last = group.at(-1);
    return last === undefined ? [] : [toIncident(group, last)];
  });
}

function toIncident(rows: readonly z.infer<typeof row>[], last: z.infer<typeof row>): Incident {
  const openedAt = readTime(last.opened_at);
  const events: ClockEvent[] = [{ kind: 'opened', at: openedAt }];
  let before = 'New';
  for (const { incident_state: state, sys_updated_at: updatedAt } of rows) {
    events.push({ kind: kindOf(before, state), at: Math.max(openedAt, readTime(updatedAt)) });
    before = state;
  }
  const inOrder = events.toSorted((a, b) => a.at - b.at);
  return {
    priority: last.priority,
    openedAt,
    closedAt: readTime(last.closed_at),
    madeSla: last.made_sla === 'true',
    events: inOrder,
  };
}

/** What the desk calls a change of state; what changes nothing of the clock is a note. */
function kindOf(before: string, state: string): ClockEvent['kind'] {
  if (state === before) return 'note';
  if (state === 'Closed') return 'closed';
  if (state === 'Resolved') return 'resolved';
  if (before === 'Resolved' || before === 'Closed') return 'reopened';
  if (state === 'Awaiting User Info' || state === 'Awaiting Evidence') return 'replied';
  if (state.startsWith('Awaiting')) return 'snoozed';
  return before.startsWith('Awaiting') ? 'customer_wrote' : 'claimed';
}

const TIME = /^(\d+)\/(\d+)\/(\d+) (\d+):(\d+)$/;

/** `29/2/2016 01:16`, of no zone; here of UTC. */
function readTime(text: string): number {
  const [, day, month, year, hour, minute] = (TIME.exec(text) ?? []).map(Number);
  if (minute === undefined) throw new Error(`"${text}" is no time`);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
}
