import { type Selectable, sql } from 'kysely';
import type { PublicMessageReads, PublicMessageWrites, StoredPublicMessage } from '../../ports/public-messages.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

type Row = Selectable<Tables['public_messages']>;

const selectBetween = statement(
  (builder: QueryBuilder, given: Given<{ at: number; id: number; until: number; limit: number }>) =>
    builder
      .selectFrom('public_messages')
      .selectAll()
      .where(sql<boolean>`(at, id) > (${given('at')}, ${given('id')})`)
      .where('at', '<', given('until'))
      .orderBy('at')
      .orderBy('id')
      .limit(given('limit')),
);

const insert = statement((builder: QueryBuilder, given: Given<Omit<Row, 'id'>>) =>
  builder.insertInto('public_messages').values({
    at: given('at'),
    channel: given('channel'),
    place: given('place'),
    place_name: given('place_name'),
    messages: given('messages'),
    locale: given('locale'),
    intent: given('intent'),
    sentiment: given('sentiment'),
    names_desk: given('names_desk'),
  }),
);

/** What was said in public channels, over one connection. */
export function createPublicMessages(connection: Connection): PublicMessageReads & PublicMessageWrites {
  return {
    async between({ since, until }, { limit, after: { at, id } = { at: since, id: 0 } }) {
      return (await selectBetween.rows(connection, { at, id, until, limit })).map(toStored);
    },
    async add({ at, channel, place, placeName, messages, reading }) {
      await insert.run(connection, {
        at,
        channel,
        place,
        place_name: placeName,
        messages,
        locale: reading?.locale ?? null,
        intent: reading?.intent ?? null,
        sentiment: reading?.sentiment ?? null,
        names_desk: reading === undefined ? null : Number(reading.namesDesk),
      });
    },
  };
}

function toStored(row: Row): StoredPublicMessage {
  const { id, at, channel, place, messages, locale, intent, sentiment } = row;
  const reading =
    locale === null || sentiment === null
      ? undefined
      : { locale, intent: intent ?? undefined, sentiment, namesDesk: row.names_desk === 1 };
  return { id, at, channel, place, placeName: row.place_name, messages, reading };
}
