/** What the store remembers of itself. */

import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const select = statement((builder: QueryBuilder, given: Given<{ name: string }>) =>
  builder.selectFrom('store_values').select('value').where('name', '=', given('name')),
);

const upsert = statement((builder: QueryBuilder, given: Given<{ name: string; value: string }>) =>
  builder
    .insertInto('store_values')
    .values({ name: given('name'), value: given('value') })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: given('value') })),
);

const remove = statement((builder: QueryBuilder, given: Given<{ name: string }>) =>
  builder.deleteFrom('store_values').where('name', '=', given('name')),
);

export async function readStoreValue(connection: Connection, name: string): Promise<string | undefined> {
  return (await select.row(connection, { name }))?.value;
}

export async function writeStoreValue(connection: Connection, name: string, value: string): Promise<void> {
  await upsert.run(connection, { name, value });
}

export async function removeStoreValue(connection: Connection, name: string): Promise<void> {
  await remove.run(connection, { name });
}
