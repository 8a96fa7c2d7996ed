import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { DecisionRecord, Outcome, StoredDecision } from '../../domain/decision-record.ts';
import type { DecisionReads, DecisionWrites, OutcomeCounts } from '../../ports/decisions.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { createFactLog } from './facts.ts';

type Row = Selectable<Tables['decisions']>;

/** What has no column of its own. */
type Details = Pick<
  DecisionRecord,
  'thresholds' | 'messageIds' | 'answerIds' | 'slot' | 'called' | 'answer' | 'offered' | 'choiceId' | 'command'
>;

const select = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder.selectFrom('decisions').selectAll().where('id', '=', given('id')),
);

const selectOfConversation = statement(
  (builder: QueryBuilder, given: Given<{ conversationId: string; before: number; except: string; limit: number }>) =>
    builder
      .selectFrom('decisions')
      .selectAll()
      .where('conversation_id', '=', given('conversationId'))
      .where('id', '<', given('before'))
      .where(sql<boolean>`action <> ${given('except')}`)
      .orderBy('id', 'desc')
      .limit(given('limit')),
);

const selectLatest = statement((builder: QueryBuilder, given: Given<{ conversationId: string }>) =>
  newestOf(builder, given('conversationId')),
);

const selectLatestAction = statement(
  (builder: QueryBuilder, given: Given<{ conversationId: string; action: Row['action'] }>) =>
    newestOf(builder, given('conversationId')).where('action', '=', given('action')),
);

const selectSince = statement((builder: QueryBuilder, given: Given<{ at: number; id: number; limit: number }>) =>
  builder
    .selectFrom('decisions')
    .selectAll()
    .where(sql<boolean>`(at, id) > (${given('at')}, ${given('id')})`)
    .orderBy('at')
    .orderBy('id')
    .limit(given('limit')),
);

const selectJudged = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('decisions')
    .selectAll()
    // As the index has it.
    .where(sql<boolean>`(outcome in ('helped', 'not_helped', 'picked') or correction is not null)`)
    .orderBy('id', 'desc')
    .limit(given('limit')),
);

const selectVariants = statement((builder: QueryBuilder, given: Given<{ since: number; limit: number }>) =>
  builder
    .selectFrom('decisions')
    .select(['conversation_id', 'at', 'locale', 'intent', 'answer_key', 'outcome'])
    .where('answer_key', 'is not', null)
    .where('at', '>=', given('since'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(given('limit')),
);

const countOutcomes = statement((builder: QueryBuilder, given: Given<{ since: number }>) =>
  builder
    .selectFrom('decisions')
    .select([
      countOf('helped').as('helped'),
      countOf('not_helped').as('not_helped'),
      countOf('picked').as('picked'),
      countOf('handed_over').as('handed_over'),
      countOf('reopened').as('reopened'),
      sql<number>`count(*) - count(outcome)`.as('unknown'),
    ])
    .where('at', '>=', given('since')),
);

function countOf(outcome: Outcome): RawBuilder<number> {
  return sql<number>`count(case when outcome = ${sql.lit(outcome)} then 1 end)`;
}

const NO_OUTCOMES: OutcomeCounts = { helped: 0, not_helped: 0, picked: 0, handed_over: 0, reopened: 0, unknown: 0 };

const insert = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      conversationId: string;
      channel: string;
      at: number;
      contentVersion: string;
      locale: string;
      rule: Row['rule'];
      action: Row['action'];
      reason: Row['reason'];
      intent: string | null;
      intentConfidence: number | null;
      articleId: string | null;
      articleConfidence: number | null;
      ticketId: string | null;
      analysis: string | null;
      answerKey: string | null;
      details: string;
    }>,
  ) =>
    builder
      .insertInto('decisions')
      .values({
        conversation_id: given('conversationId'),
        channel: given('channel'),
        at: given('at'),
        content_version: given('contentVersion'),
        locale: given('locale'),
        rule: given('rule'),
        action: given('action'),
        reason: given('reason'),
        intent: given('intent'),
        intent_confidence: given('intentConfidence'),
        article_id: given('articleId'),
        article_confidence: given('articleConfidence'),
        ticket_id: given('ticketId'),
        analysis: given('analysis'),
        answer_key: given('answerKey'),
        details: given('details'),
      })
      .returning('id'),
);

const updateOutcome = statement(
  (
    builder: QueryBuilder,
    given: Given<{ id: number; outcome: Row['outcome']; choiceId: string | null; at: number | null }>,
  ) =>
    builder
      .updateTable('decisions')
      .set({ outcome: given('outcome'), outcome_choice: given('choiceId'), outcome_at: given('at') })
      .where('id', '=', given('id')),
);

const updateCorrection = statement((builder: QueryBuilder, given: Given<{ id: number; correction: string }>) =>
  builder
    .updateTable('decisions')
    .set({ correction: given('correction') })
    .where('id', '=', given('id')),
);

const updateAnalysis = statement((builder: QueryBuilder, given: Given<{ id: number; analysis: string | null }>) =>
  builder
    .updateTable('decisions')
    .set({ analysis: given('analysis') })
    .where('id', '=', given('id')),
);

const deleteOfConversation = statement((builder: QueryBuilder, given: Given<{ conversationId: string }>) =>
  builder.deleteFrom('decisions').where('conversation_id', '=', given('conversationId')),
);

const deleteOldest = statement((builder: QueryBuilder, given: Given<{ before: number; limit: number }>) =>
  builder
    .deleteFrom('decisions')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('decisions as old')
        .select('old.id')
        .where('old.at', '<', given('before'))
        .orderBy('old.at')
        .limit(given('limit')),
    ),
);

/** The decisions over one connection. */
export function createDecisions(connection: Connection): DecisionReads & DecisionWrites {
  const facts = createFactLog(connection);
  return {
    async get(id) {
      const row = await select.row(connection, { id });
      return row && toStoredDecision(row);
    },
    async ofConversation(conversationId, { limit, before = Number.MAX_SAFE_INTEGER, except = '' }) {
      const rows = await selectOfConversation.rows(connection, { conversationId, before, except, limit });
      return rows.map(toStoredDecision);
    },
    async latest(conversationId, action) {
      const row =
        action === undefined
          ? await selectLatest.row(connection, { conversationId })
          : await selectLatestAction.row(connection, { conversationId, action });
      return row && toStoredDecision(row);
    },
    async since(since, { limit, after = { at: since, id: 0 } }) {
      const { at, id } = after;
      return (await selectSince.rows(connection, { at, id, limit })).map(toStoredDecision);
    },
    async judged(limit) {
      return (await selectJudged.rows(connection, { limit })).map(toStoredDecision);
    },
    async variants(since, limit) {
      return (await selectVariants.rows(connection, { since, limit })).map((row) => ({
        conversationId: row.conversation_id,
        at: row.at,
        locale: row.locale,
        intent: row.intent ?? '',
        answer: row.answer_key ?? '',
        outcome: row.outcome ?? undefined,
      }));
    },
    async countOutcomes(since) {
      return (await countOutcomes.row(connection, { since })) ?? NO_OUTCOMES;
    },
    async add(decision) {
      const inserted = await insert.row(connection, toValues(decision));
      if (inserted === undefined) throw new Error('An inserted decision has an id.');
      await facts.append('decision', inserted.id);
      return inserted.id;
    },
    async setOutcome(id, { outcome, choiceId = null, at }) {
      await updateOutcome.run(connection, { id, outcome, choiceId, at });
      await facts.append('outcome', id);
    },
    async takeBackOutcome(id, at) {
      await updateOutcome.run(connection, { id, outcome: null, choiceId: null, at: null });
      await facts.appendTakenBack('outcome', id, at);
    },
    async correct(id, correction) {
      await updateCorrection.run(connection, { id, correction: toJson(correction) });
      await facts.append('correction', id);
    },
    async replaceAnalysis(id, analysis) {
      await updateAnalysis.run(connection, { id, analysis: analysis === undefined ? null : toJson(analysis) });
    },
    removeConversation: (conversationId) => deleteOfConversation.run(connection, { conversationId }),
    prune: (before, limit) => deleteOldest.run(connection, { before, limit }),
  };
}

function newestOf(builder: QueryBuilder, conversationId: RawBuilder<string>) {
  return builder
    .selectFrom('decisions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(1);
}

function toValues(decision: DecisionRecord) {
  const { conversationId, channel, at, contentVersion, locale, rule, action, analysis } = decision;
  const { thresholds, messageIds, answerIds, slot, called, answer, offered, choiceId, command } = decision;
  const details: Details = { thresholds, messageIds, answerIds, slot, called, answer, offered, choiceId, command };
  return {
    ...{ conversationId, channel, at, contentVersion, locale, rule, action },
    reason: decision.reason ?? null,
    intent: decision.intent ?? null,
    intentConfidence: decision.intentConfidence ?? null,
    articleId: decision.articleId ?? null,
    articleConfidence: decision.articleConfidence ?? null,
    ticketId: decision.ticketId ?? null,
    analysis: analysis === undefined ? null : toJson(analysis),
    answerKey: answer?.key ?? null,
    details: toJson(details),
  };
}

function toStoredDecision(row: Row): StoredDecision {
  const { id, outcome, outcome_choice, outcome_at, correction, analysis, reason } = row;
  return {
    ...parseJson<Details>(row.details, 'decisions', id),
    id,
    conversationId: row.conversation_id,
    channel: row.channel,
    at: row.at,
    contentVersion: row.content_version,
    locale: row.locale,
    rule: row.rule,
    action: row.action,
    reason: reason ?? undefined,
    intent: row.intent ?? undefined,
    intentConfidence: row.intent_confidence ?? undefined,
    articleId: row.article_id ?? undefined,
    articleConfidence: row.article_confidence ?? undefined,
    ticketId: row.ticket_id ?? undefined,
    analysis: analysis === null ? undefined : parseJson(analysis, 'decisions', id),
    outcome:
      outcome === null || outcome_at === null
        ? undefined
        : { outcome, at: outcome_at, choiceId: outcome_choice ?? undefined },
    correction: correction === null ? undefined : parseJson(correction, 'decisions', id),
  };
}
