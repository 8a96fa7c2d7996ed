import type { ContactMergeReads, ContactMergeWrites } from '../../ports/contact-merges.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const selectCode = statement((builder: QueryBuilder, given: Given<{ digest: string; now: number }>) =>
  builder
    .selectFrom('merge_codes')
    .select(['owner', 'other'])
    .where('digest', '=', given('digest'))
    .where('expires_at', '>', given('now')),
);

const insertCode = statement(
  (builder: QueryBuilder, given: Given<{ digest: string; owner: string; expiresAt: number }>) =>
    builder
      .insertInto('merge_codes')
      .values({ digest: given('digest'), owner: given('owner'), expires_at: given('expiresAt') }),
);

const updateCode = statement((builder: QueryBuilder, given: Given<{ digest: string; other: string }>) =>
  builder
    .updateTable('merge_codes')
    .set({ other: given('other') })
    .where('digest', '=', given('digest')),
);

const deleteCode = statement((builder: QueryBuilder, given: Given<{ digest: string }>) =>
  builder.deleteFrom('merge_codes').where('digest', '=', given('digest')),
);

const deleteExpired = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder.deleteFrom('merge_codes').where('expires_at', '<=', given('now')),
);

const selectContact = statement((builder: QueryBuilder, given: Given<{ customerId: string }>) =>
  builder
    .selectFrom('merged_contacts as own')
    .innerJoin('merged_contacts as all', 'all.contact_id', 'own.contact_id')
    .select('all.customer_id')
    .where('own.customer_id', '=', given('customerId')),
);

const upsertMember = statement((builder: QueryBuilder, given: Given<{ customerId: string; contactId: string }>) =>
  builder
    .insertInto('merged_contacts')
    .values({ customer_id: given('customerId'), contact_id: given('contactId') })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet({ contact_id: given('contactId') })),
);

/** The contact merges over one connection. */
export function createContactMerges(connection: Connection): ContactMergeReads & ContactMergeWrites {
  const contactOf = async (customerId: string): Promise<string[]> => {
    const rows = await selectContact.rows(connection, { customerId });
    return rows.length === 0 ? [customerId] : rows.map((row) => row.customer_id).sort();
  };
  return {
    contactOf,
    async code(codeDigest, now) {
      const row = await selectCode.row(connection, { digest: codeDigest, now });
      if (row === undefined) return undefined;
      return {
        owner: parseJson(row.owner, 'merge_codes', codeDigest),
        other: row.other === null ? undefined : parseJson(row.other, 'merge_codes', codeDigest),
      };
    },
    async giveCode(codeDigest, owner, expiresAt) {
      await insertCode.run(connection, { digest: codeDigest, owner: toJson(owner), expiresAt });
    },
    async takeCode(codeDigest, other) {
      await updateCode.run(connection, { digest: codeDigest, other: toJson(other) });
    },
    async merge(codeDigest, customerId, otherId) {
      const everybody = [...(await contactOf(customerId)), ...(await contactOf(otherId))];
      for (const member of everybody) await upsertMember.run(connection, { customerId: member, contactId: customerId });
      await deleteCode.run(connection, { digest: codeDigest });
    },
    async prune(now) {
      await deleteExpired.run(connection, { now });
    },
  };
}
