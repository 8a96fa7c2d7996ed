/** What customers read and search in the help articles. */

import type { WayOfReading } from '../../domain/help-use.ts';
import { count as countWords } from '../../domain/staff-wording.ts';
import { groupBy } from '../../lib/group-by.ts';
import type { ArticleReads, HelpUseReads, SearchedWords } from '../../ports/help-use.ts';
import type { Block, Cell, Period } from '../report.ts';

const MOST_ROWS = 10_000;
const MOST_ARTICLES = 25;
const MOST_BARS = 12;
const MOST_SEARCHES = 25;

const HOW_TO_COUNT =
  'Nothing that is read or searched in the help articles was counted. It is once desk.yaml says help_centre: { count_use: true }: articles by day, without who read them, and words only that three customers searched for.';

/** The blocks about the help articles; how to have them counted where nothing was. */
export async function helpCentre({ helpUse, period }: { helpUse: HelpUseReads; period: Period }): Promise<Block[]> {
  const reads = await helpUse.reads(period, MOST_ROWS);
  const counted = await helpUse.countSearches(period);
  const heading: Block = { kind: 'heading', text: 'Help articles' };
  if (reads.length === 0 && counted.searches === 0) return [heading, { kind: 'text', text: HOW_TO_COUNT }];
  const searches = await helpUse.searches(period, MOST_ROWS);
  return [
    heading,
    { kind: 'text', text: summaryOf(reads, counted) },
    ...readBlocks(reads),
    ...searchBlocks(
      searches.filter(({ withoutResult }) => withoutResult > 0),
      {
        title: 'Searched without result: what an article is missing for',
        order: (a, b) => b.withoutResult - a.withoutResult || b.customers - a.customers,
      },
    ),
    ...searchBlocks(searches, {
      title: 'Most searched',
      order: (a, b) => b.customers - a.customers || b.searches - a.searches,
    }),
  ];
}

function summaryOf(
  reads: readonly ArticleReads[],
  { searches, withoutResult }: { searches: number; withoutResult: number },
): string {
  const total = reads.reduce((sum, { count }) => sum + count, 0);
  const found = searches === 0 ? '' : `, ${withoutResult} of them without result`;
  const articles = new Set(reads.map(({ articleId }) => articleId)).size;
  return `${countWords(total, 'reading')} of ${countWords(articles, 'article')}, ${searches} ${searches === 1 ? 'search' : 'searches'}${found}. Days are those of UTC; words are shown once three customers searched for them.`;
}

const WAYS: readonly (readonly [WayOfReading, string])[] = [
  ['page', 'on its page'],
  ['chat', 'in the chat'],
  ['more', 'read on'],
];

function readBlocks(reads: readonly ArticleReads[]): Block[] {
  const sumOf = (rows: readonly ArticleReads[]) => rows.reduce((sum, { count }) => sum + count, 0);
  const byArticle = [...groupBy(reads, ({ articleId, locale }) => `${articleId} (${locale})`)]
    .map(([name, rows]) => ({ name, rows, total: sumOf(rows) }))
    .toSorted((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
  if (byArticle.length === 0) return [];
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'bars',
        title: 'Most read',
        says: `The ${Math.min(MOST_BARS, byArticle.length)} articles that are read most.`,
        axis: { label: 'readings', unit: 'count' },
        bars: byArticle.slice(0, MOST_BARS).map(({ name, total }) => ({ name, value: total })),
      },
    },
    {
      kind: 'table',
      title: 'Readings by article',
      columns: [
        { title: 'Article' },
        { title: 'Readings', unit: 'count' },
        ...WAYS.map(([, title]) => ({ title, unit: 'count' as const })),
      ],
      rows: byArticle
        .slice(0, MOST_ARTICLES)
        .map(({ name, rows, total }): Cell[] => [
          name,
          total,
          ...WAYS.map(([way]) => sumOf(rows.filter((row) => row.way === way))),
        ]),
    },
  ];
}

function searchBlocks(
  searches: readonly SearchedWords[],
  { title, order }: { title: string; order(a: SearchedWords, b: SearchedWords): number },
): Block[] {
  if (searches.length === 0) return [];
  return [
    {
      kind: 'table',
      title,
      columns: [
        { title: 'Words' },
        { title: 'Language' },
        { title: 'Customers', unit: 'count' },
        { title: 'Searches', unit: 'count' },
        { title: 'Without result', unit: 'count' },
      ],
      rows: searches
        .toSorted(order)
        .slice(0, MOST_SEARCHES)
        .map((one): Cell[] => [one.words, one.locale, one.customers, one.searches, one.withoutResult]),
    },
  ];
}
