import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readWorkJournal } from '../../src/engine/inbox/work-journal.ts';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { findFreePort } from '../support/free-port.ts';
import { writeSmallContent } from '../support/small-content.ts';
import { WebCustomer } from '../support/web-customer.ts';

let folder: string;
let desk: Pick<DeskProcess, 'stop'> | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-set-aside-'));
  await writeSmallContent(folder);
});
afterEach(async () => {
  await desk?.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Has the desk spin for ever, on its main thread, when it has handled a message that says so. */
const ENDLESS = `
create view endless as with recursive numbers(n) as (select 1 union all select n + 1 from numbers) select n from numbers where n < 0;
create trigger spin after update on inbox when new.state = 'done' and old.body like '%endless%'
begin insert into counters select 'spun', count(*) from endless; end;`;

test('a message at which the process hung twice is with people after the next start, others are answered, and health says so', async () => {
  const dataDir = join(folder, 'data');
  const journal = join(dataDir, 'work-in-progress');
  const port = await findFreePort();
  const start = async () => {
    desk = await startDeskProcess({ dataDir, contentDir: folder, port });
  };
  await start();
  await desk?.stop('SIGTERM');
  expect(readWorkJournal(journal)).toEqual([]);
  const database = new Database(join(dataDir, 'relaydesk.db'));
  database.exec(ENDLESS);
  database.close();
  await start();
  const customer = new WebCustomer(`http://127.0.0.1:${port}`);
  await customer.open();
  expect(await customer.post('is this endless')).toBe(202);
  await vi.waitFor(() => expect(readWorkJournal(journal)).toHaveLength(1), 10_000);
  await desk?.stop('SIGKILL');
  // The second time it hangs as soon as it starts, and never says that it is ready.
  const hanging = startDeskProcess({ dataDir, contentDir: folder, port, onSpawn: (started) => (desk = started) });
  hanging.catch(() => {});
  const watched = new Database(join(dataDir, 'relaydesk.db'), { readonly: true });
  await vi.waitFor(() => expect(watched.prepare('select deaths from inbox').all()).toEqual([{ deaths: 1 }]), 10_000);
  watched.close();
  await vi.waitFor(() => expect(readWorkJournal(journal)).toHaveLength(1), 10_000);
  await desk?.stop('SIGKILL');
  await start();
  const texts = await vi.waitFor(async () => {
    const seen = await customer.transcript();
    expect(seen).toHaveLength(2);
    return seen.map(({ text }) => text);
  }, 10_000);
  expect(texts).toEqual([
    'is this endless',
    'I could not read that, so I am handing you over to a person. They will answer you right here. You are next.',
  ]);
  const other = new WebCustomer(`http://127.0.0.1:${port}`);
  await other.open();
  await other.post('where is order 100235');
  await vi.waitFor(async () => expect((await other.transcript()).at(-1)?.text).toContain('100235'), 10_000);
  expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({ status: 'ready', setAside: 1 });
}, 60_000);
