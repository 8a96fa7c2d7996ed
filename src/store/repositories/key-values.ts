import type { KeyValueReads, KeyValueWrites } from '../../ports/key-values.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

type Entry = { namespace: string; key: string };

const select = statement((builder: QueryBuilder, given: Given<Entry & { now: number }>) =>
  builder
    .selectFrom('key_values')
    .select('value')
    .where('namespace', '=', given('namespace'))
    .where('key', '=', given('key'))
    .where('expires_at', '>', given('now')),
);

const upsert = statement((builder: QueryBuilder, given: Given<Entry & { value: string; expiresAt: number }>) =>
  builder
    .insertInto('key_values')
    .values({
      namespace: given('namespace'),
      key: given('key'),
      value: given('value'),
      expires_at: given('expiresAt'),
    })
    .onConflict((conflict) =>
      conflict.columns(['namespace', 'key']).doUpdateSet({ value: given('value'), expires_at: given('expiresAt') }),
    ),
);

const remove = statement((builder: QueryBuilder, given: Given<Entry>) =>
  builder.deleteFrom('key_values').where('namespace', '=', given('namespace')).where('key', '=', given('key')),
);

const removeExpired = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder.deleteFrom('key_values').where('expires_at', '<=', given('now')),
);

/** The values of adapters over one connection. */
export function createKeyValues(connection: Connection): KeyValueReads & KeyValueWrites {
  return {
    async get(namespace, key, now) {
      return (await select.row(connection, { namespace, key, now }))?.value;
    },
    async set(entry) {
      await upsert.run(connection, entry);
    },
    async delete(namespace, key) {
      await remove.run(connection, { namespace, key });
    },
    async prune(now) {
      await removeExpired.run(connection, { now });
    },
  };
}
