/** Writes rows to the store at argv[2] for as long as it lives, eight at a time, and prints each key once it is durable. */

import { writeSync } from 'node:fs';
import { createSqliteStore } from '../../dist/src/store/sqlite/sqlite-store.js';

const [, , file, prefix] = process.argv;
const store = await createSqliteStore({ file });
await Promise.all(Array.from({ length: 8 }, (_, writer) => writeForever(writer)));

async function writeForever(writer) {
  for (let count = 0; ; count += 1) {
    const eventKey = `${prefix}-${writer}-${count}`;
    await store.transaction((tx) => tx.inbox.add(rowOf(eventKey)));
    writeSync(1, `${eventKey}\n`);
  }
}

function rowOf(eventKey) {
  return {
    channel: 'web',
    account: 'default',
    conversationKey: 'k',
    conversationId: 'c1',
    eventKey,
    occurredAt: 1,
    receivedAt: 1,
    customer: undefined,
    body: { kind: 'message', messageKey: eventKey, text: 'text '.repeat(40) },
  };
}
