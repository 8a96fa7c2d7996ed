/** What each kind of fact is derived from: one query a kind, for the row just written as well as for all there are. */

import { type RawBuilder, sql } from 'kysely';
import type { FactKind } from '../../domain/fact.ts';
import type { FactTable } from '../tables.ts';

/** The columns of a fact, in the order in which sources give them. */
export const FACT_COLUMNS = [
  'at',
  'kind',
  'key',
  'name',
  'detail',
  'reason',
  'conversation_id',
  'customer_id',
  'channel',
  'locale',
  'ticket_id',
  'by_kind',
  'by_id',
  'intent',
  'article_id',
  'category',
  'confidence',
  'value',
  'weight',
  'opened_at',
] as const satisfies readonly Exclude<keyof FactTable, 'id'>[];

type Column = (typeof FACT_COLUMNS)[number];
/** A fact's columns but for its kind; what is left out is null. */
type Columns = Partial<Record<Exclude<Column, 'kind'>, string>>;

/** A fact as a source gives it. */
export type FactValues = Pick<FactTable, Column>;

interface Source {
  /** Its tables, joined; `source` is what facts are derived from. */
  from: string;
  columns: Columns;
  /** What tells the source's rows apart, and rises with them or not. */
  rowKey: string;
  /** Which rows there are facts of. */
  where?: string;
}

const OF_CONVERSATION = { conversation_id: 'source.conversation_id', customer_id: 'conversation.customer_id' };
const JOIN_CONVERSATION = 'join conversations conversation on conversation.id = source.conversation_id';

const CONFIDENCE =
  "case when source.rule = 'article_confident' then source.article_confidence else coalesce(source.intent_confidence, source.article_confidence) end";

const OF_DECISION = {
  key: 'cast(source.id as text)',
  ...OF_CONVERSATION,
  channel: 'source.channel',
  locale: 'source.locale',
  intent: 'source.intent',
  article_id: 'source.article_id',
  confidence: CONFIDENCE,
};

const OF_FEEDBACK = {
  key: 'source.message_id',
  name: 'source.kind',
  ...OF_CONVERSATION,
  channel: 'source.channel',
  ticket_id: 'source.ticket_id',
  by_kind: 'source.author_kind',
  by_id: 'source.author_id',
  intent: 'source.intent',
  article_id: 'source.article_id',
  weight: 'source.weight',
};

const SOURCES: Record<FactKind, Source> = {
  decision: {
    from: `decisions source ${JOIN_CONVERSATION}`,
    rowKey: 'source.id',
    columns: {
      ...OF_DECISION,
      at: 'source.at',
      name: 'source.action',
      detail: 'source.rule',
      reason: 'source.reason',
      ticket_id: 'source.ticket_id',
    },
  },
  outcome: {
    from: `decisions source ${JOIN_CONVERSATION}`,
    rowKey: 'source.id',
    where: 'source.outcome is not null',
    columns: { ...OF_DECISION, at: 'source.outcome_at', name: 'source.outcome', detail: 'source.action' },
  },
  correction: {
    from: `decisions source ${JOIN_CONVERSATION}`,
    rowKey: 'source.id',
    where: 'source.correction is not null',
    columns: {
      ...OF_DECISION,
      at: "source.correction ->> '$.at'",
      name: "'corrected'",
      detail: 'source.action',
      intent: "source.correction ->> '$.intent'",
      article_id: "source.correction ->> '$.articleId'",
      by_kind: "'agent'",
      by_id: "source.correction ->> '$.by.id'",
    },
  },
  ticket: {
    from: 'ticket_events source join tickets ticket on ticket.id = source.ticket_id',
    rowKey: 'source.id',
    columns: {
      at: 'source.at',
      key: 'cast(source.id as text)',
      name: 'source.kind',
      conversation_id: 'ticket.conversation_id',
      customer_id: 'ticket.customer_id',
      channel: 'ticket.channel',
      ticket_id: 'ticket.id',
      by_kind: 'source.by_kind',
      by_id: 'source.by_id',
      category: 'ticket.category',
      value: "ticket.ticket ->> '$.openedWithPriority'",
      opened_at: 'ticket.opened_at',
    },
  },
  asked: {
    from: `feedback source ${JOIN_CONVERSATION}`,
    rowKey: 'source.message_id',
    columns: { ...OF_FEEDBACK, at: 'source.asked_at' },
  },
  scored: {
    from: `feedback source ${JOIN_CONVERSATION}`,
    rowKey: 'source.message_id',
    where: 'source.score is not null',
    columns: { ...OF_FEEDBACK, at: 'source.scored_at', value: 'source.score' },
  },
  // The row is gone once this has happened, so that it can be written with it and never derived.
  unasked: {
    from: `feedback source ${JOIN_CONVERSATION}`,
    rowKey: 'source.message_id',
    columns: { ...OF_FEEDBACK, at: 'source.asked_at' },
  },
};

/**
 * The facts of a kind in SQL, of those rows of its source to which `which` applies. With `takenBackAt`, an outcome or a score that is
 * not there any more, since then.
 */
export function factsOf(
  kind: FactKind,
  which: RawBuilder<unknown>,
  takenBackAt?: RawBuilder<number>,
): RawBuilder<FactValues> {
  const { from, columns, where = '1 = 1' } = SOURCES[kind];
  const listed = FACT_COLUMNS.map((column) => {
    if (column === 'kind') return sql.lit(kind);
    if (takenBackAt === undefined) return sql.raw(columns[column] ?? 'null');
    if (column === 'at') return takenBackAt;
    return sql.raw((column === 'name' && kind === 'outcome' ? "'none'" : columns[column]) ?? 'null');
  });
  const isThere = sql.raw(takenBackAt === undefined ? where : '1 = 1');
  return sql`select ${sql.join(FACT_COLUMNS.map((column, index) => sql`${listed[index]} as ${sql.ref(column)}`))}
    from ${sql.raw(from)} where ${isThere} and ${which}`;
}

/** What tells the rows of a kind's source apart. */
export function rowKeyOf(kind: FactKind): RawBuilder<unknown> {
  return sql.raw(SOURCES[kind].rowKey);
}
