import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { openStoreReader } from '../../src/store/sqlite/store-reader.ts';
import { startDeskProcess } from '../support/desk-process.ts';
import { writeSmallContent } from '../support/small-content.ts';
import { WebCustomer } from '../support/web-customer.ts';

const promising = (minutes: number) =>
  `sla:\n  - name: Standard\n    calendar: always\n    first_reply_minutes: ${minutes}\n`;

test('a promise that changes in desk.yaml moves what is due, without a restart; one with a mistake moves nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-desk-file-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeSmallContent(folder);
  const file = join(folder, 'desk.yaml');
  const desk = await readFile(file, 'utf8');
  await writeFile(file, desk + promising(60));
  const dataDir = join(folder, 'data');
  const process = await startDeskProcess({ dataDir, contentDir: folder });
  onTestFinished(async () => void (await process.stop('SIGKILL')));
  const kim = new WebCustomer(process.url);
  await kim.open();
  expect(await kim.post('a human please')).toBe(202);
  const ticket = async (): Promise<Ticket> => {
    const reader = await openStoreReader(join(dataDir, 'relaydesk.db'));
    try {
      const stored = await reader.read.tickets.findByNumber(1);
      if (stored === undefined) throw new Error('there is no ticket yet');
      return stored.ticket;
    } finally {
      reader.close();
    }
  };
  const dueAfterMs = async () => {
    const { openedAt, dueAt = 0 } = await ticket();
    return dueAt - openedAt;
  };
  await vi.waitFor(async () => expect(await dueAfterMs()).toBe(60 * MINUTE_MS), 20_000);
  await writeFile(file, `${desk}sla: nonsense\n`);
  await vi.waitFor(
    () => expect(process.output()).toContain('the last good version of desk.yaml stays in force'),
    20_000,
  );
  expect(await dueAfterMs()).toBe(60 * MINUTE_MS);
  await writeFile(file, desk + promising(90));
  await vi.waitFor(async () => expect(await dueAfterMs(), process.output()).toBe(90 * MINUTE_MS), 20_000);
}, 60_000);
