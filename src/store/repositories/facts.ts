import { type RawBuilder, type Selectable, sql } from 'kysely';
import {
  type AskedFact,
  type CorrectionFact,
  type DecisionFact,
  FACT_KINDS,
  type Fact,
  type FactKind,
  type OutcomeFact,
  type ScoredFact,
  type TicketFact,
  type UnaskedFact,
} from '../../domain/fact.ts';
import type { FactReads, FactSelection, FactWrites } from '../../ports/facts.ts';
import { type Connection, type Given, inSql, type QueryBuilder, type Statement, statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { FACT_COLUMNS, type FactValues, factsOf, rowKeyOf } from './fact-sources.ts';

type Row = Selectable<Tables['facts']>;

/** In the order in which `toFact` takes them. */
// biome-ignore format: as there.
const COLUMNS = [
  'id', 'at', 'kind', 'key', 'name', 'detail', 'reason', 'conversation_id', 'customer_id', 'channel',
  'locale', 'ticket_id', 'by_kind', 'by_id', 'intent', 'article_id', 'category',
  'confidence', 'value', 'weight', 'opened_at',
] as const;
type CellsOf<Columns extends readonly (keyof Row)[]> = { [Index in keyof Columns]: Row[Columns[Index]] };
type Cells = CellsOf<typeof COLUMNS>;

type Between = Statement<{ at: number; id: number; until: number; limit: number }, unknown>;
const EVERYTHING: FactSelection = Object.fromEntries(FACT_KINDS.map((kind) => [kind, 'all']));
const selectBetween = new WeakMap<FactSelection, Between>();

/** The query of each selection is written once. */
function betweenOf(only: FactSelection): Between {
  const known = selectBetween.get(only);
  if (known !== undefined) return known;
  const made: Between = statement((builder, given) => {
    const query = builder
      .selectFrom('facts')
      .select(COLUMNS)
      .where(sql<boolean>`(at, id) > (${given('at')}, ${given('id')})`)
      .where('at', '<', given('until'));
    const wanted = only === EVERYTHING ? query : query.where(isWanted(only));
    return wanted.orderBy('at').orderBy('id').limit(given('limit'));
  });
  selectBetween.set(only, made);
  return made;
}

function isWanted(only: FactSelection): RawBuilder<boolean> {
  const listed = (texts: readonly string[]) => sql.join(texts.map((text) => sql.lit(text)));
  const kinds = Object.entries(only).map(([kind, names]) =>
    names === 'all' ? sql`kind = ${sql.lit(kind)}` : sql`(kind = ${sql.lit(kind)} and name in (${listed(names)}))`,
  );
  return sql`(${sql.join(kinds, sql` or `)})`;
}

const selectOfTicket = statement((builder: QueryBuilder, given: Given<{ ticketId: string }>) =>
  builder.selectFrom('facts').select(COLUMNS).where('ticket_id', '=', given('ticketId')).orderBy('id'),
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
    async between({ since, until }, { limit, after = { at: since, id: 0 }, only = EVERYTHING }) {
      const { at, id } = after;
      return (await betweenOf(only).cells<Cells>(connection, { at, id, until, limit })).map(toFact);
    },
    async ofTicket(ticketId) {
      return (await selectOfTicket.cells<Cells>(connection, { ticketId })).map(toFact);
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

/** Very many are read: each kind is spelt out, since spreading one object into another takes several times as long. */
function toFact(cells: Cells): Fact {
  // biome-ignore format: in the lines of the columns.
  const [
    id, at, kind, key, name, detail, reason, conversationId, customerId, channel,
    locale, ticketId, byKind, byId, intentOrNull, articleOrNull, category,
    confidenceOrNull, value, weight, openedAt,
  ] = cells;
  const intent = intentOrNull ?? undefined;
  const articleId = articleOrNull ?? undefined;
  const confidence = confidenceOrNull ?? undefined;
  const decisionId = Number(key);
  const by = { kind: byKind, id: byId };
  // biome-ignore format: a line for what all have, and a line for what the kind has.
  switch (kind) {
    case 'decision':
      return { id, at, conversationId, customerId, channel, kind, decisionId, locale, intent, articleId, confidence,
        action: name, rule: detail, reason: reason ?? undefined, ticketId: ticketId ?? undefined } as DecisionFact;
    case 'outcome':
      return { id, at, conversationId, customerId, channel, kind, decisionId, locale, intent, articleId, confidence,
        outcome: name === 'none' ? undefined : name, action: detail } as OutcomeFact;
    case 'correction':
      return { id, at, conversationId, customerId, channel, kind, decisionId, locale, intent, articleId, confidence,
        action: detail, by } as CorrectionFact;
    case 'ticket':
      return { id, at, conversationId, customerId, channel, kind, ticketId, event: name, by, category, openedAt,
        priority: value ?? undefined } as TicketFact;
    case 'scored':
      return { id, at, conversationId, customerId, channel, kind, messageId: key, about: name, by, intent, articleId,
        ticketId: ticketId ?? undefined, weight, score: value ?? undefined } as ScoredFact;
    default:
      return { id, at, conversationId, customerId, channel, kind, messageId: key, about: name, by, intent, articleId,
        ticketId: ticketId ?? undefined, weight } as AskedFact | UnaskedFact;
  }
}
