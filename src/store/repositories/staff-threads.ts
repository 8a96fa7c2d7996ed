import { sql } from 'kysely';
import type { StaffThread, StaffThreadReads, StaffThreadWrites } from '../../ports/staff-threads.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

type OfTicket = { ticketId: string };
type OfItem = { ticketId: string; itemId: string };

const select = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder.selectFrom('staff_threads').selectAll().where('ticket_id', '=', given('ticketId')),
);

const selectByAddress = statement((builder: QueryBuilder, given: Given<{ channelKey: string; threadKey: string }>) =>
  builder
    .selectFrom('staff_threads')
    .selectAll()
    .where('channel_key', '=', given('channelKey'))
    .where('thread_key', '=', given('threadKey')),
);

const selectByChannel = statement((builder: QueryBuilder, given: Given<{ channelKey: string }>) =>
  builder.selectFrom('staff_threads').select('ticket_id').where('channel_key', '=', given('channelKey')).limit(1),
);

const selectPostByChannel = statement((builder: QueryBuilder, given: Given<{ channelKey: string }>) =>
  builder.selectFrom('staff_thread_posts').select('ticket_id').where('channel_key', '=', given('channelKey')).limit(1),
);

const selectWaiting = statement((builder: QueryBuilder, given: Given<{ now: number; limit: number }>) =>
  builder
    .selectFrom('staff_threads')
    .select('ticket_id')
    .whereRef('desired_version', '>', 'shown')
    .where('next_attempt_at', '<=', given('now'))
    .orderBy('next_attempt_at')
    .limit(given('limit')),
);

const countUnopened = statement((builder: QueryBuilder) =>
  builder
    .selectFrom('staff_threads')
    .innerJoin('tickets', 'tickets.id', 'staff_threads.ticket_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .whereRef('desired_version', '>', 'shown')
    .where('channel_key', 'is', null),
);

const selectMissing = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('tickets')
    .leftJoin('staff_threads', 'staff_threads.ticket_id', 'tickets.id')
    .select('tickets.id')
    .where('active', '=', sql.lit(1))
    .where('staff_threads.ticket_id', 'is', null)
    .orderBy('number', 'desc')
    .limit(given('limit')),
);

const selectOfActive = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('tickets')
    .innerJoin('staff_threads', 'staff_threads.ticket_id', 'tickets.id')
    .select(['channel_key', 'thread_key'])
    .where('active', '=', sql.lit(1))
    .orderBy('number', 'desc')
    .limit(given('limit')),
);

const selectPosts = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder
    .selectFrom('staff_thread_posts')
    .select(['item_id', 'post_key', 'shown'])
    .where('ticket_id', '=', given('ticketId'))
    .orderBy('sequence'),
);

const selectPost = statement((builder: QueryBuilder, given: Given<{ channelKey: string; postKey: string }>) =>
  builder
    .selectFrom('staff_thread_posts')
    .select(['ticket_id', 'item_id'])
    .where('channel_key', '=', given('channelKey'))
    .where('post_key', '=', given('postKey')),
);

const upsertDesiredVersion = statement((builder: QueryBuilder, given: Given<OfTicket & { now: number }>) =>
  builder
    .insertInto('staff_threads')
    .values({
      ticket_id: given('ticketId'),
      desired_version: 1,
      shown: 0,
      attempts: 0,
      next_attempt_at: given('now'),
      may_be_there: 0,
    })
    .onConflict((conflict) =>
      conflict.column('ticket_id').doUpdateSet({ desired_version: sql`staff_threads.desired_version + 1` }),
    ),
);

const updateOpening = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder.updateTable('staff_threads').set({ may_be_there: 1 }).where('ticket_id', '=', given('ticketId')),
);

const updateOpened = statement(
  (builder: QueryBuilder, given: Given<OfTicket & { channelKey: string; threadKey: string; card: string }>) =>
    builder
      .updateTable('staff_threads')
      .set({ channel_key: given('channelKey'), thread_key: given('threadKey'), card: given('card'), may_be_there: 0 })
      .where('ticket_id', '=', given('ticketId')),
);

const updateCard = statement((builder: QueryBuilder, given: Given<OfTicket & { card: string }>) =>
  builder
    .updateTable('staff_threads')
    .set({ card: given('card') })
    .where('ticket_id', '=', given('ticketId')),
);

const updateLost = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder
    .updateTable('staff_threads')
    .set({
      channel_key: null,
      thread_key: null,
      card: null,
      may_be_there: 0,
      desired_version: sql`desired_version + 1`,
    })
    .where('ticket_id', '=', given('ticketId')),
);

const deletePosts = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder.deleteFrom('staff_thread_posts').where('ticket_id', '=', given('ticketId')),
);

const insertPost = statement((builder: QueryBuilder, given: Given<OfItem>) =>
  builder
    .insertInto('staff_thread_posts')
    .values({ ticket_id: given('ticketId'), item_id: given('itemId'), shown: '' })
    .onConflict((conflict) => conflict.columns(['ticket_id', 'item_id']).doNothing()),
);

const updateAdded = statement(
  (builder: QueryBuilder, given: Given<OfItem & { channelKey: string; postKey: string; shown: string }>) =>
    builder
      .updateTable('staff_thread_posts')
      .set({ channel_key: given('channelKey'), post_key: given('postKey'), shown: given('shown') })
      .where('ticket_id', '=', given('ticketId'))
      .where('item_id', '=', given('itemId')),
);

const updateShown = statement((builder: QueryBuilder, given: Given<OfTicket & { desiredVersion: number }>) =>
  builder
    .updateTable('staff_threads')
    .set({ shown: given('desiredVersion'), attempts: 0, last_error: null })
    .where('ticket_id', '=', given('ticketId')),
);

const updateNextAttempt = statement((builder: QueryBuilder, given: Given<OfTicket & { at: number }>) =>
  builder
    .updateTable('staff_threads')
    .set({ next_attempt_at: given('at') })
    .where('ticket_id', '=', given('ticketId')),
);

const updateRetry = statement((builder: QueryBuilder, given: Given<OfTicket & { at: number; error: string }>) =>
  builder
    .updateTable('staff_threads')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: given('at'), last_error: given('error') })
    .where('ticket_id', '=', given('ticketId')),
);

const updateDue = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder
    .updateTable('staff_threads')
    .set({ next_attempt_at: given('now') })
    .where('next_attempt_at', '>', given('now')),
);

/** The staff threads over one connection. */
export function createStaffThreads(connection: Connection): StaffThreadReads & StaffThreadWrites {
  return {
    async get(ticketId) {
      const row = await select.row(connection, { ticketId });
      return row && toStaffThread(row);
    },
    async findByAddress({ channelKey, threadKey }) {
      const row = await selectByAddress.row(connection, { channelKey, threadKey });
      return row && toStaffThread(row);
    },
    async posts(ticketId) {
      const rows = await selectPosts.rows(connection, { ticketId });
      return rows.map((row) => ({ itemId: row.item_id, postKey: row.post_key ?? undefined, shown: row.shown }));
    },
    async findPost(channelKey, postKey) {
      const row = await selectPost.row(connection, { channelKey, postKey });
      return row && { ticketId: row.ticket_id, itemId: row.item_id };
    },
    async countUnopened() {
      return (await countUnopened.row(connection, {}))?.count ?? 0;
    },
    async hasChannel(channelKey) {
      if ((await selectByChannel.row(connection, { channelKey })) !== undefined) return true;
      return (await selectPostByChannel.row(connection, { channelKey })) !== undefined;
    },
    async missing(limit) {
      return (await selectMissing.rows(connection, { limit })).map(({ id }) => id);
    },
    async ofActiveTickets(limit) {
      const rows = await selectOfActive.rows(connection, { limit });
      return rows.flatMap(({ channel_key: channelKey, thread_key: threadKey }) =>
        channelKey === null || threadKey === null ? [] : [{ channelKey, threadKey }],
      );
    },
    async waiting(now, limit) {
      return (await selectWaiting.rows(connection, { now, limit })).map((row) => row.ticket_id);
    },
    async requestUpdate(ticketId, now) {
      await upsertDesiredVersion.run(connection, { ticketId, now });
    },
    async opening(ticketId) {
      await updateOpening.run(connection, { ticketId });
    },
    async opened(ticketId, { channelKey, threadKey }, card) {
      await updateOpened.run(connection, { ticketId, channelKey, threadKey, card });
    },
    async cardShown(ticketId, card) {
      await updateCard.run(connection, { ticketId, card });
    },
    async lost(ticketId) {
      await updateLost.run(connection, { ticketId });
      await deletePosts.run(connection, { ticketId });
    },
    async adding(ticketId, itemId) {
      await insertPost.run(connection, { ticketId, itemId });
    },
    async added(ticketId, itemId, channelKey, postKey, shown) {
      await insertPost.run(connection, { ticketId, itemId });
      await updateAdded.run(connection, { ticketId, itemId, channelKey, postKey, shown });
    },
    async shown(ticketId, desiredVersion) {
      await updateShown.run(connection, { ticketId, desiredVersion });
    },
    async postpone(ticketId, at) {
      await updateNextAttempt.run(connection, { ticketId, at });
    },
    async makeDue(now) {
      await updateDue.run(connection, { now });
    },
    async retry(ticketId, nextAttemptAt, error) {
      await updateRetry.run(connection, { ticketId, at: nextAttemptAt, error });
    },
  };
}

function toStaffThread(row: Tables['staff_threads']): StaffThread {
  return {
    ticketId: row.ticket_id,
    address:
      row.channel_key === null || row.thread_key === null
        ? undefined
        : { channelKey: row.channel_key, threadKey: row.thread_key },
    card: row.card ?? undefined,
    desiredVersion: row.desired_version,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    mayBeThere: row.may_be_there === 1,
  };
}
