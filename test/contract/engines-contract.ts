import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import type { CommandOutcome } from '../../src/domain/staff.ts';
import { ANNA } from '../support/conversation.ts';
import { ALL_IS_OVER_MS, CUSTOMERS, dayOfTrouble } from '../support/day-of-trouble.ts';
import type { DeskProcess } from '../support/desk-processes.ts';
import { type OpenStores, SharedDesk, type SharedDeskOptions } from '../support/shared-desk.ts';
import { TestFolder } from '../support/test-desk.ts';

/** What the engines of one desk promise together, on a store that several processes share. */
export function enginesContract(name: string, open: OpenStores): void {
  describe(`${name}: several engines on one store`, () => {
    let folder: TestFolder;
    let desk: SharedDesk;
    beforeAll(async () => {
      folder = await TestFolder.create();
    });
    afterEach(() => desk.stop());
    afterAll(() => folder.remove());

    const start = async (options: Partial<SharedDeskOptions> = {}): Promise<[DeskProcess, DeskProcess]> => {
      desk = await SharedDesk.start({ open, folder, count: 2, ...options });
      const [a, b] = desk.processes.all;
      if (a === undefined || b === undefined) throw new Error('There are to be two.');
      return [a, b];
    };

    describe.each([
      ['forgets at once what was sent', 0],
      ['knows a message again for a minute', MINUTE_MS],
      ['is searched for what was sent', Number.POSITIVE_INFINITY],
    ])('where the platform %s', (_name, idempotentForMs) => {
      test.each([1, 2, 3, 4])('nothing is shown twice, lost or out of order on a day of trouble (%d)', async (seed) => {
        await start({ idempotentForMs, count: 3, day: dayOfTrouble(seed) });
        await desk.liveThrough();
        for (const customer of CUSTOMERS) await desk.expectAllTold(customer);
        await desk.expectStaffThreadsWhole();
      });

      test('a message is sent by one of them, however many were woken, and however long it takes', async () => {
        const [a, b] = await start({ idempotentForMs, fate: () => ({ kind: 'taken', takesMs: 5 * MINUTE_MS }) });
        await desk.says(a, 'kim', 'where is order 100001');
        await desk.says(b, 'kim', 'where is order 100002');
        await desk.processes.pass(ALL_IS_OVER_MS);
        expect(desk.shownTo('kim')).toEqual(['Order 100001 is on its way.', 'Order 100002 is on its way.']);
        expect(await desk.deliveries('kim')).toEqual(['sent', 'sent']);
        expect(await desk.ticketOf('kim')).toBeUndefined();
      });
    });

    test('what is said while another process sends goes out as soon as that one is done', async () => {
      const [a, b] = await start({ fate: () => ({ kind: 'taken', takesMs: 2_000 }) });
      await desk.says(a, 'kim', 'where is order 100001');
      await desk.processes.pass(1_000);
      await desk.says(b, 'kim', 'where is order 100002');
      await desk.processes.pass(3_001);
      expect(await desk.deliveries('kim')).toEqual(['sent', 'sent']);
    });

    test('what a process was sending when it died is told of as unknown once its lease has run out, and what waits goes on', async () => {
      const [a, b] = await start({ fate: () => ({ kind: 'taken', takesMs: 2_000 }) });
      await desk.says(a, 'kim', 'where is order 100001');
      await desk.processes.pass(1_500);
      a.standstill.begin();
      await desk.says(b, 'kim', 'where is order 100002');
      await desk.processes.pass(20_000);
      expect(await desk.deliveries('kim')).toEqual(['sending', 'pending']);
      await desk.processes.pass(30_000);
      expect(await desk.deliveries('kim')).toEqual(['unknown', 'sent']);
      expect(desk.shownTo('kim')).toEqual(['Order 100001 is on its way.', 'Order 100002 is on its way.']);
      expect(await desk.ticketOf('kim')).toMatchObject({ reason: 'delivery_failed' });
    });

    test('a process that stood still for long settles what nobody knew, and undoes nothing that another one did meanwhile', async () => {
      const [a, b] = await start({ fate: () => ({ kind: 'taken', takesMs: 2_000 }) });
      await desk.says(a, 'kim', 'where is order 100001');
      await desk.processes.pass(1_500);
      a.standstill.begin();
      await desk.says(b, 'kim', 'where is order 100002');
      await desk.processes.pass(MINUTE_MS);
      expect(await desk.deliveries('kim')).toEqual(['unknown', 'sent']);
      a.standstill.end();
      await desk.processes.pass(MINUTE_MS);
      expect(await desk.deliveries('kim')).toEqual(['sent', 'sent']);
      expect(desk.shownTo('kim')).toHaveLength(2);
    });

    test('a process that stood still between claiming a message and sending it does not send it any more', async () => {
      const [a] = await start();
      const { store } = a.context;
      a.context.store = {
        ...store,
        read: store.read,
        close: store.close,
        async transaction(work) {
          const result = await store.transaction(work);
          if ((await desk.deliveries('kim')).includes('sending')) a.standstill.begin();
          await a.standstill.over();
          return result;
        },
      };
      await desk.says(a, 'kim', 'where is order 100001');
      await desk.processes.pass(MINUTE_MS);
      expect(await desk.deliveries('kim')).toEqual(['unknown']);
      a.standstill.end();
      await desk.processes.pass(MINUTE_MS);
      expect(desk.shownTo('kim')).toEqual([]);
    });

    test('what staff see of a ticket is put up by one of them, and by the other where that one dies in the midst of it', async () => {
      const [a, b] = await start({ staffTakesMs: 2_000 });
      await desk.says(a, 'kim', 'a human please');
      await desk.processes.pass(1_500);
      expect(desk.posts()).toEqual(['card']);
      a.standstill.begin();
      await desk.says(b, 'kim', 'are you there');
      await desk.processes.pass(20_000);
      expect(desk.posts()).toEqual(['card']);
      await desk.processes.pass(MINUTE_MS);
      expect(desk.posts()).toEqual(['card', 'history', 'message']);
      await desk.expectStaffThreadsWhole();
    });

    test('how a command ended is told by whoever took it, though another process decided it', async () => {
      const [a] = await start();
      await desk.says(a, 'kim', 'a human please');
      await desk.processes.pass(MINUTE_MS);
      const ticketId = (await desk.ticketOf('kim'))?.id ?? '';
      a.context.jobs.wake = async () => {};
      const outcomes: CommandOutcome[] = [];
      const claim = { key: 'claim', ticketId, staff: ANNA, command: { kind: 'claim' as const } };
      void a.engine.command(claim).then((outcome) => outcomes.push(outcome));
      await desk.processes.pass(MINUTE_MS);
      expect(outcomes).toMatchObject([{ ok: true }]);
    });

    test('a fit that one of them puts in force, or an admin takes back there, is what the other decides by from then on', async () => {
      const [a, b] = await start();
      const unsure = { slope: 1, intercept: -9 };
      const [before, after] = Array(2).fill({ loss: 1, error: 0.5, table: [] });
      const fit = { kind: 'intent', locale: '', at: 1, state: 'in_force', scaling: unsure, labels: 50 } as const;
      const id = await a.context.store.transaction((tx) => tx.confidence.addFit({ ...fit, before, after }));
      await desk.says(b, 'kim', 'where is order 100001');
      await desk.processes.pass(MINUTE_MS);
      expect(desk.shownTo('kim')).not.toContain('Order 100001 is on its way.');
      await a.context.store.transaction((tx) => tx.confidence.undo(id, ANNA, 2));
      await desk.says(b, 'lin', 'where is order 100002');
      await desk.processes.pass(MINUTE_MS);
      expect(desk.shownTo('lin')).toEqual(['Order 100002 is on its way.']);
    });

    test('an event told to both of them, and a command given to both, is taken once', async () => {
      const [a, b] = await start();
      const both = (eventKey: string, text: string) =>
        Promise.all([desk.says(a, 'kim', text, eventKey), desk.says(b, 'kim', text, eventKey)]);
      await both('e1', 'where is order 100001');
      await both('e2', 'a human please');
      await desk.processes.pass(MINUTE_MS);
      const ticketId = (await desk.ticketOf('kim'))?.id ?? '';
      for (const { engine } of [a, b]) {
        void engine.command({ key: 'claim', ticketId, staff: ANNA, command: { kind: 'claim' } });
        void engine.command({ key: 'reply', ticketId, staff: ANNA, command: { kind: 'reply', text: 'Hello' } });
      }
      await desk.processes.pass(MINUTE_MS);
      expect(desk.shownTo('kim')).toEqual([
        'Order 100001 is on its way.',
        expect.stringContaining('handing you over'),
        'Anna is with you now.',
        'Hello',
      ]);
    });
  });
}
