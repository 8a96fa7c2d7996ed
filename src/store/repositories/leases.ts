import type { LeaseWrites } from '../../ports/store.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const upsert = statement(
  (builder: QueryBuilder, given: Given<{ name: string; holder: string; expiresAt: number; now: number }>) =>
    builder
      .insertInto('leases')
      .values({ name: given('name'), holder: given('holder'), expires_at: given('expiresAt') })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder: given('holder'), expires_at: given('expiresAt') })
          .where((eb) =>
            // One that ends later than this one would was taken by a clock that has been set back since.
            eb.or([
              eb('leases.holder', '=', given('holder')),
              eb('leases.expires_at', '<=', given('now')),
              eb('leases.expires_at', '>', given('expiresAt')),
            ]),
          ),
      ),
);

const updateExpiry = statement(
  (builder: QueryBuilder, given: Given<{ name: string; holder: string; expiresAt: number }>) =>
    builder
      .updateTable('leases')
      .set({ expires_at: given('expiresAt') })
      .where('name', '=', given('name'))
      .where('holder', '=', given('holder')),
);

const remove = statement((builder: QueryBuilder, given: Given<{ name: string; holder: string }>) =>
  builder.deleteFrom('leases').where('name', '=', given('name')).where('holder', '=', given('holder')),
);

/** The leases over one connection. */
export function createLeases(connection: Connection): LeaseWrites {
  return {
    async take(name, holder, forMs) {
      const now = await connection.now();
      return (await upsert.run(connection, { name, holder, expiresAt: now + forMs, now })) > 0;
    },
    async renew(name, holder, forMs) {
      const expiresAt = (await connection.now()) + forMs;
      return (await updateExpiry.run(connection, { name, holder, expiresAt })) > 0;
    },
    async release(name, holder) {
      return (await remove.run(connection, { name, holder })) > 0;
    },
  };
}
