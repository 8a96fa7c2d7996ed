/** What customers ask for: by intent and week, what rises, and which words are new. */

import type { TreeNode } from '../../charts/chart.ts';
import { DAY_MS, HOUR_MS } from '../../domain/policy.ts';
import { groupBy } from '../../lib/group-by.ts';
import type { MessageReads } from '../../ports/store.ts';
import { classifyTickets, type MethodName } from '../classification/classify-tickets.ts';
import type { DecisionNode } from '../classification/decision-tree.ts';
import type { LabelledTicket } from '../classification/features.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader, isoDay } from '../days.ts';
import { helpCentre } from '../help/help-centre.ts';
import { publicChannels } from '../mood/public-channels.ts';
import type { Block, Cell } from '../report.ts';
import { findNewWords, type TextRow } from './new-words.ts';
import { type Demand, findDemand, type IntentDemand } from './rising.ts';

const MOST_INTENTS = 25;
const MOST_LINES = 6;
/** So many of the last stand in the table; the picture has all. */
const MOST_WEEKS = 6;
/** More texts than these are not read: the newest count. */
const MOST_TEXTS = 60_000;
const PAGE_LENGTH = 2_000;

interface ConversationText extends TextRow {
  conversationId: string;
}

/** The blocks of the report. */
export async function demand(input: ReportInput): Promise<Block[]> {
  const { history, period, knownSince, now } = input;
  // As long as the period, and a month at most.
  const recentWeeks = Math.min(4, Math.max(1, Math.round((period.until - period.since) / (7 * DAY_MS))));
  const found = findDemand(history.questions, { until: now, knownSince: knownSince ?? now, recentWeeks });
  const unknown = (what: string, reason: string): Block => ({ kind: 'unknown', what, reason });
  const texts = await customerTexts(input);
  return [
    ...(found.kind === 'unknown' ? [unknown('What is rising', found.reason)] : demandBlocks(found, input.timeZone)),
    ...newWords(input, texts, period.until - Math.min(14 * DAY_MS, (period.until - period.since) / 2)),
    ...classification(input, texts),
    ...(await helpCentre(input)),
    ...(await publicChannels(input)),
  ];
}

function demandBlocks({ weeks, recentWeeks, all, intents }: Demand, timeZone: string): Block[] {
  const rising = intents.filter(({ change }) => change === 'rising');
  const falling = intents.filter(({ change }) => change === 'falling');
  const named = (list: readonly IntentDemand[]) =>
    list
      .map(({ intent, times }) => `${intent}${times === undefined ? ' (new)' : ` (${times.toFixed(1)} ×)`}`)
      .join(', ');
  const text = [
    rising.length === 0 ? 'Nothing rises beyond chance.' : `Rising: ${named(rising)}.`,
    ...(falling.length === 0 ? [] : [`Falling: ${named(falling)}.`]),
    ...(all.change === undefined ? [] : [`The desk as a whole is ${all.change}.`]),
  ].join(' ');
  const shown = [...rising, ...intents.filter(({ change }) => change !== 'rising')].slice(0, MOST_LINES);
  const compared = recentWeeks === 1 ? 'The last week' : `The last ${recentWeeks} weeks`;
  return [
    {
      kind: 'text',
      text: `${text} ${compared} of 7 days against ${weeks.length - recentWeeks} before; a mistake in one report of twenty at most.`,
    },
    {
      kind: 'chart',
      chart: {
        kind: 'lines',
        title: 'Questions a week',
        says: 'What rises first, then what is asked most.',
        x: { kind: 'time', label: 'beginning of the week', timeZone },
        y: { label: 'questions a week', unit: 'count' },
        series: shown.map(({ intent, questions }) => ({
          name: intent,
          points: questions.map((y, index) => ({ x: weeks[index] ?? 0, y })),
        })),
      },
    },
    {
      kind: 'table',
      title: 'By intent',
      columns: [
        { title: 'Intent' },
        { title: 'Change' },
        { title: 'Times as many', unit: 'number' },
        { title: 'from', unit: 'number' },
        { title: 'to', unit: 'number' },
        ...weeks
          .slice(-MOST_WEEKS)
          .map((week) => ({ title: isoDay(Math.floor(week / DAY_MS)).slice(5), unit: 'count' as const })),
      ],
      rows: intents
        .slice(0, MOST_INTENTS)
        .map(({ intent, change, times, low, high, questions }): Cell[] => [
          intent,
          change ?? '',
          times,
          low,
          high,
          ...questions.slice(-MOST_WEEKS),
        ]),
    },
  ];
}

async function customerTexts({ texts, history, period }: ReportInput): Promise<ConversationText[]> {
  const range = { since: period.since - (period.until - period.since), until: period.until };
  return readTexts(texts, range, history.conversations);
}

function newWords({ period }: ReportInput, rows: readonly TextRow[], since: number): Block[] {
  const found = findNewWords(rows, { since, until: period.until });
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'New words', reason: found.reason }];
  return [
    {
      kind: 'table',
      title: `New words and phrases since ${isoDay(Math.floor(since / DAY_MS))}, each of three customers or more`,
      columns: [
        { title: 'Words' },
        { title: 'Customers', unit: 'count' },
        { title: 'Now', unit: 'share' },
        { title: 'Before', unit: 'share' },
      ],
      rows: found.terms.map(({ words, customers, share, shareBefore }) => [words, customers, share, shareBefore]),
    },
  ];
}

async function readTexts(
  read: Pick<MessageReads, 'customerTexts'>,
  range: { since: number; until: number },
  customerOf: ReadonlyMap<string, { customerId: string; locale: string }>,
): Promise<ConversationText[]> {
  const rows: ConversationText[] = [];
  let after: number | undefined;
  do {
    const page = await read.customerTexts(range, { limit: PAGE_LENGTH, after });
    for (const { conversationId, at, text } of page.texts) {
      const customer = customerOf.get(conversationId);
      if (customer !== undefined && text !== '') rows.push({ ...customer, conversationId, at, text });
    }
    after = page.next;
    if (rows.length > 2 * MOST_TEXTS) rows.splice(0, rows.length - MOST_TEXTS);
  } while (after !== undefined);
  return rows.slice(-MOST_TEXTS);
}

/** What led to a ticket was said within this time before it was opened. */
const LED_TO_MS = DAY_MS;

const METHOD_WORDS: Record<MethodName, string> = {
  'nearest three': 'the three most similar tickets',
  nearest: 'the most similar tickets, as many as are best',
  tree: 'the decision tree below',
  majority: 'always the most frequent category',
  own: 'what the bot said',
};

/** How well tickets' categories can be told from what customers wrote, by two textbook methods and their errors. */
function classification({ history, timeZone }: ReportInput, texts: readonly ConversationText[]): Block[] {
  const days = createDayReader(timeZone);
  const byConversation = groupBy(texts, ({ conversationId }) => conversationId);
  const tickets = history.tickets.flatMap(
    ({ conversationId, customerId, channel, category, openedAt, locale = 'en' }): LabelledTicket[] => {
      const said = (byConversation.get(conversationId) ?? []).filter(
        ({ at }) => at <= openedAt && at >= openedAt - LED_TO_MS,
      );
      if (said.length === 0) return [];
      const hour = Math.floor(days.timeOfDayMs(openedAt) / HOUR_MS);
      return [{ customerId, text: said.map(({ text }) => text).join('\n'), locale, channel, hour, label: category }];
    },
  );
  const what = 'How well categories of tickets can be told';
  const found = classifyTickets(tickets);
  if (found.kind === 'unknown') return [{ kind: 'unknown', what, reason: found.reason }];
  return [
    { kind: 'heading', text: what },
    {
      kind: 'table',
      title: `${found.tickets} of ${found.of} tickets in ${found.classes} categories, each told by what was learnt from the others`,
      columns: [
        { title: 'By' },
        { title: 'Right', unit: 'share' },
        { title: 'from', unit: 'share' },
        { title: 'to', unit: 'share' },
        { title: 'Mean F1', unit: 'share' },
      ],
      rows: found.methods.map(({ name, scores: { accuracy, macroF1 } }): Cell[] => [
        METHOD_WORDS[name],
        accuracy.value,
        accuracy.low,
        accuracy.high,
        macroF1,
      ]),
    },
    {
      kind: 'chart',
      chart: {
        kind: 'tree',
        title: 'What tells categories apart',
        says: 'A decision tree over the words that tell the most, the hour and the channel.',
        root: toTreeNode(found.tree),
      },
    },
  ];
}

const DRAWN_DEPTH = 3;

function toTreeNode({ condition, count, label, children }: DecisionNode, depth = 0, edge?: string): TreeNode {
  const isDrawn = condition !== undefined && depth < DRAWN_DEPTH;
  return {
    label: isDrawn ? `${condition}?` : label,
    count,
    edge,
    children: isDrawn ? children.map((child, index) => toTreeNode(child, depth + 1, index === 0 ? 'yes' : 'no')) : [],
  };
}
