import { type RawBuilder, type Selectable, sql } from 'kysely';
import { FACT_KINDS, type Fact, type FactKind } from '../../domain/fact.ts';
import type { FactReads, FactWrites } from '../../ports/facts.ts';
import { type Connection, type Given, inSql, type QueryBuilder, type Statement, statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { FACT_COLUMNS, type FactValues, factsOf, rowKeyOf } from './fact-sources.ts';

type Row = Selectable<Tables['facts']>;

const selectBetween = statement(
  (builder: QueryBuilder, given: Given<{ at: number; id: number; until: number; limit: number }>) =>
    builder
      .selectFrom('facts')
      .selectAll()
      .where(sql<boolean>`(at, id) > (${given('at')}, ${given('id')})`)
      .where('at', '<', given('until'))
      .orderBy('at')
      .orderBy('id')
      .limit(given('limit')),
);

const selectOfTicket = statement((builder: QueryBuilder, given: Given<{ ticketId: string }>) =>
  builder.selectFrom('facts').selectAll().where('ticket_id', '=', given('ticketId')).orderBy('id'),
);

const selectFirst = statement((builder: QueryBuilder) =>
  builder.selectFrom('facts').select('at').orderBy('at').orderBy('id').limit(1),
);

const selectLatest = statement((builder: QueryBuilder, given: Given<{ key: string; kind: FactKind }>) =>
  builder
    .selectFrom('facts')
    .selectAll()
    .where('key', '=', given('key'))
    .where('kind', '=', given('kind'))
    .orderBy('id', 'desc')
    .limit(1),
);

const deleteOne = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder.deleteFrom('facts').where('id', '=', given('id')),
);

type RowKey = Record<'rowKey', string | number>;

/** Appends the fact of one row of its source. */
const insertFact = ofEachKind((kind) =>
  statement((builder: QueryBuilder, given: Given<RowKey>) =>
    insertInto(builder, factsOf(kind, sql`${rowKeyOf(kind)} = ${given('rowKey')}`)),
  ),
);

const insertTakenBack = ofEachKind((kind) =>
  statement((builder: QueryBuilder, given: Given<RowKey & { at: number }>) =>
    insertInto(builder, factsOf(kind, sql`${rowKeyOf(kind)} = ${given('rowKey')}`, given('at'))),
  ),
);

const derive = ofEachKind((kind) =>
  statement((builder: QueryBuilder, given: Given<RowKey & { limit: number }>) =>
    inSql(
      builder,
      sql<FactValues>`${factsOf(kind, sql`${rowKeyOf(kind)} > ${given('rowKey')}`)}
        order by ${rowKeyOf(kind)} limit ${given('limit')}`,
    ),
  ),
);

/** Facts in the transaction of what they are about. */
export interface FactLog {
  /** Appends the fact of this row of its source, as it is now. */
  append(kind: FactKind, rowKey: string | number): Promise<void>;
  /** Appends that what this row had said is taken back. */
  appendTakenBack(kind: 'outcome' | 'scored', rowKey: string | number, at: number): Promise<void>;
}

export function createFactLog(connection: Connection): FactLog {
  return {
    async append(kind, rowKey) {
      await insertFact[kind].run(connection, { rowKey });
    },
    async appendTakenBack(kind, rowKey, at) {
      await insertTakenBack[kind].run(connection, { rowKey, at });
    },
  };
}

/** The facts over one connection. */
export function createFacts(connection: Connection): FactReads & FactWrites {
  return {
    async between({ since, until }, { limit, after = { at: since, id: 0 } }) {
      return (await selectBetween.rows(connection, { ...after, until, limit })).map(toFact);
    },
    async ofTicket(ticketId) {
      return (await selectOfTicket.rows(connection, { ticketId })).map(toFact);
    },
    async firstAt() {
      return (await selectFirst.row(connection, {}))?.at;
    },
    async rebuild(kind, { limit, after }) {
      const rowKey = after ?? (isNumbered(kind) ? 0 : '');
      const derived = await derive[kind].rows(connection, {
        rowKey: isNumbered(kind) ? Number(rowKey) : rowKey,
        limit,
      });
      let added = 0;
      let corrected = 0;
      for (const fact of derived) {
        const known = await selectLatest.row(connection, { key: fact.key, kind });
        if (known !== undefined && FACT_COLUMNS.every((column) => known[column] === fact[column])) continue;
        if (known === undefined) added += 1;
        else {
          corrected += 1;
          await deleteOne.run(connection, { id: known.id });
        }
        await insertFact[kind].run(connection, { rowKey: isNumbered(kind) ? Number(fact.key) : fact.key });
      }
      return { derived: derived.length, added, corrected, next: derived.at(-1)?.key };
    },
  };
}

function isNumbered(kind: FactKind): boolean {
  return kind === 'decision' || kind === 'outcome' || kind === 'correction' || kind === 'ticket';
}

function insertInto(builder: QueryBuilder, facts: RawBuilder<FactValues>) {
  const columns = sql.join(FACT_COLUMNS.map((column) => sql.ref(column)));
  return inSql(builder, sql`insert into facts (${columns}) ${facts}`);
}

function ofEachKind<Values extends Record<string, string | number | null>, Result>(
  make: (kind: FactKind) => Statement<Values, Result>,
): Record<FactKind, Statement<Values, Result>> {
  return Object.fromEntries(FACT_KINDS.map((kind) => [kind, make(kind)])) as Record<
    FactKind,
    Statement<Values, Result>
  >;
}

function toFact(row: Row): Fact {
  const base = {
    id: row.id,
    at: row.at,
    conversationId: row.conversation_id,
    customerId: row.customer_id,
    channel: row.channel,
  };
  const read = READERS[row.kind] as (row: Row) => Record<string, unknown>;
  // Each reader gives what its kind has, by the source's own columns.
  return { ...base, kind: row.kind, ...read(row) } as Fact;
}

const READERS: { [Kind in FactKind]: (row: Row) => unknown } = {
  decision: (row) => ({
    ...ofDecision(row),
    action: row.name,
    rule: row.detail,
    reason: row.reason ?? undefined,
    ticketId: row.ticket_id ?? undefined,
  }),
  outcome: (row) => ({
    ...ofDecision(row),
    outcome: row.name === 'none' ? undefined : row.name,
    action: row.detail,
  }),
  correction: (row) => ({ ...ofDecision(row), action: row.detail, by: { kind: row.by_kind, id: row.by_id } }),
  ticket: (row) => ({
    ticketId: row.ticket_id,
    event: row.name,
    by: { kind: row.by_kind, id: row.by_id },
    category: row.category,
    openedAt: row.opened_at,
    priority: row.value ?? undefined,
  }),
  asked: ofScore,
  scored: (row) => ({ ...ofScore(row), score: row.value ?? undefined }),
  unasked: ofScore,
};

function ofDecision(row: Row) {
  return {
    decisionId: Number(row.key),
    locale: row.locale,
    intent: row.intent ?? undefined,
    articleId: row.article_id ?? undefined,
    confidence: row.confidence ?? undefined,
  };
}

function ofScore(row: Row) {
  return {
    messageId: row.key,
    about: row.name,
    by: { kind: row.by_kind, id: row.by_id },
    intent: row.intent ?? undefined,
    articleId: row.article_id ?? undefined,
    ticketId: row.ticket_id ?? undefined,
    weight: row.weight,
  };
}
