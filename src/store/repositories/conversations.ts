import type { ConversationReads, ConversationWrites } from '../../ports/store.ts';
import { StoreError } from '../../ports/store.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

interface ConversationValues extends Record<string, string | number> {
  id: string;
  customerId: string;
  channel: string;
  account: string;
  conversationKey: string;
  state: string;
  expectedVersion: number;
  now: number;
}

const select = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder.selectFrom('conversations').selectAll().where('id', '=', given('id')),
);

const selectActive = statement(
  (builder: QueryBuilder, given: Given<{ channel: string; since: number; limit: number }>) =>
    builder
      .selectFrom('conversations')
      .select(['channel', 'account', 'conversation_key'])
      .where('channel', '=', given('channel'))
      .where('updated_at', '>=', given('since'))
      .orderBy('updated_at', 'desc')
      .limit(given('limit')),
);

const insert = statement((builder: QueryBuilder, given: Given<ConversationValues>) =>
  builder
    .insertInto('conversations')
    .values({
      id: given('id'),
      customer_id: given('customerId'),
      channel: given('channel'),
      account: given('account'),
      conversation_key: given('conversationKey'),
      state: given('state'),
      version: 1,
      updated_at: given('now'),
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

const update = statement((builder: QueryBuilder, given: Given<ConversationValues>) =>
  builder
    .updateTable('conversations')
    .set(({ eb, lit }) => ({
      customer_id: given('customerId'),
      channel: given('channel'),
      account: given('account'),
      conversation_key: given('conversationKey'),
      state: given('state'),
      version: eb('version', '+', lit(1)),
      updated_at: given('now'),
    }))
    .where('id', '=', given('id'))
    .where('version', '=', given('expectedVersion')),
);

/** The conversations over one connection. */
export function createConversations(connection: Connection): ConversationReads & ConversationWrites {
  return {
    async get(id) {
      const row = await select.row(connection, { id });
      if (row === undefined) return undefined;
      return {
        state: parseJson(row.state, 'conversations', id),
        address: { channel: row.channel, account: row.account, conversationKey: row.conversation_key },
        version: row.version,
      };
    },
    async activeSince(channel, since, limit) {
      const rows = await selectActive.rows(connection, { channel, since, limit });
      return rows.map((row) => ({
        channel: row.channel,
        account: row.account,
        conversationKey: row.conversation_key,
      }));
    },
    async save(state, { channel, account, conversationKey }, expectedVersion, now) {
      const { id, customer } = state;
      const address = { channel, account, conversationKey };
      const values = { id, customerId: customer.id, ...address, state: toJson(state), expectedVersion, now };
      const saved = await (expectedVersion === 0 ? insert : update).run(connection, values);
      if (saved === 0) throw conflictOf(state.id, expectedVersion);
    },
  };
}

function conflictOf(id: string, expectedVersion: number): StoreError {
  return new StoreError(
    'conflict',
    `Conversation ${id} is no longer at version ${expectedVersion}. Read it again and decide anew.`,
  );
}
