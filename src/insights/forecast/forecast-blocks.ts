/** What is to be expected, and how many people it takes. */

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/policy.ts';
import type { Calendar } from '../../domain/sla/calendar.ts';
import { duration } from '../../domain/staff-wording.ts';
import { agentsInProportion } from '../../lib/statistics/erlang.ts';
import { WEEKDAYS } from '../by-time.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader, type DayReader, isoDay, weekdayOf } from '../days.ts';
import { handlingTimesMs } from '../history/handling.ts';
import type { Block, Cell } from '../report.ts';
import { planRota, type RotaPlan } from '../rota/plan-rota.ts';
import { OFF } from '../rota/problem.ts';
import type { Shortage } from '../rota/shortages.ts';
import { type ComingSlot, type SlotStaffing, staffNeeded } from '../staffing/staff-needed.ts';
import { patienceOf } from '../waiting/patience.ts';
import { waitsOf } from '../waiting/ticket-wait.ts';
import type { CountedDay } from './day-model.ts';
import { type DayForecast, forecastDays } from './forecast.ts';

const SLOT_MS = 30 * MINUTE_MS;
const SLOTS = DAY_MS / SLOT_MS;
const AHEAD_DAYS = 7;
const LEAST_TICKETS = 30;
/** Who comes while the desk is closed is to be taken up in so long after it opens. */
const CATCH_UP_MS = 2 * HOUR_MS;

/** The blocks of the report. */
export function forecast(input: ReportInput): Block[] {
  const days = createDayReader(input.timeZone);
  const opened = input.history.tickets.map(({ openedAt }) => openedAt);
  const today = days.dayOf(input.now);
  const ahead = Array.from({ length: AHEAD_DAYS }, (_, index) => today + 1 + index);
  const counted = countDays(opened, days, input);
  const holidays = findHolidays(
    [...counted.map(({ day }) => day), ...ahead],
    days,
    input.levels.openingHours?.calendar,
  );
  const found = forecastDays(counted, ahead, (day) => holidays.has(day));
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'What is to be expected', reason: found.reason }];
  return [
    { kind: 'heading', text: 'Tickets to come' },
    {
      kind: 'text',
      text: `From ${found.rests} days. Four of five days, and four of five half-hours, will lie within the bands; a launch or an outage is not foreseen, nor a holiday that opening_hours do not know.`,
    },
    ...arrivalCharts(found.days, days),
    ...staffing(input, found.days, days),
  ];
}

/** The days on which nobody is there, and not because of their weekday. */
function findHolidays(among: readonly number[], days: DayReader, hours: Calendar | undefined): ReadonlySet<number> {
  const isHoliday = (day: number) => {
    const kinds = hours?.spans(days.startOf(day), days.startOf(day + 1)).map(({ kind }) => kind) ?? [];
    return kinds.includes('holiday') && !kinds.includes('open');
  };
  return new Set(among.filter(isHoliday));
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

function staffing(input: ReportInput, ahead: readonly DayForecast[], days: DayReader): Block[] {
  const { history, now, staffing: settings } = input;
  const handled = handlingTimesMs(history.tickets, input.levels, now);
  if (handled.length < LEAST_TICKETS) {
    return [
      {
        kind: 'unknown',
        what: 'How many people it takes',
        reason: `${handled.length} tickets were handled; it takes ${LEAST_TICKETS} to know how long one takes.`,
      },
    ];
  }
  const handlingMs = handled.reduce((sum, ms) => sum + ms, 0) / handled.length;
  const target = { share: settings.targetShare, withinMs: settings.withinMs };
  const terms = { slotMs: SLOT_MS, handlingMs, customersAtOnce: settings.chatsAtOnce, target, catchUpMs: CATCH_UP_MS };
  const coming = comingSlots(ahead, days, input.levels.openingHours?.calendar);
  const staffed = staffNeeded(coming, terms);
  if (staffed.kind === 'unknown') {
    return [{ kind: 'unknown', what: 'How many people it takes', reason: staffed.reason }];
  }
  const byDay = <T>(slots: readonly T[]) => ahead.map((_, index) => slots.slice(index * SLOTS, (index + 1) * SLOTS));
  const ofDays = byDay(staffed.slots);
  const patienceMs = patienceOf(waitsOf(history.tickets, now), now);
  const impatient = patienceMs === undefined ? undefined : staffNeeded(coming, { ...terms, patienceMs });
  const impatientOfDays = impatient?.kind === 'known' ? byDay(impatient.slots) : undefined;
  const needed = ofDays.map((slots) => slots.map((slot) => slot?.neededHigh ?? 0));
  return [
    { kind: 'heading', text: 'People it takes' },
    {
      kind: 'text',
      text: `For ${Math.round(target.share * 100)} % of customers to be taken up within ${Math.round(target.withinMs / MINUTE_MS)} minutes, by Erlang C for the upper end of the band, while the desk is open; who comes before is taken up in the ${CATCH_UP_MS / HOUR_MS} hours after it opens. A ticket takes ${Math.round(handlingMs / MINUTE_MS)} minutes of staff’s time in the mean, and each handles ${settings.chatsAtOnce} at once. ${patienceWords(patienceMs)} staffing: in desk.yaml sets these.`,
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
    busiestTable(ahead, ofDays, impatientOfDays),
    ...rota(input, needed, ahead),
  ];
}

function patienceWords(patienceMs: number | undefined): string {
  return patienceMs === undefined
    ? 'Too few give up to say how patient customers are, so that Erlang A, which counts with it, says nothing.'
    : `Customers give up after ${duration(patienceMs)} in the mean, with which Erlang A counts.`;
}

/** The half-hours ahead, with whether anybody is there; without opening hours somebody always is. */
function comingSlots(ahead: readonly DayForecast[], days: DayReader, hours: Calendar | undefined): ComingSlot[] {
  return ahead.flatMap(({ day, slots }) => {
    const start = days.startOf(day);
    return slots.map((slot, index) => {
      // Later or earlier where clocks are put forward or back on that day.
      const elapsed = start + index * SLOT_MS;
      const from = elapsed + index * SLOT_MS - days.timeOfDayMs(elapsed);
      return { ...slot, isOpen: hours === undefined || hours.elapsed(from, from + SLOT_MS) > 0 };
    });
  });
}

/** Beside the linear rule, which keeps to the people of a usual day's busiest half-hour in proportion. */
function busiestTable(
  ahead: readonly DayForecast[],
  ofDays: readonly (readonly (SlotStaffing | undefined)[])[],
  impatientOfDays: readonly (readonly (SlotStaffing | undefined)[])[] | undefined,
): Block {
  const busiest = ofDays.map((slots) =>
    slots.reduce((most, slot) => (slot && slot.work > (most?.work ?? -1) ? slot : most), undefined),
  );
  const sorted = busiest.flatMap((slot) => slot ?? []).toSorted((a, b) => a.work - b.work);
  const usual = sorted[Math.floor(sorted.length / 2)];
  const today = { agents: usual?.needed ?? 0, arrivals: usual?.work ?? 0 };
  return {
    kind: 'table',
    title: 'The busiest half-hour of each day, and what the linear rule would say',
    columns: [
      { title: 'Day' },
      { title: 'To be taken up', unit: 'number' },
      { title: 'People by Erlang C', unit: 'count' },
      { title: 'at least', unit: 'count' },
      { title: 'at most', unit: 'count' },
      { title: 'by Erlang A', unit: 'count' },
      { title: 'in proportion', unit: 'count' },
      { title: 'Taken up in time', unit: 'share' },
      { title: 'Busy', unit: 'share' },
    ],
    rows: ahead.map(({ day }, index): Cell[] => {
      const slot = busiest[index];
      if (slot === undefined) return [isoDay(day), ...new Array<undefined>(8).fill(undefined)];
      const { work, needed, neededLow, neededHigh, servedWithin, occupancy } = slot;
      const inProportion = agentsInProportion(today, work);
      const impatient = impatientOfDays?.[index]?.[ofDays[index]?.indexOf(slot) ?? -1]?.needed;
      return [isoDay(day), work, needed, neededLow, neededHigh, impatient, inProportion, servedWithin, occupancy];
    }),
  };
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
    outOfHours.length > 0 && `${outOfHours.join(', ')}: no hours left`,
    elsewhere.length > 0 && `${elsewhere.join(', ')}: at another time`,
  ].filter(Boolean);
  return `${isoDay(ahead[day]?.day ?? 0)}, ${time(from)} to ${time(to)}: ${missing} too few${why.length === 0 ? '' : `; ${why.join('; ')}`}.`;
}
