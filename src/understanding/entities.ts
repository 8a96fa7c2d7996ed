import type { Entity } from '../domain/analysis.ts';
import type { EntityType } from '../domain/content.ts';
import { createClaims } from './claims.ts';
import { findDates } from './dates.ts';

type Found = Omit<Entity, 'type'>;
type Finder = (text: string, now: number) => Found[];

/** The types that are recognised by their form; the first claims a stretch of text before the next. */
const FINDERS: readonly (readonly [EntityType, Finder])[] = [
  ['url', findUrls],
  ['email', findEmails],
  ['amount', findAmounts],
  ['date', findDates],
  ['phone', findPhones],
  ['order_number', findOrderNumbers],
  ['number', findDigits],
];

/**
 * The values in a text, in the order in which they stand and without overlap. `now` (epoch milliseconds) is what "tomorrow"
 * counts from. Takes time in proportion to the text's length, whatever the text.
 */
export function findEntities(text: string, now: number): Entity[] {
  const entities: Entity[] = [];
  const claims = createClaims(text.length);
  for (const [type, find] of FINDERS) {
    for (const found of find(text, now)) {
      if (claims.take(found.start, found.end)) entities.push({ type, ...found });
    }
  }
  return entities.sort((a, b) => a.start - b.start);
}

/** All that could be a value of one type, also where another type fits better: eleven digits may be either number. */
export function findOfType(type: EntityType, text: string, now: number): Entity[] {
  const find = type === 'number' ? findNumbers : FINDERS.find(([name]) => name === type)?.[1];
  return (find?.(text, now) ?? []).map((found) => ({ type, ...found }));
}

/** The text with each value replaced by its type in braces, as in the training texts; a date's words are kept beside it. */
export function markEntities(text: string, entities: readonly Entity[]): string {
  let marked = '';
  let from = 0;
  for (const entity of entities) {
    const kept = entity.type === 'date' ? entity.text : '';
    marked += `${text.slice(from, entity.start)} ${kept} {${entity.type}} `;
    from = entity.end;
  }
  return marked + text.slice(from);
}

function collect(text: string, pattern: RegExp, toValue: (match: RegExpExecArray) => string | undefined): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(pattern)) {
    const value = toValue(match);
    if (value === undefined || value === '') continue;
    found.push({ value, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found;
}

const URL_PATTERN = /(?<![\w@])(?:https?:\/\/|www\.)[^\s<>"'，。！？、）】]{1,500}(?<![.,;:!?)\]])/gi;

function findUrls(text: string): Found[] {
  return collect(text, URL_PATTERN, ([url]) => url);
}

const EMAIL = /(?<![\w.%+-])[\w.%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?![\w-])/gi;

function findEmails(text: string): Found[] {
  return collect(text, EMAIL, ([email]) => email.toLowerCase());
}

const CURRENCIES: Record<string, string> = {
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  buck: 'USD',
  bucks: 'USD',
  美元: 'USD',
  美金: 'USD',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  欧元: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  pound: 'GBP',
  pounds: 'GBP',
  quid: 'GBP',
  英镑: 'GBP',
  '¥': 'CNY',
  '￥': 'CNY',
  cny: 'CNY',
  rmb: 'CNY',
  yuan: 'CNY',
  元: 'CNY',
  块: 'CNY',
  块钱: 'CNY',
  人民币: 'CNY',
};
const SUM = String.raw`\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,2})?(?![\d.]*\d)`;
const AMOUNT = new RegExp(
  String.raw`(?<![\w$€£¥￥.,])(?:(us\$|[$€£¥￥]|(?:usd|eur|gbp|cny|rmb)(?![a-z]))\s?(${SUM})` +
    String.raw`|(${SUM})\s?(美元|美金|欧元|英镑|人民币|块钱|[元块€£]|(?:usd|eur|gbp|cny|rmb|dollars?|bucks?|euros?|pounds?|quid|yuan)(?![a-z])))`,
  'gi',
);

function findAmounts(text: string): Found[] {
  return collect(text, AMOUNT, ([, before, sumAfter, sumBefore, after]) => {
    const currency = CURRENCIES[(before ?? after ?? '').toLowerCase()];
    return currency && `${Number((sumAfter ?? sumBefore ?? '').replaceAll(',', ''))} ${currency}`;
  });
}

const PHONE = /(?<![\w.+-])\+?\(?\d[\d ().-]{5,18}\d(?![\w-])/g;
const FEWEST_PHONE_DIGITS = 7;
const MOST_PHONE_DIGITS = 15;

/** Digits written as telephone numbers are: with `+`, an area code, or in groups, or a Chinese mobile number. */
function findPhones(text: string): Found[] {
  return collect(text, PHONE, ([phone]) => {
    const digits = phone.replace(/\D/g, '');
    if (digits.length < FEWEST_PHONE_DIGITS || digits.length > MOST_PHONE_DIGITS) return undefined;
    const groups = phone.match(/\d+/g)?.length ?? 0;
    const isWrittenAsPhone =
      phone.startsWith('+') || groups >= 3 || (groups === 2 && /^[(0]/.test(phone)) || /^1[3-9]\d{9}$/.test(phone);
    return isWrittenAsPhone ? `${phone.startsWith('+') ? '+' : ''}${digits}` : undefined;
  });
}

const ORDER_NUMBER = /(?<![A-Za-z0-9_@.]|[0-9],)(?:#\s?)?([A-Za-z]{1,8}[-_]?)?(\d{5,15})(?![A-Za-z0-9_@]|[.,]\d)/g;
const WORDS_BEFORE_A_NUMBER = ['order', 'number', 'no', 'nr', 'num', 'id', 'ref', 'code'];

/** Five to fifteen digits, perhaps after `#` and letters that belong to the number. */
function findOrderNumbers(text: string): Found[] {
  return collect(text, ORDER_NUMBER, ([, prefix = '', digits]) => {
    const letters = prefix.replace(/[-_]/, '');
    return WORDS_BEFORE_A_NUMBER.includes(letters.toLowerCase()) ? digits : `${letters.toUpperCase()}${digits}`;
  });
}

const DIGITS = /(?<![\w.])-?\d{1,15}(?:\.\d{1,6})?(?![\d.]*\d)/g;

function findDigits(text: string): Found[] {
  return collect(text, DIGITS, ([digits]) => String(Number(digits)));
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const HAN_NUMBERS = '零一二三四五六七八九十';
const NUMBER_WORD = new RegExp(
  String.raw`\b(?:${NUMBER_WORDS.join('|')})\b|[${HAN_NUMBERS}两](?![${HAN_NUMBERS}两百千万])`,
  'gi',
);

/** Numbers in digits, or else in words up to ten. */
function findNumbers(text: string): Found[] {
  const digits = findDigits(text);
  if (digits.length > 0) return digits;
  return collect(text, NUMBER_WORD, ([word]) => {
    const value = word === '两' ? 2 : Math.max(NUMBER_WORDS.indexOf(word.toLowerCase()), HAN_NUMBERS.indexOf(word));
    return String(value);
  });
}
