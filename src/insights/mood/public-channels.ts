/** What is said in public channels: how people sound, how often they name the desk, and what they talk about. */

import type { LinePoint } from '../../charts/chart.ts';
import { count as countWords } from '../../domain/staff-wording.ts';
import { groupBy } from '../../lib/group-by.ts';
import { wilson } from '../../lib/statistics/differences.ts';
import type { PublicMessageReads, StoredPublicMessage } from '../../ports/public-messages.ts';
import { countBySteps, stepsOf } from '../by-time.ts';
import { createDayReader } from '../days.ts';
import type { Block, Cell, Period } from '../report.ts';
import { findMood, MOODS, type Mood, type MoodPeriod, moodOf, type SourceMood } from './mood.ts';

/** What the desk's public channels are told from. */
export interface PublicChannelsInput {
  publicMessages: PublicMessageReads;
  period: Period;
  timeZone: string;
}

const PAGE_LENGTH = 5_000;
const MOST_TOPICS = 20;
/** A topic of fewer messages is not told. */
const LEAST_MESSAGES = 5;

const HOW_TO_LISTEN =
  'Nothing of public channels was counted. Where people are to be listened to is said by listen_to, under a platform in desk.yaml: it is then counted how they sound, what they talk about and whether they name the desk, without their words and names.';

/** A message that was read. */
type Heard = StoredPublicMessage & { reading: NonNullable<StoredPublicMessage['reading']> };

/** The blocks about public channels; how to listen where nothing was heard. */
export async function publicChannels({ publicMessages, period, timeZone }: PublicChannelsInput): Promise<Block[]> {
  const since = 2 * period.since - period.until;
  const rows = await readAll(publicMessages, { since, until: period.until });
  const heading: Block = { kind: 'heading', text: 'Public channels' };
  if (rows.length === 0) return [heading, { kind: 'text', text: HOW_TO_LISTEN }];
  const all = rows.filter((row): row is Heard => row.reading !== undefined);
  const named = namesOfPlaces(rows);
  const isNow = ({ at }: { at: number }) => at >= period.since;
  const heard = all.filter(isNow);
  const unread = rows
    .filter((row) => row.reading === undefined && isNow(row))
    .reduce((sum, { messages }) => sum + messages, 0);
  return [
    heading,
    { kind: 'text', text: summaryOf(heard, unread) },
    ...moodBlocks(all, named, { period, timeZone }),
    ...mentionBlocks(heard, { period: { ...period, since: Math.max(period.since, rows[0]?.at ?? 0) }, timeZone }),
    ...topicBlocks(heard),
  ];
}

async function readAll(
  publicMessages: PublicMessageReads,
  range: { since: number; until: number },
): Promise<StoredPublicMessage[]> {
  const rows: StoredPublicMessage[] = [];
  for (;;) {
    const page = await publicMessages.between(range, { limit: PAGE_LENGTH, after: rows.at(-1) });
    rows.push(...page);
    if (page.length < PAGE_LENGTH) return rows;
  }
}

function sourceOf({ channel, place }: StoredPublicMessage): string {
  return JSON.stringify([channel, place]);
}

/** What each channel was called last; with its id, or by that alone, where that does not tell it from another. */
function namesOfPlaces(rows: readonly StoredPublicMessage[]): Map<string, string> {
  const last = new Map<string, StoredPublicMessage>();
  for (const row of rows) if (row.placeName !== '' || !last.has(sourceOf(row))) last.set(sourceOf(row), row);
  const short = ({ channel, place, placeName }: StoredPublicMessage) => `${placeName || place} (${channel})`;
  const alike = groupBy([...last.values()], short);
  return new Map(
    [...last].map(([source, row]) => {
      const isOnly = alike.get(short(row))?.length === 1;
      return [source, isOnly ? short(row) : `${row.placeName} (${row.channel} ${row.place})`];
    }),
  );
}

function summaryOf(heard: readonly Heard[], unread: number): string {
  const places = new Set(heard.map(sourceOf)).size;
  const named = heard.filter(({ reading }) => reading.namesDesk).length;
  return [
    `${countWords(heard.length, 'message')} of ${countWords(places, 'channel')}, not for the bot; ${named} of them name the desk.`,
    ...(unread === 0 ? [] : [`${countWords(unread, 'message')} more came too fast, or could not be read.`]),
    'Mood is told by words that praise or complain, in English and Chinese: what has none counts as neutral, and what is in another language mostly does.',
  ].join(' ');
}

type When = { period: Period; timeZone: string };

function moodBlocks(all: readonly Heard[], named: ReadonlyMap<string, string>, { period, timeZone }: When): Block[] {
  const rows = all.map((row) => ({ at: row.at, source: sourceOf(row), sentiment: row.reading.sentiment }));
  const found = findMood(rows, { ...period, days: createDayReader(timeZone) });
  const what = 'Mood in public channels';
  if (found.kind === 'unknown') return [{ kind: 'unknown', what, reason: found.reason }];
  const [everywhere, ...places] = found.sources;
  const nameOf = (source: string | undefined) => named.get(source ?? '') ?? 'all';
  return [
    ...(everywhere === undefined || everywhere.weeks.length === 0 ? [] : [moodChart(everywhere, timeZone)]),
    ...(places.length < 2 || everywhere?.weeks.length === 0 ? [] : [placesChart(places, nameOf, timeZone)]),
    {
      kind: 'table',
      title: 'How people sound, by channel',
      columns: [
        { title: 'Channel' },
        { title: 'Messages', unit: 'count' },
        ...MOODS.flatMap((mood) => [
          { title: mood, unit: 'share' as const },
          { title: 'from', unit: 'share' as const },
          { title: 'to', unit: 'share' as const },
        ]),
        { title: 'Against the period before' },
      ],
      rows: found.sources.map(({ source, whole }): Cell[] => [
        nameOf(source),
        whole.messages,
        ...MOODS.flatMap((mood) => shareCells(whole, mood)),
        changeWords(whole),
      ]),
    },
  ];
}

function shareCells({ shares }: MoodPeriod, mood: Mood): Cell[] {
  if (shares.kind === 'unknown') return [undefined, undefined, undefined];
  const { share, low, high } = shares[mood];
  return [share, low, high];
}

/** What is beyond chance; empty where nothing is compared. */
function changeWords({ change }: MoodPeriod): string {
  if (change === undefined) return '';
  const beyond = MOODS.filter((mood) => mood !== 'neutral' && change[mood].low * change[mood].high > 0);
  if (beyond.length === 0) return 'may be chance';
  return beyond.map((mood) => `${change[mood].difference > 0 ? 'more' : 'less'} ${mood}`).join(', ');
}

function pointsOf({ weeks }: SourceMood, mood: Mood): LinePoint[] {
  return weeks.map(({ since, messages, shares }) =>
    shares.kind === 'unknown'
      ? { x: since, y: Number.NaN, count: messages }
      : { x: since, y: shares[mood].share, low: shares[mood].low, high: shares[mood].high, count: messages },
  );
}

function moodChart(everywhere: SourceMood, timeZone: string): Block {
  return {
    kind: 'chart',
    chart: {
      kind: 'lines',
      title: 'How people sound in public channels, by week',
      says: 'Shares of messages in all channels that sound positive and negative, with 95 % intervals; weeks of fewer than 20 messages are left out.',
      x: { kind: 'time', label: 'beginning of the week', timeZone },
      y: { label: 'of messages', unit: 'share' },
      series: (['positive', 'negative'] as const).map((mood) => ({
        name: mood,
        points: pointsOf(everywhere, mood),
      })),
    },
  };
}

const MOST_PLACES = 6;

function placesChart(
  places: readonly SourceMood[],
  nameOf: (source: string | undefined) => string,
  timeZone: string,
): Block {
  return {
    kind: 'chart',
    chart: {
      kind: 'lines',
      title: 'Negative messages by channel and week',
      says: 'The share of messages that sound negative in the busiest channels, with 95 % intervals.',
      x: { kind: 'time', label: 'beginning of the week', timeZone },
      y: { label: 'negative, of messages', unit: 'share' },
      series: places
        .slice(0, MOST_PLACES)
        .map((place) => ({ name: nameOf(place.source), points: pointsOf(place, 'negative') })),
    },
  };
}

function mentionBlocks(heard: readonly Heard[], { period, timeZone }: When): Block[] {
  const named = heard.filter(({ reading }) => reading.namesDesk);
  if (named.length === 0) return [];
  const steps = stepsOf(period, createDayReader(timeZone));
  const negative = named.filter(({ reading }) => moodOf(reading.sentiment) === 'negative').length;
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'lines',
        title: `Messages that name the desk ${steps.unit === 'day' ? 'a day' : 'a week'}`,
        says: `${countWords(named.length, 'message')} in public channels, ${negative} of them negative.`,
        x: { kind: 'time', label: steps.unit, timeZone },
        y: { label: `messages a ${steps.unit}`, unit: 'count' },
        series: [
          {
            name: 'name the desk',
            points: countBySteps(
              named.map(({ at }) => at),
              steps,
            ),
          },
        ],
      },
    },
  ];
}

function topicBlocks(heard: readonly Heard[]): Block[] {
  const byIntent = groupBy(
    heard.filter(({ reading }) => reading.intent !== undefined),
    ({ reading }) => reading.intent ?? '',
  );
  const topics = [...byIntent]
    .filter(([, messages]) => messages.length >= LEAST_MESSAGES)
    .toSorted((a, b) => b[1].length - a[1].length)
    .slice(0, MOST_TOPICS);
  if (topics.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'What is talked about in public, of what the bot would answer',
      columns: [
        { title: 'Intent' },
        { title: 'Messages', unit: 'count' },
        { title: 'of all', unit: 'share' },
        { title: 'negative', unit: 'share' },
        { title: 'from', unit: 'share' },
        { title: 'to', unit: 'share' },
      ],
      rows: topics.map(([intent, messages]): Cell[] => {
        const successes = messages.filter(({ reading }) => moodOf(reading.sentiment) === 'negative').length;
        const { low, high } = wilson({ successes, trials: messages.length });
        return [intent, messages.length, messages.length / heard.length, successes / messages.length, low, high];
      }),
    },
  ];
}
