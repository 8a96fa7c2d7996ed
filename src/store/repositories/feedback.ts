import type { AuthorKind } from '../../domain/message.ts';
import type { FeedbackKind, FeedbackReads, FeedbackRow, FeedbackWrites } from '../../ports/store.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { createFactLog } from './facts.ts';

const select = statement((builder: QueryBuilder, given: Given<{ messageId: string }>) =>
  builder.selectFrom('feedback').selectAll().where('message_id', '=', given('messageId')),
);

const selectSince = statement((builder: QueryBuilder, given: Given<{ since: number }>) =>
  builder.selectFrom('feedback').selectAll().where('asked_at', '>=', given('since')).orderBy('asked_at'),
);

const selectOfConversation = statement((builder: QueryBuilder, given: Given<{ conversationId: string }>) =>
  builder.selectFrom('feedback').selectAll().where('conversation_id', '=', given('conversationId')),
);

const insert = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      messageId: string;
      kind: FeedbackKind;
      conversationId: string;
      channel: string;
      authorKind: AuthorKind;
      authorId: string;
      authorName: string;
      intent: string | null;
      articleId: string | null;
      ticketId: string | null;
      weight: number;
      askedAt: number;
    }>,
  ) =>
    builder
      .insertInto('feedback')
      .values({
        message_id: given('messageId'),
        kind: given('kind'),
        conversation_id: given('conversationId'),
        channel: given('channel'),
        author_kind: given('authorKind'),
        author_id: given('authorId'),
        author_name: given('authorName'),
        intent: given('intent'),
        article_id: given('articleId'),
        ticket_id: given('ticketId'),
        weight: given('weight'),
        asked_at: given('askedAt'),
      })
      .onConflict((conflict) => conflict.column('message_id').doNothing()),
);

const updateReactions = statement((builder: QueryBuilder, given: Given<{ messageId: string; reactions: string }>) =>
  builder
    .updateTable('feedback')
    .set({ reactions: given('reactions') })
    .where('message_id', '=', given('messageId')),
);

const updateScore = statement(
  (builder: QueryBuilder, given: Given<{ messageId: string; score: number | null; scoredAt: number | null }>) =>
    builder
      .updateTable('feedback')
      .set({ score: given('score'), scored_at: given('scoredAt') })
      .where('message_id', '=', given('messageId')),
);

const deleteOne = statement((builder: QueryBuilder, given: Given<{ messageId: string }>) =>
  builder.deleteFrom('feedback').where('message_id', '=', given('messageId')),
);

/** The feedback over one connection. */
export function createFeedback(connection: Connection): FeedbackReads & FeedbackWrites {
  const facts = createFactLog(connection);
  return {
    async get(messageId) {
      const row = await select.row(connection, { messageId });
      return row && toFeedbackRow(row);
    },
    async since(since) {
      return (await selectSince.rows(connection, { since })).map(toFeedbackRow);
    },
    async ofConversations(conversationIds) {
      const found = [];
      for (const conversationId of conversationIds) {
        found.push(...(await selectOfConversation.rows(connection, { conversationId })));
      }
      return found.map(toFeedbackRow).sort((a, b) => a.askedAt - b.askedAt);
    },
    async forget(messageId) {
      await facts.append('unasked', messageId);
      await deleteOne.run(connection, { messageId });
    },
    async ask({ author, ...row }) {
      const isNew = await insert.run(connection, {
        messageId: row.messageId,
        kind: row.kind,
        conversationId: row.conversationId,
        channel: row.channel,
        authorKind: author.kind,
        authorId: author.id,
        authorName: author.name,
        intent: row.intent ?? null,
        articleId: row.articleId ?? null,
        ticketId: row.ticketId ?? null,
        weight: row.weight,
        askedAt: row.askedAt,
      });
      if (isNew > 0) await facts.append('asked', row.messageId);
    },
    async score(messageId, score, at, reactions) {
      if (reactions !== undefined) {
        await updateReactions.run(connection, { messageId, reactions: toJson(reactions) });
      }
      const values =
        score === undefined ? { messageId, score: null, scoredAt: null } : { messageId, score, scoredAt: at };
      if ((await updateScore.run(connection, values)) === 0) return false;
      if (score === undefined) await facts.appendTakenBack('scored', messageId, at);
      else await facts.append('scored', messageId);
      return true;
    },
  };
}

function toFeedbackRow(row: Tables['feedback']): FeedbackRow {
  return {
    messageId: row.message_id,
    kind: row.kind,
    conversationId: row.conversation_id,
    channel: row.channel,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    intent: row.intent ?? undefined,
    articleId: row.article_id ?? undefined,
    ticketId: row.ticket_id ?? undefined,
    weight: row.weight,
    askedAt: row.asked_at,
    score: row.score ?? undefined,
    scoredAt: row.scored_at ?? undefined,
    reactions: row.reactions === null ? [] : parseJson(row.reactions, 'feedback', row.message_id),
  };
}
