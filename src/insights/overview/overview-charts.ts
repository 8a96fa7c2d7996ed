/** The pictures of the overview. */

import { DAY_MS } from '../../domain/policy.ts';
import { count as countWords } from '../../domain/staff-wording.ts';
import { countBySteps, countByWeekHour, HOURS, stepsOf, WEEKDAYS } from '../by-time.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import type { Talk } from '../history/talks.ts';
import type { Block, Period } from '../report.ts';

/** Talks over time, and when in the week they come. */
export function overviewCharts(input: ReportInput, talks: readonly Talk[]): Block[] {
  return [talksOverTime(input, talks), talksByWeekHour(input, talks)];
}

/** Talks a day, or a week in long periods, and how many of them needed people. */
export function talksOverTime({ period, timeZone }: ReportInput, talks: readonly Talk[]): Block {
  const days = createDayReader(timeZone);
  const begun = begunIn(period, talks);
  const length = Math.round((period.until - period.since) / DAY_MS);
  const steps = stepsOf(period, days);
  const series = (name: string, isOne: (talk: Talk) => boolean) => ({
    name,
    points: countBySteps(
      begun.filter(isOne).map(({ startedAt }) => startedAt),
      steps,
    ),
  });
  const isWithPeople = ({ ticketId }: Talk) => ticketId !== undefined;
  return {
    kind: 'chart',
    chart: {
      kind: 'lines',
      title: `Talks ${steps.unit === 'day' ? 'a day' : 'a week'}`,
      says: `${countWords(begun.length, 'talk')} in ${countWords(length, 'day')}, ${begun.filter(isWithPeople).length} of them with people.`,
      x: { kind: 'time', label: steps.unit, timeZone },
      y: { label: `talks a ${steps.unit}`, unit: 'count' },
      series: [series('all', () => true), series('with people', isWithPeople)],
    },
  };
}

function begunIn({ since, until }: Period, talks: readonly Talk[]): Talk[] {
  return talks.filter(({ startedAt }) => startedAt >= since && startedAt < until);
}

function talksByWeekHour({ period, timeZone }: ReportInput, talks: readonly Talk[]): Block {
  const days = createDayReader(timeZone);
  return {
    kind: 'chart',
    chart: {
      kind: 'heat',
      title: 'When talks begin',
      says: `On average a week, by weekday and hour of the day in ${timeZone}.`,
      rowLabel: '',
      columnLabel: 'hour of the day',
      unit: 'number',
      rows: WEEKDAYS,
      columns: HOURS,
      values: countByWeekHour(
        begunIn(period, talks).map(({ startedAt }) => startedAt),
        period,
        days,
      ),
    },
  };
}
