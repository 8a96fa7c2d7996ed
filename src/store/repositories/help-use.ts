import { sql } from 'kysely';
import { LEAST_SEARCHERS, type WayOfReading } from '../../domain/help-use.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { ArticleReads, HelpUseReads, HelpUseWrites, SearchedWords } from '../../ports/help-use.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

type Range = { since: number; until: number };
type DayOfReads = { day: number; articleId: string; locale: string; way: WayOfReading; count: number };

const addReads = statement((builder: QueryBuilder, given: Given<DayOfReads>) =>
  builder
    .insertInto('help_reads')
    .values({
      day: given('day'),
      article_id: given('articleId'),
      locale: given('locale'),
      way: given('way'),
      count: given('count'),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'article_id', 'locale', 'way'])
        .doUpdateSet({ count: sql<number>`help_reads.count + excluded.count` }),
    ),
);

const selectReads = statement((builder: QueryBuilder, given: Given<Range & { limit: number }>) =>
  builder
    .selectFrom('help_reads')
    .select(['article_id as articleId', 'locale', 'way', ({ fn }) => fn.sum<number>('count').as('count')])
    .where('day', '>=', given('since'))
    .where('day', '<', given('until'))
    .groupBy(['article_id', 'locale', 'way'])
    .orderBy('count', 'desc')
    .orderBy('article_id')
    .orderBy('locale')
    .orderBy('way')
    .limit(given('limit')),
);

type Search = { at: number; locale: string; wordsDigest: string; searcher: string; isFound: number };

const insertSearch = statement((builder: QueryBuilder, given: Given<Search>) =>
  builder.insertInto('help_searches').values({
    at: given('at'),
    locale: given('locale'),
    words_digest: given('wordsDigest'),
    searcher: given('searcher'),
    is_found: given('isFound'),
  }),
);

const countSearchers = statement((builder: QueryBuilder, given: Given<{ wordsDigest: string }>) =>
  builder
    .selectFrom('help_searches')
    .select(sql<number>`count(distinct searcher)`.as('searchers'))
    .where('words_digest', '=', given('wordsDigest')),
);

const keepWords = statement((builder: QueryBuilder, given: Given<{ wordsDigest: string; words: string }>) =>
  builder
    .updateTable('help_searches')
    .set({ words: given('words') })
    .where('words_digest', '=', given('wordsDigest'))
    .where('words', 'is', null),
);

const selectSearches = statement((builder: QueryBuilder, given: Given<Range & { limit: number }>) =>
  builder
    .selectFrom('help_searches')
    .select([
      sql<string>`words`.as('words'),
      'locale',
      ({ fn }) => fn.countAll<number>().as('searches'),
      sql<number>`count(distinct searcher)`.as('customers'),
      sql<number>`sum(1 - is_found)`.as('withoutResult'),
    ])
    .where('at', '>=', given('since'))
    .where('at', '<', given('until'))
    .where('words', 'is not', null)
    .groupBy(['words', 'locale'])
    .orderBy('customers', 'desc')
    .orderBy('searches', 'desc')
    .orderBy('words')
    .orderBy('locale')
    .limit(given('limit')),
);

const countAll = statement((builder: QueryBuilder, given: Given<Range>) =>
  builder
    .selectFrom('help_searches')
    .select([
      ({ fn }) => fn.countAll<number>().as('searches'),
      sql<number>`coalesce(sum(1 - is_found), 0)`.as('withoutResult'),
    ])
    .where('at', '>=', given('since'))
    .where('at', '<', given('until')),
);

const deleteUnkept = statement((builder: QueryBuilder, given: Given<{ before: number }>) =>
  builder.deleteFrom('help_searches').where('at', '<', given('before')).where('words', 'is', null),
);

/** What is read and searched in the help articles, over one connection. */
export function createHelpUse(connection: Connection): HelpUseReads & HelpUseWrites {
  return {
    async reads(range, limit): Promise<ArticleReads[]> {
      return (await selectReads.rows(connection, { ...range, limit })).map((row) => ({ ...row }));
    },
    async searches(range, limit): Promise<SearchedWords[]> {
      return (await selectSearches.rows(connection, { ...range, limit })).map((row) => ({ ...row }));
    },
    async countSearches(range) {
      return { searches: 0, withoutResult: 0, ...(await countAll.row(connection, range)) };
    },
    async addReads({ articleId, locale, way, count, at }) {
      const day = Math.floor(at / DAY_MS) * DAY_MS;
      await addReads.run(connection, { day, articleId, locale, way, count });
    },
    async addSearch({ words, wordsDigest, locale, isFound, at, searcher }) {
      await insertSearch.run(connection, { at, locale, wordsDigest, searcher, isFound: Number(isFound) });
      const { searchers = 0 } = (await countSearchers.row(connection, { wordsDigest })) ?? {};
      if (searchers >= LEAST_SEARCHERS) await keepWords.run(connection, { wordsDigest, words });
    },
    async prune(before) {
      await deleteUnkept.run(connection, { before });
    },
  };
}
