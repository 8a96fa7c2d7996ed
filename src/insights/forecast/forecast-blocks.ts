/** What is to be expected, and how many people it takes. */

import { DAY_MS, MINUTE_MS } from '../../domain/policy.ts';
import type { StaffingSettings } from '../../domain/staffing.ts';
import { agentsInProportion, agentsNeeded, type ServiceTarget } from '../../lib/statistics/erlang.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import { WEEKDAYS } from '../by-time.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader, type DayReader, isoDay, weekdayOf } from '../days.ts';
import { ticketTimes } from '../history/ticket-times.ts';
import type { Block, Cell } from '../report.ts';
import { planRota, type RotaPlan } from '../rota/plan-rota.ts';
import { OFF } from '../rota/problem.ts';
import type { Shortage } from '../rota/shortages.ts';
import type { CountedDay } from './day-model.ts';
import { type DayForecast, forecastDays } from './forecast.ts';

const SLOT_MS = 30 * MINUTE_MS;
const SLOTS = DAY_MS / SLOT_MS;
const AHEAD_DAYS = 7;
const LEAST_TICKETS = 30;

/** The blocks of the report. */
export function forecast(input: ReportInput): Block[] {
  const days = createDayReader(input.timeZone);
  const opened = input.history.tickets.map(({ openedAt }) => openedAt);
  const today = days.dayOf(input.now);
  const ahead = Array.from({ length: AHEAD_DAYS }, (_, index) => today + 1 + index);
  const found = forecastDays(countDays(opened, days, input), ahead);
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'What is to be expected', reason: found.reason }];
  return [
    { kind: 'heading', text: 'Tickets to come' },
    {
      kind: 'text',
      text: `From ${found.rests} days. Four of five days, and four of five half-hours, will lie within the bands; a holiday, a launch or an outage is not foreseen.`,
    },
    ...arrivalCharts(found.days, days),
    ...staffing(input, found.days),
  ];
}

/** Whole days from the first that is known; today is not over. */
function countDays(
  moments: readonly number[],
  days: DayReader,
  { knownSince, now, history }: ReportInput,
): CountedDay[] {
  if (knownSince === undefined) return [];
  const first = days.dayOf(Math.max(knownSince, history.since)) + 1;
  const counted = new Map<number, number[]>();
  for (let day = first; day < days.dayOf(now); day += 1) counted.set(day, new Array<number>(SLOTS).fill(0));
  for (const at of moments) {
    const counts = counted.get(days.dayOf(at));
    const slot = Math.min(SLOTS - 1, Math.floor(days.timeOfDayMs(at) / SLOT_MS));
    if (counts !== undefined) counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return [...counted].map(([day, counts]) => ({ day, counts }));
}

function arrivalCharts(ahead: readonly DayForecast[], days: DayReader): Block[] {
  const next = ahead[0];
  const total = ahead.reduce((sum, day) => sum + day.total.expected, 0);
  const points = (next?.slots ?? []).map(({ expected, low, high }, slot) => ({ x: slot / 2, y: expected, low, high }));
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title: 'Tickets a day',
        says: `${total.toFixed(0)} tickets are expected in the next ${ahead.length} days.`,
        axis: { label: 'tickets, with the 80 % interval', unit: 'count' },
        rows: ahead.map(({ day, total: { expected, low, high } }) => ({
          name: `${WEEKDAYS[weekdayOf(day)]} ${isoDay(day)}`,
          value: expected,
          low,
          high,
        })),
      },
    },
    {
      kind: 'chart',
      chart: {
        kind: 'lines',
        title: `Tomorrow by half-hours, ${isoDay(next?.day ?? 0)}`,
        says: `The band holds four of five half-hours. Times are those of ${days.timeZone}.`,
        x: { kind: 'number', label: 'hour of the day', unit: 'number' },
        y: { label: 'tickets in half an hour', unit: 'number' },
        series: [{ name: 'expected', points }],
      },
    },
  ];
}

function staffing(input: ReportInput, ahead: readonly DayForecast[]): Block[] {
  const { history, now, staffing: settings } = input;
  const times = history.tickets.map((ticket) => ticketTimes(ticket, undefined, now));
  const handled = times.flatMap(({ handling }) => handling?.wallMs ?? []);
  if (handled.length < LEAST_TICKETS) {
    return [
      {
        kind: 'unknown',
        what: 'How many people it takes',
        reason: `${handled.length} tickets were handled; it takes ${LEAST_TICKETS} to know how long one takes.`,
      },
    ];
  }
  // The mean is what fills the day, and a tenth of all holds back what was left open overnight.
  const longest = quantile(handled, 0.95) ?? 0;
  const handlingMs = handled.reduce((sum, ms) => sum + Math.min(ms, longest), 0) / handled.length;
  const target: ServiceTarget = { share: settings.targetShare, withinMs: settings.withinMs };
  const needed = ahead.map(({ slots }) => slots.map(({ high }) => neededFor(high, handlingMs, target, settings)));
  const busiest = ahead.map(({ slots }) => Math.max(...slots.map(({ expected }) => expected)));
  const usual = busiest.reduce((sum, count) => sum + count, 0) / busiest.length;
  const known = { agents: neededFor(usual, handlingMs, target, settings), arrivals: usual };
  return [
    { kind: 'heading', text: 'People it takes' },
    {
      kind: 'text',
      text: `For ${Math.round(target.share * 100)} % of customers to be taken up within ${Math.round(target.withinMs / MINUTE_MS)} minutes, by Erlang C for the upper end of the band; a ticket takes ${Math.round(handlingMs / MINUTE_MS)} minutes of staff’s time in the mean, and each handles ${settings.chatsAtOnce} at once. staffing: in desk.yaml sets these.`,
    },
    {
      kind: 'chart',
      chart: {
        kind: 'heat',
        title: 'People needed by half-hours',
        says: 'For each of the next days.',
        rowLabel: '',
        columnLabel: 'hour of the day',
        unit: 'count',
        rows: ahead.map(({ day }) => `${WEEKDAYS[weekdayOf(day)]} ${isoDay(day).slice(5)}`),
        columns: Array.from({ length: 24 }, (_, hour) => String(hour)),
        values: needed.map((slots) =>
          Array.from({ length: 24 }, (_, hour) => Math.max(slots[2 * hour] ?? 0, slots[2 * hour + 1] ?? 0)),
        ),
      },
    },
    {
      kind: 'table',
      title: 'The busiest half-hour of each day, and what the linear rule would say',
      columns: [
        { title: 'Day' },
        { title: 'Tickets, expected', unit: 'number' },
        { title: 'at most', unit: 'number' },
        { title: 'People by Erlang', unit: 'count' },
        { title: 'in proportion', unit: 'count' },
      ],
      rows: ahead.map(({ day, slots }): Cell[] => {
        const busiest = slots.reduce((most, slot) => (slot.high > most.high ? slot : most));
        return [
          isoDay(day),
          busiest.expected,
          busiest.high,
          neededFor(busiest.high, handlingMs, target, settings),
          agentsInProportion(known, busiest.high),
        ];
      }),
    },
    ...rota(input, needed, ahead),
  ];
}

/** Each person handles several at once, which is as if there were as many people who take as long each. */
function neededFor(
  arrivals: number,
  handlingMs: number,
  target: ServiceTarget,
  { chatsAtOnce }: StaffingSettings,
): number {
  const lines = agentsNeeded({ arrivalRate: arrivals / SLOT_MS, handlingMs }, target) ?? 0;
  return Math.ceil(lines / chatsAtOnce);
}

function rota(
  { staffing: { shifts, agents } }: ReportInput,
  needed: readonly (readonly number[])[],
  ahead: readonly DayForecast[],
): Block[] {
  if (shifts.length === 0 || agents.length === 0) {
    return [
      {
        kind: 'unknown',
        what: 'Who is to work when',
        reason: 'Name shifts and people under staffing: in desk.yaml.',
      },
    ];
  }
  const weekdays = ahead.map(({ day }) => weekdayOf(day));
  const found = planRota({
    needed,
    periodMinutes: 30,
    shifts: shifts.map(({ name, fromMs, lengthMs }) => ({
      name,
      start: Math.round(fromMs / SLOT_MS),
      length: Math.round(lengthMs / SLOT_MS),
    })),
    agents: agents.map(({ name, mostHours, not, prefers }) => ({
      ...{ name, mostHours },
      wishes: weekdays.map((weekday) =>
        shifts.map((shift) =>
          not.includes(weekday)
            ? 'not'
            : prefers.length > 0 && !prefers.includes(shift.name)
              ? 'possible'
              : 'preferred',
        ),
      ),
    })),
  });
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'Who is to work when', reason: found.reason }];
  return rotaBlocks(
    found,
    agents.map(({ name }) => name),
    shifts.map(({ name }) => name),
    ahead,
  );
}

function rotaBlocks(
  { best, solved, isProven, shortages }: RotaPlan,
  agents: readonly string[],
  shifts: readonly string[],
  ahead: readonly DayForecast[],
): Block[] {
  return [
    {
      kind: 'table',
      title: `A rota for it, ${isProven ? 'proven to be the best there is' : 'not proven to be the best'}: ${best.cost.understaffedHours} hours too few, ${best.cost.overstaffedHours} too many, ${best.cost.againstWishes} shifts against wishes`,
      columns: [
        { title: 'Who' },
        ...ahead.map(({ day }) => ({ title: `${WEEKDAYS[weekdayOf(day)]} ${isoDay(day).slice(5)}` })),
      ],
      rows: agents.map((name, index): Cell[] => [
        name,
        ...(best.rota[index] ?? []).map((shift) => (shift === OFF ? '–' : (shifts[shift] ?? '–'))),
      ]),
    },
    {
      kind: 'table',
      title: 'Three ways to it',
      columns: [{ title: 'Way' }, { title: 'Cost', unit: 'number' }, { title: 'Above the best', unit: 'share' }],
      rows: solved.map(({ solver, cost, gap }) => [solver, cost.total, gap]),
    },
    ...shortages
      .slice(0, MOST_SHORTAGES)
      .map((shortage): Block => ({ kind: 'text', text: shortageWords(shortage, ahead) })),
  ];
}

const MOST_SHORTAGES = 6;

function shortageWords(
  { day, from, to, missing, unwilling, outOfHours, elsewhere, isWithoutShift }: Shortage,
  ahead: readonly DayForecast[],
): string {
  const time = (slot: number) => `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;
  const why = [
    isWithoutShift && 'no shift reaches these hours',
    unwilling.length > 0 && `${unwilling.join(', ')} said no`,
    outOfHours.length > 0 && `${outOfHours.join(', ')} has no hours left`,
    elsewhere.length > 0 && `${elsewhere.join(', ')} works at another time`,
  ].filter(Boolean);
  return `${isoDay(ahead[day]?.day ?? 0)}, ${time(from)} to ${time(to)}: ${missing} too few${why.length === 0 ? '' : `; ${why.join('; ')}`}.`;
}
