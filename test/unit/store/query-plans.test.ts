import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { TICKET_STATUSES } from '../../../src/domain/ticket.ts';
import { EXCERPT_LENGTH, type StoreTransaction } from '../../../src/ports/store.ts';
import { createRepositories } from '../../../src/store/repositories/repositories.ts';
import { openConnection, type SqliteConnection } from '../../../src/store/sqlite/connection.ts';
import { SQLITE_FULL_TEXT } from '../../../src/store/sqlite/full-text.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import * as samples from '../../contract/store/samples.ts';
import { saveTicket } from '../../support/tickets.ts';

let folder: string;
let connection: SqliteConnection;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relaydesk-plans-'));
  const file = join(folder, 'desk.db');
  connection = openConnection({ file, busyTimeoutMs: 0 });
  await migrate(connection, file);
});
afterAll(() => {
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});

const message = samples.outgoing('m2');
const EVERY = { statuses: TICKET_STATUSES };
const NARROW = { ...EVERY, notAssigneeId: 's1', category: 'c', channel: 'web', locale: 'en', tag: 'vip' };
const MOMENT = { weights: DEFAULT_POLICY.priority, now: 5 };
const CALLS: Record<string, (store: StoreTransaction) => Promise<unknown>> = {
  'inbox.pending': ({ inbox }) => inbox.pending('c1', 5),
  'inbox.pendingMessages': ({ inbox }) => inbox.pendingMessages('c1', 5),
  'inbox.countPending': ({ inbox }) => inbox.countPending('c1'),
  'inbox.outcome': ({ inbox }) => inbox.outcome('web', 'default', 'e1'),
  'inbox.waitsIn': ({ inbox }) => inbox.waitsIn('web', 'default', 'e1'),
  'inbox.add': ({ inbox }) => inbox.add(samples.inboxRow('e1')),
  'inbox.fail': ({ inbox }) => inbox.fail({ id: 1, attempts: 0 }, 'boom'),
  'inbox.setAside': ({ inbox }) => inbox.setAside([1], 'boom'),
  'inbox.countDeath': ({ inbox }) => inbox.countDeath([1]),
  'inbox.finish': ({ inbox }) => inbox.finish([1]),
  'inbox.prune': ({ inbox }) => inbox.prune(5),
  'conversations.get': ({ conversations }) => conversations.get('c1'),
  'conversations.save, new': ({ conversations }) => conversations.save(samples.conversation(), samples.ADDRESS, 0, 1),
  'conversations.save, known': ({ conversations }) => conversations.save(samples.conversation(), samples.ADDRESS, 1, 1),
  'messages.get': ({ messages }) => messages.get('m1'),
  'messages.transcript': ({ messages }) => messages.transcript('c1', { limit: 5 }),
  'messages.transcript after a message': ({ messages }) => messages.transcript('c1', { limit: 5, after: 'm1' }),
  'messages.transcript before a message': ({ messages }) => messages.transcript('c1', { limit: 5, before: 'm1' }),
  'messages.findByPlatformKey': ({ messages }) => messages.findByPlatformKey('c1', 'k'),
  'messages.edit': ({ messages }) => messages.edit('m1', { text: 'x' }, 1),
  'messages.remove': ({ messages }) => messages.remove('m1', 1),
  'tickets.get': ({ tickets }) => tickets.get('t1'),
  'tickets.findByNumber': ({ tickets }) => tickets.findByNumber(1),
  'tickets.ofCustomer': ({ tickets }) => tickets.ofCustomer('web/ann', 5),
  'tickets.events': ({ tickets }) => tickets.events('t1'),
  'tickets.notes': ({ tickets }) => tickets.notes('t1', { since: 0, until: 9, limit: 5 }),
  'tickets.save': (store) => saveTicket(store, samples.ticket('t1')),
  'tickets.indexTexts': ({ tickets }) => tickets.indexTexts(5),
  'tickets.advanceQueue': ({ tickets }) => tickets.advanceQueue(5),
  'tickets.queue': ({ tickets }) => tickets.queue(EVERY, { ...MOMENT, limit: 5 }),
  'tickets.queue, the next part': ({ tickets }) =>
    tickets.queue(EVERY, { ...MOMENT, limit: 5, after: { at: 5, rank: 3, openedAt: 4, number: 5 } }),
  "tickets.queue, one assignee's": ({ tickets }) =>
    tickets.queue({ ...EVERY, assigneeId: 's1' }, { ...MOMENT, limit: 5 }),
  'tickets.queue, narrowed in every way': ({ tickets }) => tickets.queue(NARROW, { ...MOMENT, limit: 5 }),
  'tickets.newest': ({ tickets }) => tickets.newest(EVERY, { limit: 5, before: 9 }),
  'tickets.newest, narrowed in every way': ({ tickets }) => tickets.newest(NARROW, { limit: 5 }),
  'tickets.resolved': ({ tickets }) => tickets.resolved(EVERY, { limit: 5, before: { resolvedAt: 9, number: 5 } }),
  'tickets.count': ({ tickets }) => tickets.count(EVERY, 5),
  'tickets.countAhead': ({ tickets }) => tickets.countAhead({ id: 't1', rank: 3, openedAt: 4, number: 5 }, MOMENT, 5),
  'tickets.countOfCustomer': ({ tickets }) => tickets.countOfCustomer('web/ann'),
  'tickets.assignedTo': ({ tickets }) => tickets.assignedTo('s1'),

  'timers.ofConversation': ({ timers }) => timers.ofConversation('c1'),
  'timers.due': ({ timers }) => timers.due(5, 5),
  'timers.set': ({ timers }) => timers.set({ conversationId: 'c1', kind: 'reminder', dueAt: 5 }),
  'timers.cancel': ({ timers }) => timers.cancel('c1', 'reminder'),
  'outbox.unsent': ({ outbox }) => outbox.unsent('c1', 5),
  'outbox.messageKeys': ({ outbox }) => outbox.messageKeys('m1'),
  'outbox.add': ({ outbox }) =>
    outbox.add({ conversationId: 'c1', address: samples.ADDRESS, action: { kind: 'send', message }, at: 1 }),
  'outbox.markSending': ({ outbox }) => outbox.markSending(1),
  'outbox.confirm': ({ outbox }) => outbox.confirm('m1', 'k'),
  'outbox.retry': ({ outbox }) => outbox.retry(1, 5, 'boom'),
  'outbox.markSent': ({ outbox }) => outbox.markSent(1, ['k', 'l']),
  'outbox.giveUp': ({ outbox }) => outbox.giveUp(1, 'failed', 'boom'),
  'outbox.prune': ({ outbox }) => outbox.prune(5),
  'feedback.get': ({ feedback }) => feedback.get('m1'),
  'feedback.since': ({ feedback }) => feedback.since(5),
  'feedback.score': ({ feedback }) => feedback.score('m1', 1, 5),
  'feedback.ofConversations': ({ feedback }) => feedback.ofConversations(['c1', 'c2']),
  'staffThreads.get': ({ staffThreads }) => staffThreads.get('t1'),
  'staffThreads.findByAddress': ({ staffThreads }) =>
    staffThreads.findByAddress({ channelKey: 'C1', threadKey: '1.5' }),
  'staffThreads.findPost': ({ staffThreads }) => staffThreads.findPost('C1', '1.6'),
  'staffThreads.waiting': ({ staffThreads }) => staffThreads.waiting(5, 5),
  'staffThreads.requestUpdate': ({ staffThreads }) => staffThreads.requestUpdate('t1', 5),
  'staffThreads.added': ({ staffThreads }) => staffThreads.added('t1', 'history', 'C1', '1.6', 'digest'),
  'staffThreads.lost': ({ staffThreads }) => staffThreads.lost('t1'),
  'contactMerges.code': ({ contactMerges }) => contactMerges.code('d', 5),
  'contactMerges.contactOf': ({ contactMerges }) => contactMerges.contactOf('u1'),
  'contactMerges.mergedWith': ({ contactMerges }) => contactMerges.mergedWith('u1'),
  'contactMerges.giveCode': ({ contactMerges }) => contactMerges.giveCode('d', samples.MERGE_CUSTOMER, 5),
  'contactMerges.takeCode': ({ contactMerges }) => contactMerges.takeCode('d', samples.MERGE_CUSTOMER),
  'contactMerges.agreeToCode': ({ contactMerges }) => contactMerges.agreeToCode('d', 'u1'),
  'contactMerges.unmerge': ({ contactMerges }) => contactMerges.unmerge('u1', ['u2']),
  'contactMerges.prune': ({ contactMerges }) => contactMerges.prune(5),
  'decisions.get': ({ decisions }) => decisions.get(1),
  'decisions.ofConversation': ({ decisions }) => decisions.ofConversation('c1', { limit: 5, before: 9 }),
  'decisions.latest': ({ decisions }) => decisions.latest('c1'),
  'decisions.latest that did something': ({ decisions }) => decisions.latest('c1', 'offered_choices'),
  'decisions.since': ({ decisions }) => decisions.since(5, { limit: 5, after: { at: 6, id: 1 } }),
  'decisions.variants': ({ decisions }) => decisions.variants(5, 5),
  'decisions.countOutcomes': ({ decisions }) => decisions.countOutcomes(5),
  'decisions.add': ({ decisions }) => decisions.add(samples.decision()),
  'decisions.setOutcome': ({ decisions }) => decisions.setOutcome(1, { outcome: 'helped', at: 5 }),
  'decisions.takeBackOutcome': ({ decisions }) => decisions.takeBackOutcome(1, 5),
  'facts.between': ({ facts }) => facts.between({ since: 5, until: 9 }, { limit: 5, after: { at: 6, id: 1 } }),
  'facts.between, some kinds': ({ facts }) =>
    facts.between({ since: 5, until: 9 }, { limit: 5, only: { ticket: 'all', scored: ['rating'] } }),
  'publicMessages.between': ({ publicMessages }) =>
    publicMessages.between({ since: 5, until: 9 }, { limit: 5, after: { at: 6, id: 1 } }),
  'helpUse.countSearches': ({ helpUse }) => helpUse.countSearches({ since: 5, until: 9 }),
  'helpUse.addReads': ({ helpUse }) => helpUse.addReads({ articleId: 'a', locale: 'en', way: 'page', count: 1, at: 5 }),
  'helpUse.addSearch': ({ helpUse }) =>
    helpUse.addSearch({ words: 'x', wordsDigest: 'd', locale: 'en', isFound: false, at: 5, searcher: 's' }),
  'helpUse.prune': ({ helpUse }) => helpUse.prune(5),
  'facts.ofTicket': ({ facts }) => facts.ofTicket('t1'),
  'tickets.addEvent': ({ tickets }) => tickets.addEvent(samples.ticketEvent('t1')),
  'decisions.correct': ({ decisions }) =>
    decisions.correct(1, { intent: 'x', articleId: undefined, by: { id: 'a', name: 'A' }, at: 5 }),
  'decisions.replaceAnalysis': ({ decisions }) => decisions.replaceAnalysis(1, undefined),
  'decisions.removeConversation': ({ decisions }) => decisions.removeConversation('c1'),
  'decisions.prune': ({ decisions }) => decisions.prune(5, 5),
  'keyValues.get': ({ keyValues }) => keyValues.get('discord', 'k', 5),
  'keyValues.set': ({ keyValues }) => keyValues.set({ namespace: 'discord', key: 'k', value: 'v', expiresAt: 5 }),
  'keyValues.delete': ({ keyValues }) => keyValues.delete('discord', 'k'),
  'serviceLevels.addCalendarVersion': ({ serviceLevels }) =>
    serviceLevels.addCalendarVersion({ name: 'office', from: 5, settings: samples.CALENDAR }),
  'keyValues.prune': ({ keyValues }) => keyValues.prune(5),
  'leases.take': ({ leases }) => leases.take('discord', 'here', 9),
  'leases.renew': ({ leases }) => leases.renew('discord', 'here', 9),
  'leases.release': ({ leases }) => leases.release('discord', 'here'),
  'staff.get': ({ staff }) => staff.get('s1'),
  'staff.bySession': ({ staff }) => staff.bySession('d', 5),
  'staff.bySignInLink': ({ staff }) => staff.bySignInLink('d', 5),
  'staff.wasRemoved': ({ staff }) => staff.wasRemoved('s1'),
  'staff.remove': ({ staff }) => staff.remove('s1', 5),
  'staff.byIdentity': ({ staff }) => staff.byIdentity({ platform: 'slack', account: 'T1', userKey: 'U1' }),
  'staff.identitiesOf': ({ staff }) => staff.identitiesOf('s1'),
  'staff.usersAt': ({ staff }) => staff.usersAt('slack', 'T1'),
  'staff.merge': ({ staff }) => staff.merge('s1', 's2'),
  'staff.redeemSignInLink': ({ staff }) => staff.redeemSignInLink('d', 5),
  'staff.endSession': ({ staff }) => staff.endSession('d'),
  'staff.prune': ({ staff }) => staff.prune(5),
};

test.each(Object.entries(CALLS))('%s searches by an index and sorts nothing', async (_name, call) => {
  const plans = await plansOf(call);
  // What is counted was searched for before.
  expect(plans.filter((plan) => /^SCAN (?!counted$)|TEMP B-TREE/.test(plan))).toEqual([]);
});

test.each([
  ['inbox.dead', /^SCAN inbox USING INDEX inbox_dead$/, ({ inbox }: StoreTransaction) => inbox.dead(5)],
  ['tickets.assignees', /USING INDEX tickets_assignee_queue/, ({ tickets }: StoreTransaction) => tickets.assignees()],
  ['tickets.tags', /USING COVERING INDEX ticket_tags_tag/, ({ tickets }: StoreTransaction) => tickets.tags(5)],
  [
    'staffThreads.missing',
    /^SCAN tickets USING INDEX tickets_active$/,
    ({ staffThreads }: StoreTransaction) => staffThreads.missing(5),
  ],
  [
    'staffThreads.ofActiveTickets',
    /^SCAN tickets USING INDEX tickets_active$/,
    ({ staffThreads }: StoreTransaction) => staffThreads.ofActiveTickets(5),
  ],
] as const)('%s reads rows off the end of an index that holds them in order', async (_name, plan, call) => {
  const [first, ...others] = await plansOf(call);
  expect(first).toMatch(plan);
  expect(others.filter((other) => /^SCAN|TEMP B-TREE/.test(other))).toEqual([]);
});

test.each([
  ['inbox', ({ inbox }: StoreTransaction) => inbox.conversationsWithPending(5)],
  ['outbox', ({ outbox }: StoreTransaction) => outbox.conversationsWithUnsent(5)],
] as const)(
  'conversations that wait are found by looking at what waits in the %s and nothing else',
  async (_table, call) => {
    const plans = await plansOf(call);
    expect(plans[0]).toMatch(/USING COVERING INDEX (inbox_pending|outbox_unsent)/);
  },
);

test('outcomes are counted off an index alone', async () => {
  const plans = await plansOf(({ decisions }) => decisions.countOutcomes(5));
  expect(plans).toEqual([expect.stringContaining('USING COVERING INDEX decisions_at')]);
});

test('a message is looked for by its name alone without reading the messages themselves', async () => {
  const plans = await plansOf(({ messages }) => messages.idsByPlatformKey('k', 5));
  const scans = plans.filter((plan) => plan.startsWith('SCAN'));
  expect(scans).toEqual(['SCAN named USING COVERING INDEX messages_platform_key', 'SCAN message_parts']);
});

test('of long texts a page of a conversation loads the beginning alone, handled or not', async () => {
  const text = 'x'.repeat(100_000);
  const body = { kind: 'message' as const, messageKey: 'k', text };
  const plain = createRepositories(connection, SQLITE_FULL_TEXT);
  await plain.messages.addFromCustomer({ ...samples.fromCustomer('long', text), conversationId: 'long' });
  await plain.inbox.add(samples.inboxRow('long', { conversationId: 'long', body }));
  let loaded = 0;
  const counting = createRepositories(
    {
      ...connection,
      async rows<Row>(query: string, values: readonly unknown[]) {
        const rows = await connection.rows<Row>(query, values);
        loaded += JSON.stringify(rows).length;
        return rows;
      },
    },
    SQLITE_FULL_TEXT,
  );
  expect(await counting.messages.transcript('long', { limit: 5 })).toHaveLength(1);
  expect(await counting.inbox.pendingMessages('long', 5)).toHaveLength(1);
  expect(loaded).toBeLessThan(2 * EXCERPT_LENGTH + 1_000);
});

/** How SQLite goes about every query of a call. */
async function plansOf(call: (store: StoreTransaction) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = [];
  async function explain(query: string, values: readonly unknown[]): Promise<void> {
    const steps = await connection.rows<{ detail: string }>(`explain query plan ${query}`, values);
    plans.push(...steps.map((step) => step.detail));
  }
  const explaining = createRepositories(
    {
      builder: connection.builder,
      now: connection.now,
      async rows(query, values) {
        await explain(query, values);
        return connection.rows(query, values);
      },
      async cells(query, values) {
        await explain(query, values);
        return connection.cells(query, values);
      },
      async run(query, values) {
        await explain(query, values);
        return connection.run(query, values);
      },
    },
    SQLITE_FULL_TEXT,
  );
  await call(explaining);
  return plans;
}
