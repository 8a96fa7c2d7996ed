import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { actionCallContract, surveyContract } from './store/action-call-contract.ts';
import { confidenceContract } from './store/confidence-contract.ts';
import { contactMergeContract, leaseContract } from './store/contact-merge-and-lease-contract.ts';
import { conversationContract } from './store/conversation-contract.ts';
import { decisionContract } from './store/decision-contract.ts';
import { factContract } from './store/fact-contract.ts';
import { feedbackAndStaffContract } from './store/feedback-and-staff-contract.ts';
import { helpUseContract } from './store/help-use-contract.ts';
import { inboxContract } from './store/inbox-contract.ts';
import { keyValueContract } from './store/key-value-contract.ts';
import { messageContract } from './store/message-contract.ts';
import { outboxContract } from './store/outbox-contract.ts';
import { publicMessageContract } from './store/public-message-contract.ts';
import { inboxRow } from './store/samples.ts';
import { serviceLevelContract } from './store/service-level-contract.ts';
import { staffThreadContract } from './store/staff-thread-contract.ts';
import { ticketContract } from './store/ticket-contract.ts';
import { ticketListContract } from './store/ticket-list-contract.ts';
import { ticketSearchContract } from './store/ticket-search-contract.ts';

/** What every driver of the Store port promises; `open` opens a store with its time, empty and belonging to nobody else. */
export function storeContract(name: string, open: (now: () => number) => Promise<Store>): void {
  describe(`${name}: the Store port`, () => {
    let store: Store;
    let now = 0;
    const setTime = (at: number) => {
      now = at;
    };
    beforeEach(async () => {
      setTime(0);
      store = await open(() => now);
    });
    afterEach(() => store.close());

    transactionContract(() => store);
    inboxContract(() => store);
    conversationContract(() => store);
    messageContract(() => store);
    ticketContract(() => store);
    ticketListContract(() => store);
    ticketSearchContract(() => store);
    decisionContract(() => store);
    outboxContract(() => store, setTime);
    feedbackAndStaffContract(() => store);
    staffThreadContract(() => store);
    contactMergeContract(() => store);
    serviceLevelContract(() => store);
    actionCallContract(() => store);
    surveyContract(() => store);
    confidenceContract(() => store);
    factContract(() => store);
    publicMessageContract(() => store);
    helpUseContract(() => store);
    keyValueContract(() => store);
    leaseContract(() => store, setTime);
  });
}

function transactionContract(current: () => Store): void {
  test('a transaction resolves to what its work resolves to', async () => {
    expect(await current().transaction(async () => 42)).toBe(42);
  });

  test('nothing remains of work that throws, and its error is passed on', async () => {
    const failure = new Error('changed my mind');
    const work = current().transaction(async (tx) => {
      await tx.inbox.add(inboxRow('e1'));
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    expect(await current().read.inbox.pending('c1', 10)).toEqual([]);
  });

  test('work that throws takes nothing of the work beside it', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        current().transaction(async (tx) => {
          await tx.inbox.add(inboxRow(`e${index}`));
          if (index % 3 === 0) throw new Error('no');
        }),
      ),
    );
    const kept = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [`e${index}`] : []));
    const rows = await current().read.inbox.pending('c1', 100);
    expect(rows.map((row) => row.eventKey).sort()).toEqual(kept.sort());
    expect(kept).toHaveLength(13);
  });

  test('a transaction sees what it has written, and readers only what is committed', async () => {
    await current().transaction(async (tx) => {
      await tx.inbox.add(inboxRow('e1'));
      expect(await tx.inbox.countPending('c1')).toBe(1);
      expect(await current().read.inbox.countPending('c1')).toBe(0);
    });
    expect(await current().read.inbox.countPending('c1')).toBe(1);
  });

  test('units of work are never interleaved', async () => {
    const counts = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        current().transaction(async (tx) => {
          const before = await tx.inbox.countPending('c1');
          await tx.inbox.add(inboxRow(`e${index}`));
          return (await tx.inbox.countPending('c1')) - before;
        }),
      ),
    );
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  test('a transaction that has ended takes no more calls', async () => {
    const escaped = await current().transaction(async (tx) => ({ inbox: tx.inbox }));
    await expect(escaped.inbox.add(inboxRow('late'))).rejects.toMatchObject({ code: 'stalled' });
    expect(await current().read.inbox.countPending('c1')).toBe(0);
  });

  test('closing waits for the work it has accepted, and refuses what comes later', async () => {
    const accepted = current().transaction((tx) => tx.inbox.add(inboxRow('e1')));
    await current().close();
    expect(await accepted).toBe(true);
    const late = current().transaction((tx) => tx.inbox.add(inboxRow('e2')));
    await expect(late).rejects.toMatchObject({ code: 'unavailable' });
    await expect(current().read.inbox.countPending('c1')).rejects.toMatchObject({ code: 'unavailable' });
  });
}
