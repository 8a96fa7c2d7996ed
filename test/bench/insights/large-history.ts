/** A store of a year with as many messages as asked for: a played sample history, again and again for other customers and on other days. */

import { sql } from 'kysely';
import { DAY_MS } from '../../../src/domain/policy.ts';
import { DERIVED_FACT_KINDS } from '../../../src/ports/facts.ts';
import { FACT_COLUMNS, factsOf } from '../../../src/store/repositories/fact-sources.ts';
import { openConnection, type SqliteConnection } from '../../../src/store/sqlite/connection.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

export interface LargeHistory {
  messages: number;
  facts: number;
  /** The moment at which it ends. */
  now: number;
}

/** What each copy of a row has of its own, by the tables that facts are derived from, and messages. */
const OWN_COLUMNS: Record<string, { numbers?: string[]; ids: string[]; times: string[] }> = {
  conversations: { ids: ['id', 'customer_id', 'conversation_key'], times: ['updated_at'] },
  decisions: { numbers: ['id'], ids: ['conversation_id', 'ticket_id'], times: ['at', 'outcome_at'] },
  tickets: {
    numbers: ['number'],
    ids: ['id', 'customer_id', 'conversation_id'],
    times: ['opened_at', 'first_reply_at', 'resolved_at'],
  },
  ticket_events: { numbers: ['id'], ids: ['ticket_id'], times: ['at'] },
  feedback: { ids: ['message_id', 'conversation_id', 'ticket_id'], times: ['asked_at', 'scored_at'] },
  messages: { numbers: ['decision_id'], ids: ['id', 'conversation_id', 'message_key'], times: ['sent_at'] },
};
/** Rows that are numbered in the order of recording are recorded in order of time. */
const IN_ORDER: Record<string, string> = { messages: 'order by sent_at' };
/** More than any number in a sample history. */
const NUMBERS_A_COPY = 1_000_000;
const YEAR_DAYS = 365;

/** Writes the copies of `sampleFile`, which has `sampleDays`, and their facts into a new store at `file`. */
export async function buildLargeHistory(
  file: string,
  sample: { file: string; days: number },
  messages: number,
): Promise<LargeHistory> {
  await (await createSqliteStore({ file })).close();
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  connection.exec('pragma synchronous = off; pragma temp_store = memory');
  await connection.run('attach ? as sample', [sample.file]);
  const [own] = await connection.rows<{ messages: number; until: number }>(
    'select (select count(*) from sample.messages) as messages, (select max(at) from sample.facts) as until',
    [],
  );
  if (own === undefined || own.messages === 0) throw new Error(`${sample.file} has no messages.`);
  connection.exec('begin; create temp table copies (copy integer, earlier integer)');
  const inTurn = Math.max(1, Math.floor(YEAR_DAYS / sample.days));
  for (let copy = 0; copy * own.messages < messages; copy += 1) {
    const earlier = (copy % inTurn) * sample.days * DAY_MS;
    await connection.run('insert into copies (copy, earlier) values (?, ?)', [copy, earlier]);
  }
  connection.exec('insert into staff select * from sample.staff');
  for (const table of Object.keys(OWN_COLUMNS)) await copyRows(connection, table);
  await deriveFacts(connection);
  connection.exec('commit');
  const [found] = await connection.rows<{ messages: number; facts: number }>(
    'select (select count(*) from messages) as messages, (select count(*) from facts) as facts',
    [],
  );
  connection.close();
  await refuseOtherFacts(file);
  return { messages: found?.messages ?? 0, facts: found?.facts ?? 0, now: Math.ceil(own.until) + 1 };
}

async function copyRows({ rows, exec }: SqliteConnection, table: string): Promise<void> {
  const { numbers = [], ids, times } = OWN_COLUMNS[table] ?? { ids: [], times: [] };
  const known = await rows<{ name: string }>(`select name from pragma_table_info('${table}')`, []);
  const columns = known.map(({ name }) => name).filter((name) => name !== 'sequence');
  const values = columns.map((name) => {
    if (numbers.includes(name)) return `${name} + copy * ${NUMBERS_A_COPY}`;
    if (ids.includes(name)) return `${name} || '~' || copy`;
    return times.includes(name) ? `${name} - earlier` : name;
  });
  exec(
    `insert into main.${table} (${columns.join(', ')})
     select ${values.join(', ')} from sample.${table}, copies ${IN_ORDER[table] ?? ''}`,
  );
}

/** By the store's own queries, in the order in which the desk would have written them. */
async function deriveFacts({ builder, run }: SqliteConnection): Promise<void> {
  const all = DERIVED_FACT_KINDS.map((kind) => factsOf(kind, sql`1 = 1`));
  const columns = sql.join(FACT_COLUMNS.map((column) => sql.ref(column)));
  const insert = sql`insert into facts (${columns}) ${sql.join(all, sql` union all `)} order by at`.compile(builder);
  await run(insert.sql, insert.parameters);
}

/** @throws Error where deriving facts again, as the command does, finds others */
async function refuseOtherFacts(file: string): Promise<void> {
  const store = await createSqliteStore({ file });
  try {
    for (const kind of DERIVED_FACT_KINDS) {
      const { added, corrected } = await store.transaction((tx) => tx.facts.rebuild(kind, { limit: 1_000 }));
      if (added + corrected > 0) throw new Error(`The facts of ${kind} are not those of the store.`);
    }
  } finally {
    await store.close();
  }
}
