import { parseJson, toJson } from '../encoding.ts';
import type { LinkReads, LinkWrites } from '../links-port.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const selectCode = statement((builder: QueryBuilder, given: Given<{ digest: string; now: number }>) =>
  builder
    .selectFrom('link_codes')
    .select(['owner', 'other'])
    .where('digest', '=', given('digest'))
    .where('expires_at', '>', given('now')),
);

const insertCode = statement(
  (builder: QueryBuilder, given: Given<{ digest: string; owner: string; expiresAt: number }>) =>
    builder
      .insertInto('link_codes')
      .values({ digest: given('digest'), owner: given('owner'), expires_at: given('expiresAt') }),
);

const updateCode = statement((builder: QueryBuilder, given: Given<{ digest: string; other: string }>) =>
  builder
    .updateTable('link_codes')
    .set({ other: given('other') })
    .where('digest', '=', given('digest')),
);

const deleteCode = statement((builder: QueryBuilder, given: Given<{ digest: string }>) =>
  builder.deleteFrom('link_codes').where('digest', '=', given('digest')),
);

const deleteExpired = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder.deleteFrom('link_codes').where('expires_at', '<=', given('now')),
);

const selectPerson = statement((builder: QueryBuilder, given: Given<{ customerId: string }>) =>
  builder
    .selectFrom('customer_links as own')
    .innerJoin('customer_links as all', 'all.person_id', 'own.person_id')
    .select('all.customer_id')
    .where('own.customer_id', '=', given('customerId')),
);

const upsertLink = statement((builder: QueryBuilder, given: Given<{ customerId: string; personId: string }>) =>
  builder
    .insertInto('customer_links')
    .values({ customer_id: given('customerId'), person_id: given('personId') })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet({ person_id: given('personId') })),
);

/** The links over one connection. */
export function createLinks(connection: Connection): LinkReads & LinkWrites {
  const personOf = async (customerId: string): Promise<string[]> => {
    const rows = await selectPerson.rows(connection, { customerId });
    return rows.length === 0 ? [customerId] : rows.map((row) => row.customer_id).sort();
  };
  return {
    personOf,
    async code(codeDigest, now) {
      const row = await selectCode.row(connection, { digest: codeDigest, now });
      if (row === undefined) return undefined;
      return {
        owner: parseJson(row.owner, 'link_codes', codeDigest),
        other: row.other === null ? undefined : parseJson(row.other, 'link_codes', codeDigest),
      };
    },
    async giveCode(codeDigest, owner, expiresAt) {
      await insertCode.run(connection, { digest: codeDigest, owner: toJson(owner), expiresAt });
    },
    async takeCode(codeDigest, other) {
      await updateCode.run(connection, { digest: codeDigest, other: toJson(other) });
    },
    async join(codeDigest, customerId, otherId) {
      const everybody = [...(await personOf(customerId)), ...(await personOf(otherId))];
      for (const member of everybody) await upsertLink.run(connection, { customerId: member, personId: customerId });
      await deleteCode.run(connection, { digest: codeDigest });
    },
    async prune(now) {
      await deleteExpired.run(connection, { now });
    },
  };
}
