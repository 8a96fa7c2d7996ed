import { sql } from 'kysely';
import type { Room, RoomReads, RoomWrites } from '../rooms-port.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

type OfTicket = { ticketId: string };
type OfEntry = { ticketId: string; entryId: string };

const select = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder.selectFrom('rooms').selectAll().where('ticket_id', '=', given('ticketId')),
);

const selectByAddress = statement((builder: QueryBuilder, given: Given<{ place: string; thread: string }>) =>
  builder.selectFrom('rooms').selectAll().where('place', '=', given('place')).where('thread', '=', given('thread')),
);

const selectWaiting = statement((builder: QueryBuilder, given: Given<{ now: number; limit: number }>) =>
  builder
    .selectFrom('rooms')
    .select('ticket_id')
    .whereRef('wanted', '>', 'shown')
    .where('next_attempt_at', '<=', given('now'))
    .orderBy('next_attempt_at')
    .limit(given('limit')),
);

const countUnopened = statement((builder: QueryBuilder, given: Given<{ beside: string }>) =>
  builder
    .selectFrom('rooms')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .whereRef('wanted', '>', 'shown')
    .where('place', 'is', null)
    .where('ticket_id', '!=', given('beside')),
);

const selectPosts = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder
    .selectFrom('room_posts')
    .select(['entry_id', 'post_key', 'shown'])
    .where('ticket_id', '=', given('ticketId'))
    .orderBy('sequence'),
);

const selectPost = statement((builder: QueryBuilder, given: Given<{ place: string; postKey: string }>) =>
  builder
    .selectFrom('room_posts')
    .select(['ticket_id', 'entry_id'])
    .where('place', '=', given('place'))
    .where('post_key', '=', given('postKey')),
);

const upsertWanted = statement((builder: QueryBuilder, given: Given<OfTicket & { now: number }>) =>
  builder
    .insertInto('rooms')
    .values({
      ticket_id: given('ticketId'),
      wanted: 1,
      shown: 0,
      attempts: 0,
      next_attempt_at: given('now'),
      may_be_there: 0,
    })
    .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet({ wanted: sql`rooms.wanted + 1` })),
);

const updateOpening = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder.updateTable('rooms').set({ may_be_there: 1 }).where('ticket_id', '=', given('ticketId')),
);

const updateOpened = statement(
  (builder: QueryBuilder, given: Given<OfTicket & { place: string; thread: string; card: string }>) =>
    builder
      .updateTable('rooms')
      .set({ place: given('place'), thread: given('thread'), card: given('card'), may_be_there: 0 })
      .where('ticket_id', '=', given('ticketId')),
);

const updateCard = statement((builder: QueryBuilder, given: Given<OfTicket & { card: string }>) =>
  builder
    .updateTable('rooms')
    .set({ card: given('card') })
    .where('ticket_id', '=', given('ticketId')),
);

const updateLost = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder
    .updateTable('rooms')
    .set({ place: null, thread: null, card: null, may_be_there: 0, wanted: sql`wanted + 1` })
    .where('ticket_id', '=', given('ticketId')),
);

const deletePosts = statement((builder: QueryBuilder, given: Given<OfTicket>) =>
  builder.deleteFrom('room_posts').where('ticket_id', '=', given('ticketId')),
);

const insertPost = statement((builder: QueryBuilder, given: Given<OfEntry>) =>
  builder
    .insertInto('room_posts')
    .values({ ticket_id: given('ticketId'), entry_id: given('entryId'), shown: '' })
    .onConflict((conflict) => conflict.columns(['ticket_id', 'entry_id']).doNothing()),
);

const updateAdded = statement(
  (builder: QueryBuilder, given: Given<OfEntry & { place: string; postKey: string; shown: string }>) =>
    builder
      .updateTable('room_posts')
      .set({ place: given('place'), post_key: given('postKey'), shown: given('shown') })
      .where('ticket_id', '=', given('ticketId'))
      .where('entry_id', '=', given('entryId')),
);

const updateShown = statement((builder: QueryBuilder, given: Given<OfTicket & { wanted: number }>) =>
  builder
    .updateTable('rooms')
    .set({ shown: given('wanted'), attempts: 0, last_error: null })
    .where('ticket_id', '=', given('ticketId')),
);

const updateNextAttempt = statement((builder: QueryBuilder, given: Given<OfTicket & { at: number }>) =>
  builder
    .updateTable('rooms')
    .set({ next_attempt_at: given('at') })
    .where('ticket_id', '=', given('ticketId')),
);

const updateRetry = statement((builder: QueryBuilder, given: Given<OfTicket & { at: number; error: string }>) =>
  builder
    .updateTable('rooms')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: given('at'), last_error: given('error') })
    .where('ticket_id', '=', given('ticketId')),
);

const updateDue = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder
    .updateTable('rooms')
    .set({ next_attempt_at: given('now') })
    .where('next_attempt_at', '>', given('now')),
);

/** The rooms over one connection. */
export function createRooms(connection: Connection): RoomReads & RoomWrites {
  return {
    async get(ticketId) {
      const row = await select.row(connection, { ticketId });
      return row && toRoom(row);
    },
    async findByAddress({ place, thread }) {
      const row = await selectByAddress.row(connection, { place, thread });
      return row && toRoom(row);
    },
    async posts(ticketId) {
      const rows = await selectPosts.rows(connection, { ticketId });
      return rows.map((row) => ({ entryId: row.entry_id, postKey: row.post_key ?? undefined, shown: row.shown }));
    },
    async findPost(place, postKey) {
      const row = await selectPost.row(connection, { place, postKey });
      return row && { ticketId: row.ticket_id, entryId: row.entry_id };
    },
    async countUnopened(beside) {
      return (await countUnopened.row(connection, { beside }))?.count ?? 0;
    },
    async waiting(now, limit) {
      return (await selectWaiting.rows(connection, { now, limit })).map((row) => row.ticket_id);
    },
    async want(ticketId, now) {
      await upsertWanted.run(connection, { ticketId, now });
    },
    async opening(ticketId) {
      await updateOpening.run(connection, { ticketId });
    },
    async opened(ticketId, { place, thread }, card) {
      await updateOpened.run(connection, { ticketId, place, thread, card });
    },
    async cardShown(ticketId, card) {
      await updateCard.run(connection, { ticketId, card });
    },
    async lost(ticketId) {
      await updateLost.run(connection, { ticketId });
      await deletePosts.run(connection, { ticketId });
    },
    async adding(ticketId, entryId) {
      await insertPost.run(connection, { ticketId, entryId });
    },
    async added(ticketId, entryId, place, postKey, shown) {
      await insertPost.run(connection, { ticketId, entryId });
      await updateAdded.run(connection, { ticketId, entryId, place, postKey, shown });
    },
    async shown(ticketId, wanted) {
      await updateShown.run(connection, { ticketId, wanted });
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

function toRoom(row: Tables['rooms']): Room {
  return {
    ticketId: row.ticket_id,
    address: row.place === null || row.thread === null ? undefined : { place: row.place, thread: row.thread },
    card: row.card ?? undefined,
    wanted: row.wanted,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    mayBeThere: row.may_be_there === 1,
  };
}
