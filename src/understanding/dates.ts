import type { Entity } from '../domain/analysis.ts';
import { createClaims } from './claims.ts';

type Found = Omit<Entity, 'type'>;
type Day = { year: number; month: number; day: number };
/** Reads a match as a day, counted from today where it has to be; undefined when there is no such day. */
type ToDay = (groups: readonly (string | undefined)[], today: Date) => Date | undefined;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const WEEKDAY = '(sunday|monday|tuesday|wednesday|thursday|friday|saturday)';
const HAN_WEEKDAYS = '日一二三四五六';
const HAN_DIGITS = '零一二三四五六七八九十';
const COUNT = String.raw`(\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)`;
const COUNT_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const RELATIVE_DAYS: Record<string, number> = {
  'day before yesterday': -2,
  yesterday: -1,
  today: 0,
  tonight: 0,
  tomorrow: 1,
  'day after tomorrow': 2,
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  今天: 0,
  今日: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  后天: 2,
  大后天: 3,
};

const FORMS: readonly (readonly [RegExp, ToDay])[] = [
  [/(?<![\d-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d-])/g, ([y, m, d]) => toDate(y, m, d)],
  [
    /(?<![\d/.-])(\d{1,2})([/.])(\d{1,2})[/.](\d{4})(?!\d)/g,
    ([a, mark, b, y]) => fromNumbers(Number(a), mark, Number(b), y),
  ],
  [/(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?/g, ([y, m, d], today) => nearestYear(y, Number(m), d, today)],
  [
    new RegExp(String.raw`\b${MONTH}\.?\s(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s(\d{4})\b)?`, 'gi'),
    ([m, d, y], today) => nearestYear(y, monthNumber(m), d, today),
  ],
  [
    new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?${MONTH}\b(?:,?\s(\d{4})\b)?`, 'gi'),
    ([d, m, y], today) => nearestYear(y, monthNumber(m), d, today),
  ],
  [
    /\b(?:day before yesterday|day after tomorrow|yesterday|today|tonight|tomorrow)\b|大前天|前天|昨[天日]|今[天日晚]|明[天日]|大?后天/gi,
    ([whole = ''], today) => addDays(today, RELATIVE_DAYS[whole.toLowerCase()] ?? 0),
  ],
  [
    new RegExp(String.raw`\b${COUNT}\s(day|week)s?\sago\b`, 'gi'),
    ([n, unit], today) => addDays(today, -daysOf(n, unit)),
  ],
  [new RegExp(String.raw`\bin\s${COUNT}\s(day|week)s?\b`, 'gi'), ([n, unit], today) => addDays(today, daysOf(n, unit))],
  [
    /(\d{1,3}|[一两二三四五六七八九十])\s?(天|周|个?星期)(前|后)/g,
    ([n, unit, side], today) => addDays(today, daysOf(n, unit) * (side === '前' ? -1 : 1)),
  ],
  [
    new RegExp(String.raw`\b(?:(last|next|this|on)\s)?${WEEKDAY}\b`, 'gi'),
    ([which, day], today) =>
      weekday(WEEKDAYS.indexOf((day ?? '').slice(0, 3).toLowerCase()), which?.toLowerCase(), today),
  ],
  [
    /(上|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])/g,
    ([which, day], today) => hanWeekday(HAN_WEEKDAYS.indexOf(day === '天' ? '日' : (day ?? '')), which, today),
  ],
];

/** The days that a text names, in English or Chinese, as ISO dates; `now` is in epoch milliseconds, days are local. */
export function findDates(text: string, now: number): Found[] {
  const today = startOfDay(new Date(now));
  const found: Found[] = [];
  const claims = createClaims(text.length);
  for (const [pattern, toDay] of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const day = toDay(match.length > 1 ? match.slice(1) : match, today);
      if (day && claims.take(start, end)) found.push({ value: toIsoDate(day), text: match[0], start, end });
    }
  }
  return found;
}

function toDate(year: string | undefined, month: string | number | undefined, day: string | number | undefined) {
  return validDay({ year: Number(year), month: Number(month), day: Number(day) });
}

/** 3/4/2024 is read month first and 3.4.2024 day first, unless only the other way gives a day. */
function fromNumbers(a: number, mark: string | undefined, b: number, year: string | undefined): Date | undefined {
  const monthFirst = toDate(year, a, b);
  const dayFirst = toDate(year, b, a);
  return mark === '/' ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
}

/** A day without a year is the one nearest to today. */
function nearestYear(year: string | undefined, month: number, day: string | undefined, today: Date): Date | undefined {
  if (year !== undefined) return toDate(year, month, day);
  const distance = (date: Date) => Math.abs(date.getTime() - today.getTime());
  return [-1, 0, 1]
    .flatMap((offset) => validDay({ year: today.getFullYear() + offset, month, day: Number(day) }) ?? [])
    .sort((a, b) => distance(a) - distance(b))[0];
}

function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

function daysOf(count: string | undefined, unit: string | undefined): number {
  const word = (count ?? '').toLowerCase();
  const spelled = word === 'a' ? 1 : word === '两' ? 2 : Math.max(COUNT_WORDS.indexOf(word), HAN_DIGITS.indexOf(word));
  const number = /^\d/.test(word) ? Number(word) : spelled;
  return number * (unit?.toLowerCase() === 'day' || unit === '天' ? 1 : 7);
}

/** The last, or else the coming, day of that name; today when it is today and neither was said. */
function weekday(index: number, which: string | undefined, today: Date): Date {
  const ahead = (index - today.getDay() + 7) % 7;
  if (which === 'last') return addDays(today, ahead === 0 ? -7 : ahead - 7);
  return addDays(today, ahead === 0 && which === 'next' ? 7 : ahead);
}

/** Chinese names the week (Monday to Sunday), not the direction. */
function hanWeekday(index: number, which: string | undefined, today: Date): Date {
  const inWeek = ((index + 6) % 7) - ((today.getDay() + 6) % 7);
  return addDays(today, inWeek + (which === '上' ? -7 : which === '下' ? 7 : 0));
}

function validDay({ year, month, day }: Day): Date | undefined {
  const date = new Date(year, month - 1, day);
  const isReal = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return isReal && year >= 1900 && year <= 2999 ? date : undefined;
}

function startOfDay(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

function addDays(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

function toIsoDate(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
