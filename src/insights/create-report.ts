/** Makes a report from what happened. */

import type { Goals } from '../domain/measures.ts';
import { DAY_MS } from '../domain/policy.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { StoreReads } from '../ports/store.ts';
import { type History, readHistory } from './history/history.ts';
import { TALK_RESTS_MS } from './history/talks.ts';
import { overview } from './overview/overview.ts';
import type { Block, Period, Report, ReportName } from './report.ts';

/** The periods that can be looked at, in days, and that which is where nothing is said. */
export const PERIODS_DAYS = [7, 30, 90, 365] as const;
export const DEFAULT_PERIOD_DAYS = 30;

/** What reports are made with beside what happened. */
export interface ReportSettings {
  /** An IANA name. */
  timeZone: string;
  levels: ServiceLevels;
  goals: Goals;
}

export interface ReportRequest {
  name: ReportName;
  periodDays: number;
  now: number;
}

/** What a report is worked out from. */
export interface ReportInput extends ReportSettings {
  /** From before the period before to now. */
  history: History;
  period: Period;
  now: number;
  /** Since when anything is known; undefined where nothing is. */
  knownSince: number | undefined;
}

/** A report: its title, and its blocks from what happened in the period and in the period before it. */
interface Maker {
  title: string;
  blocks(input: ReportInput): Block[];
}

const MAKERS: Record<ReportName, Maker> = {
  overview: { title: 'Overview', blocks: overview },
};

/** What a report is called. */
export function titleOf(name: ReportName): string {
  return MAKERS[name].title;
}

/** Makes a report on the days before `now`. */
export async function createReport(
  read: Pick<StoreReads, 'facts'>,
  { name, periodDays, now }: ReportRequest,
  settings: ReportSettings,
): Promise<Report> {
  const lengthMs = periodDays * DAY_MS;
  const period = { since: now - lengthMs, until: now };
  const history = await readHistory(read.facts, { since: period.since - lengthMs - TALK_RESTS_MS, until: now });
  const { title, blocks } = MAKERS[name];
  const input = { ...settings, history, period, now, knownSince: await read.facts.firstAt() };
  return { name, title, period, timeZone: settings.timeZone, blocks: blocks(input) };
}
