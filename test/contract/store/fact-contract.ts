import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/domain/fact.ts';
import { DERIVED_FACT_KINDS, type DerivedFactKind, type RebuiltFacts } from '../../../src/ports/facts.ts';
import type { Store, StoreTransaction } from '../../../src/ports/store.ts';
import { saveTicket } from '../../support/tickets.ts';
import { ADDRESS, conversation, decision, question, ticket, ticketEvent } from './samples.ts';

const ALL = { since: 0, until: Number.MAX_SAFE_INTEGER };
const OF_CONVERSATION = { conversationId: 'c1', customerId: 'web/ann', channel: 'web' };

export function factContract(current: () => Store): void {
  const write = <T>(work: (tx: StoreTransaction) => Promise<T>) => current().transaction(work);
  const all = () => current().read.facts.between(ALL, { limit: 99 });
  const begin = () => write((tx) => tx.conversations.save(conversation(), ADDRESS, 0, 1));
  const rebuildKind = (kind: DerivedFactKind, limit = 2) => rebuild(current(), kind, limit);

  describe('facts', () => {
    test('a decision, what became of it and what staff say it was about are a fact each', async () => {
      await begin();
      const record = decision();
      const id = await write((tx) => tx.decisions.add(record));
      await write((tx) => tx.decisions.setOutcome(id, { outcome: 'helped', at: record.at + 1 }));
      await write((tx) => tx.decisions.takeBackOutcome(id, record.at + 2));
      const by = { id: 'sam', name: 'Sam' };
      await write((tx) => tx.decisions.correct(id, { intent: 'x', articleId: undefined, by, at: record.at + 3 }));
      const { locale, intent, articleId, action, rule } = record;
      const about = { ...OF_CONVERSATION, decisionId: id, locale, action, confidence: expect.any(Number) };
      const kept = { ...about, intent, articleId };
      expect(await all()).toEqual([
        {
          ...kept,
          kind: 'decision',
          id: expect.any(Number),
          at: record.at,
          rule,
          reason: undefined,
          ticketId: undefined,
        },
        { ...kept, kind: 'outcome', id: expect.any(Number), at: record.at + 1, outcome: 'helped' },
        { ...kept, kind: 'outcome', id: expect.any(Number), at: record.at + 2, outcome: undefined },
        {
          ...about,
          kind: 'correction',
          id: expect.any(Number),
          at: record.at + 3,
          intent: 'x',
          articleId: undefined,
          by: { kind: 'agent', id: 'sam' },
        },
      ]);
    });

    test('each event of a ticket is a fact, without a word of what was written', async () => {
      const opened = ticket('t1', { openedWithPriority: 0.5 });
      await write((tx) => saveTicket(tx, opened));
      await write((tx) => tx.tickets.addEvent(ticketEvent('t1', { kind: 'opened', at: 5 })));
      await write((tx) => tx.tickets.addEvent(ticketEvent('t1', { kind: 'note', at: 6, detail: 'a secret' })));
      const facts = await all();
      expect(facts).toMatchObject([
        { kind: 'ticket', event: 'opened', ticketId: 't1', at: 5, priority: 0.5, openedAt: opened.openedAt },
        { kind: 'ticket', event: 'note', ticketId: 't1', at: 6, category: opened.category },
      ]);
      expect(JSON.stringify(facts)).not.toContain('secret');
      expect(await current().read.facts.ofTicket('t1')).toEqual(facts);
    });

    test('a score, another one and taking it back are a fact each, and asking twice is one', async () => {
      await begin();
      await write((tx) => tx.feedback.ask(question('m1', { askedAt: 1 })));
      await write((tx) => tx.feedback.ask(question('m1', { askedAt: 2 })));
      await write((tx) => tx.feedback.score('m1', 0, 3));
      await write((tx) => tx.feedback.score('m1', 1, 4));
      await write((tx) => tx.feedback.score('m1', undefined, 5));
      await write((tx) => tx.feedback.score('unknown', 1, 6));
      await write((tx) => tx.feedback.forget('m1'));
      const found = (await all()).map(({ kind, at, ...fact }) => [kind, at, 'score' in fact ? fact.score : undefined]);
      expect(found).toEqual([
        ['asked', 1, undefined],
        ['unasked', 1, undefined],
        ['scored', 3, 0],
        ['scored', 4, 1],
        ['scored', 5, undefined],
      ]);
    });

    test('what is written in a transaction that fails is no fact', async () => {
      await begin();
      const failing = write(async (tx) => {
        await tx.decisions.add(decision());
        throw new Error('boom');
      });
      await expect(failing).rejects.toThrow('boom');
      expect(await all()).toEqual([]);
    });

    test('they are read a page at a time, in order of time, and no further than asked', async () => {
      await begin();
      for (const at of [4, 2, 2, 9]) await write((tx) => tx.decisions.add(decision({ at })));
      const facts = () => current().read.facts;
      const pages: number[][] = [];
      let after: Fact | undefined;
      do {
        const page: Fact[] = await facts().between({ since: 2, until: 9 }, { limit: 2, ...(after && { after }) });
        pages.push(page.map(({ at }) => at));
        after = page.at(-1);
      } while (after !== undefined);
      expect(pages).toEqual([[2, 2], [4], []]);
      expect(await facts().firstAt()).toBe(2);
    });

    test('those of some kinds and names are read alone, also page by page', async () => {
      await begin();
      for (const at of [1, 3, 5]) await write((tx) => tx.decisions.add(decision({ at, action: 'handed_over' })));
      for (const at of [2, 4]) await write((tx) => tx.decisions.add(decision({ at, action: 'answered' })));
      await write((tx) => saveTicket(tx, ticket('t1')));
      await write((tx) => tx.tickets.addEvent(ticketEvent('t1', { kind: 'opened', at: 6 })));
      await write((tx) => tx.feedback.ask(question('m1', { askedAt: 7 })));
      const only = { decision: ['handed_over', 'reopened'], ticket: 'all' } as const;
      const between = (limit: number, after?: Fact) =>
        current().read.facts.between(ALL, { limit, only, ...(after && { after }) });
      const first = await between(2);
      expect([...first, ...(await between(9, first.at(-1)))].map(({ kind, at }) => [kind, at])).toEqual([
        ['decision', 1],
        ['decision', 3],
        ['decision', 5],
        ['ticket', 6],
      ]);
    });

    test('deriving them again finds no difference', async () => {
      await begin();
      await write((tx) => saveTicket(tx, ticket('t1')));
      const ids: number[] = [];
      for (const at of [1, 2, 3]) ids.push(await write((tx) => tx.decisions.add(decision({ at }))));
      await write((tx) => tx.decisions.setOutcome(ids[0] as number, { outcome: 'picked', at: 4 }));
      await write((tx) => tx.decisions.setOutcome(ids[0] as number, { outcome: 'helped', at: 5 }));
      for (const at of [6, 7]) await write((tx) => tx.tickets.addEvent(ticketEvent('t1', { kind: 'replied', at })));
      await write((tx) => tx.feedback.ask(question('m1')));
      for (const score of [1, 0]) await write((tx) => tx.feedback.score('m1', score, 8));
      const before = await all();
      const found: Record<string, RebuiltFacts> = {};
      for (const kind of DERIVED_FACT_KINDS) found[kind] = await rebuildKind(kind);
      expect(found).toEqual({
        decision: { derived: 3, added: 0, corrected: 0 },
        outcome: { derived: 1, added: 0, corrected: 0 },
        correction: { derived: 0, added: 0, corrected: 0 },
        ticket: { derived: 2, added: 0, corrected: 0 },
        asked: { derived: 1, added: 0, corrected: 0 },
        scored: { derived: 1, added: 0, corrected: 0 },
      });
      expect(await all()).toEqual(before);
    });

    test('those of a decision that is kept no longer stay', async () => {
      await begin();
      await write((tx) => tx.decisions.add(decision({ at: 1 })));
      await write((tx) => tx.decisions.prune(9, 9));
      expect(await rebuildKind('decision')).toEqual({ derived: 0, added: 0, corrected: 0 });
      expect(await all()).toHaveLength(1);
    });

    test('one that says something else than the store is put right, and told', async () => {
      await write((tx) => saveTicket(tx, ticket('t1')));
      await write((tx) => tx.tickets.addEvent(ticketEvent('t1', { kind: 'opened', at: 5 })));
      await write((tx) => saveTicket(tx, ticket('t1', { category: 'orders' })));
      expect(await rebuildKind('ticket')).toEqual({ derived: 1, added: 0, corrected: 1 });
      expect(await all()).toMatchObject([{ category: 'orders' }]);
    });
  });
}

/** A few at a time, so that there are several parts. */
async function rebuild(store: Store, kind: DerivedFactKind, limit: number): Promise<RebuiltFacts> {
  const sum = { derived: 0, added: 0, corrected: 0 };
  let after: string | undefined;
  do {
    const part = { limit, after };
    const { next, derived, added, corrected } = await store.transaction((tx) => tx.facts.rebuild(kind, part));
    sum.derived += derived;
    sum.added += added;
    sum.corrected += corrected;
    after = next;
  } while (after !== undefined);
  return sum;
}
