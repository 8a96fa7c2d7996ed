/** Whether incidents of a public log keep their service level, told when they are opened. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { DAY_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import { createDayReader } from '../../../src/insights/days.ts';
import { fitRisk } from '../../../src/insights/sla-risk/risk-model.ts';
import { judgeSlaRisk, tellRisks } from '../../../src/insights/sla-risk/sla-risk.ts';
import type { SlaRow } from '../../../src/insights/sla-risk/sla-row.ts';
import { areaUnderCurve, type Scored } from '../../../src/lib/statistics/ranking.ts';
import type { Measure, MeasurePart } from './measure.ts';

type Event = Record<string, string>;

const UTC = createDayReader('UTC');
/** What stands in the first event of an incident; not its state, in which some are resolved already, nor anything that is known at the end only. */
const KNOWN = [
  'assignment_group',
  'assigned_to',
  'category',
  'subcategory',
  'u_symptom',
  'location',
  'opened_by',
  'sys_created_by',
  'sys_updated_by',
  'priority',
];
const RELEARNT_EVERY_MS = 4 * DAY_MS;

export const measureSlaPrediction: MeasurePart = async (data) => {
  const name = 'sla_prediction.auc';
  const file = join(data ?? '', 'servicenow-incidents-2016.csv.gz');
  if (data === undefined || !existsSync(file)) {
    return [{ name, value: undefined, note: 'needs servicenow-incidents-2016.csv.gz in --data' }];
  }
  const rows = readRows(file);
  // The outcomes of the first seven tenths are there to learn from, whenever they came to be known.
  const { told, halfLifeMs } = judgeSlaRisk(
    rows.map((row) => ({ ...row, knownAt: row.openedAt })),
    UTC,
  );
  const cut = Math.floor(rows.length * 0.7);
  return [
    {
      name,
      value: curveOf(told),
      atLeast: 0.8,
      peers: {
        'assignment group': curveOf(byShare(rows, cut, ({ known }) => known.assignment_group ?? '')),
        priority: curveOf(byShare(rows, cut, ({ known }) => known.priority ?? '')),
      },
      note: `${told.length} incidents; an example counts half after ${halfLifeMs / DAY_MS} days`,
    },
    measureAsKnown(rows, cut),
  ];
};

/** Learnt anew every few days from what was known by then, which for what had not ended is not how it ended. */
function measureAsKnown(rows: readonly SlaRow[], cut: number): Measure {
  const { halfLifeMs } = judgeSlaRisk(rows, UTC);
  const told: Scored[] = [];
  const [first, last] = [rows[cut]?.openedAt ?? 0, rows.at(-1)?.openedAt ?? 0];
  for (let at = first; at <= last; at += RELEARNT_EVERY_MS) {
    const model = fitRisk(rows, { at, days: UTC, halfLifeMs });
    const next = rows.slice(cut).filter(({ openedAt }) => openedAt >= at && openedAt < at + RELEARNT_EVERY_MS);
    told.push(...tellRisks(model, next));
  }
  return {
    name: 'sla_prediction.auc_as_known',
    value: curveOf(told),
    atLeast: 0.8,
    note: `learnt every ${RELEARNT_EVERY_MS / DAY_MS} days from what had become known; an example counts half after ${halfLifeMs / DAY_MS} days`,
  };
}

/** The plain way: the share of a class that was missed. */
function byShare(rows: readonly SlaRow[], cut: number, classOf: (row: SlaRow) => string): Scored[] {
  const counts = new Map<string, { missed: number; all: number }>();
  for (const row of rows.slice(0, cut)) {
    const count = counts.get(classOf(row)) ?? { missed: 0, all: 0 };
    counts.set(classOf(row), { missed: count.missed + (row.kept ? 0 : 1), all: count.all + 1 });
  }
  return rows.slice(cut).map((row) => {
    const { missed, all } = counts.get(classOf(row)) ?? { missed: 0, all: 0 };
    return { score: (missed + 5) / (all + 10), happened: !row.kept };
  });
}

function readRows(file: string): SlaRow[] {
  const events: Event[] = parse(gunzipSync(readFileSync(file)), { columns: true });
  const first = new Map<string, Event>();
  const last = new Map<string, Event>();
  for (const event of events) {
    const number = event.number ?? '';
    if (!first.has(number)) first.set(number, event);
    last.set(number, event);
  }
  return [...first]
    .map(([number, event]): SlaRow => {
      const end = last.get(number) ?? event;
      const openedAt = toTime(event.opened_at);
      return {
        openedAt,
        known: {
          ...Object.fromEntries(KNOWN.map((name) => [name, event[name] ?? ''])),
          minutes_to_first_event: classOfMinutes((toTime(event.sys_updated_at) - openedAt) / MINUTE_MS),
        },
        kept: end.made_sla === 'true',
        knownAt: toTime(end.closed_at),
      };
    })
    .toSorted((a, b) => a.openedAt - b.openedAt);
}

function classOfMinutes(minutes: number): string {
  return String([0, 3, 6, 12, 24, 60].findIndex((bound) => minutes <= bound));
}

/** From day/month/year and the time of day. */
function toTime(text: string | undefined): number {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = (text ?? '').split(/[/ :]/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

function curveOf(scored: readonly Scored[]): number {
  return areaUnderCurve(scored)?.value ?? 0;
}
