import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ActionResult } from '../../src/domain/actions/action.ts';
import type { RequestedCall } from '../../src/domain/actions/requested-call.ts';
import type { ActionCall, ActionCaller } from '../../src/ports/actions.ts';
import { actingFiles } from '../support/acting-content.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const KNOWN: ActionResult = { kind: 'answered', outcome: 'known', values: { day: { type: 'text', value: 'Monday' } } };
const CANCELLED: ActionResult = { kind: 'answered', outcome: 'cancelled', values: {} };

/** Another system that answers when it is told to. */
class SlowSystem implements ActionCaller {
  readonly calls: ActionCall[] = [];
  private waiting: ((result: ActionResult) => void)[] = [];

  call(call: ActionCall): Promise<ActionResult> {
    this.calls.push(call);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  answer(result: ActionResult): void {
    for (const resolve of this.waiting.splice(0)) resolve(result);
  }
}

let folder: TestFolder;
let system: SlowSystem;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create(actingFiles('https://shop.example'));
});
beforeEach(async () => {
  system = new SlowSystem();
  desk = await TestDesk.start(folder, { actions: system });
});
afterEach(async () => {
  system.answer({ kind: 'failed', failure: 'unknown', reason: 'the test is over' });
  await desk.stop();
  await folder.empty();
});
afterAll(() => folder.remove());

/** Messages are taken in; what follows from them may still be under way. */
async function accept(text: string, customer = 'kim'): Promise<void> {
  void desk.says(text, { customer });
  await turns();
}

async function turns(): Promise<void> {
  for (let round = 0; round < 200; round++) await new Promise(setImmediate);
}

async function answers(result: ActionResult): Promise<void> {
  system.answer(result);
  await desk.settle();
}

const said = () => desk.channel.shown.map(({ message }) => message.text);

describe('a look-up', () => {
  test('is made before the answer, and the answer says what was found', async () => {
    await accept('when does parcel 100001 arrive');
    expect(system.calls.map(({ action, inputs }) => [action.name, inputs])).toEqual([
      ['arrival', { order_number: '100001' }],
    ]);
    expect(said()).toEqual([]);
    await answers(KNOWN);
    expect(said()).toEqual(['Parcel 100001 arrives on Monday.']);
  });

  test('that takes long keeps nobody else waiting', async () => {
    await accept('when does parcel 100001 arrive');
    await accept('do you sell gift cards', 'lee');
    expect(said()).toEqual([expect.stringContaining('Gift cards')]);
    await answers(KNOWN);
    expect(said()).toHaveLength(2);
  });

  test('that fails leaves the answer that stands in the intent', async () => {
    await accept('when does parcel 100001 arrive');
    await answers({ kind: 'failed', failure: 'not_sent', reason: 'nothing listens' });
    expect(said()).toEqual(['Parcel 100001 arrives some day.']);
  });

  test('of a caller that throws is a look-up that failed', async () => {
    await desk.stop();
    const actions = { call: () => Promise.reject(new Error('a fault of ours')) };
    desk = await TestDesk.start(folder, { actions });
    await desk.says('when does parcel 100001 arrive');
    expect(said()).toEqual(['I cannot look that up just now.', 'Parcel 100001 arrives some day.']);
  });
});

describe('a write', () => {
  test('is sent once the customer agrees, under a key of its own, and told when it has ended', async () => {
    await desk.says('cancel order 100001');
    expect(said()).toEqual(['Shall I cancel 100001?']);
    await accept('yes');
    await accept('yes');
    expect(system.calls).toHaveLength(1);
    const [{ idempotencyKey } = { idempotencyKey: '' }] = system.calls;
    expect(idempotencyKey).not.toBe('');
    await answers(CANCELLED);
    expect(said()).toContain('Order 100001 is cancelled.');
    expect(system.calls).toHaveLength(1);
  });

  test('while it is under way the customer is answered what they ask beside', async () => {
    await desk.says('cancel order 100001');
    await accept('yes');
    await accept('do you sell gift cards');
    expect(said()).toEqual(['Shall I cancel 100001?', expect.stringContaining('Gift cards')]);
    await answers(CANCELLED);
    expect(said().at(-1)).toBe('Order 100001 is cancelled.');
  });

  test('two of one customer are performed one after the other', async () => {
    await desk.says('cancel order 100001');
    await accept('yes');
    await accept('cancel order 100002');
    await accept('yes');
    expect(system.calls.map(({ inputs }) => inputs.order_number)).toEqual(['100001']);
    system.answer(CANCELLED);
    await turns();
    expect(system.calls.map(({ inputs }) => inputs.order_number)).toEqual(['100001', '100002']);
    await answers(CANCELLED);
    expect(new Set(system.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
    expect(said().filter((text) => text.includes('is cancelled'))).toHaveLength(2);
  });

  test('whose fate is unknown goes to people, who see what was asked for', async () => {
    await desk.says('cancel order 100001');
    await accept('yes');
    await answers({ kind: 'failed', failure: 'unknown', reason: 'no answer within 5 seconds' });
    const ticket = await desk.ticket();
    expect(ticket).toMatchObject({ reason: 'action_unknown', importance: 4, intent: 'cancel_order' });
    const events = await desk.store.read.tickets.events(ticket?.id ?? '');
    expect(events[0]?.detail).toContain('cancel (order_number 100001)');
    expect(system.calls).toHaveLength(1);
  });
});

test('what an agent asks for is done once, and how it ended stands on the ticket', async () => {
  const anna = { id: 'anna', name: 'Anna', role: 'agent' as const };
  await desk.says('a human please');
  await desk.does(anna, { kind: 'claim' });
  const command = { kind: 'run_action' as const, action: 'cancel', inputs: { order_number: '100001' } };
  void desk.does(anna, command, 'once');
  await turns();
  void desk.does(anna, command, 'once');
  await turns();
  expect(system.calls).toHaveLength(1);
  await answers(CANCELLED);
  const events = await desk.store.read.tickets.events((await desk.ticket())?.id ?? '');
  expect(events.slice(-2).map(({ kind, detail }) => [kind, detail])).toEqual([
    ['action_requested', 'cancel (order_number 100001)'],
    ['action_ended', 'cancel (order_number 100001): cancelled'],
  ]);
  expect(said()).not.toContain('Order 100001 is cancelled.');
});

describe('what a process left that died', () => {
  const leave = async (call: RequestedCall, isSending: boolean) => {
    await desk.says('do you sell gift cards');
    await desk.store.transaction(async (tx) => {
      await tx.actionCalls.add(call, { conversationId: desk.conversationId(), at: desk.clock.now() });
      if (isSending) await tx.actionCalls.markSending(call.id);
    });
    await desk.stop();
    system = new SlowSystem();
    desk = await TestDesk.start(folder, { actions: system, now: desk.clock.now() + 60_000 });
    await turns();
  };
  const requested = (name: 'arrival' | 'cancel', intent: string): RequestedCall => {
    const action = folder.trained.content.actions?.[name];
    if (action === undefined) throw new Error(`there is no action ${name}`);
    const inputs = { order_number: '100001' };
    const asked = { question: 'q', messageIds: [], confidence: 1, slots: inputs, intent };
    return { id: 'p1-1', action, inputs, for: { kind: 'customer', ...asked } };
  };

  test('a call that was not begun is performed', async () => {
    await leave(requested('cancel', 'cancel_order'), false);
    expect(system.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['p1-1']);
    await answers(CANCELLED);
    expect(said()).toEqual(['Order 100001 is cancelled.']);
  });

  test('a write that was under way is never sent again, and its fate is told as unknown', async () => {
    await leave(requested('cancel', 'cancel_order'), true);
    await desk.settle();
    expect(system.calls).toEqual([]);
    expect(said()).toEqual([expect.stringContaining('I cannot tell whether that was done.')]);
    expect((await desk.ticket())?.reason).toBe('action_unknown');
  });

  test('a read that was under way is performed again', async () => {
    await leave(requested('arrival', 'order_arrival'), true);
    expect(system.calls).toHaveLength(1);
    await answers(KNOWN);
    expect(said()).toEqual(['Parcel 100001 arrives on Monday.']);
  });
});

test('what has ended is forgotten after a week', async () => {
  await desk.says('cancel order 100001');
  await accept('yes');
  await answers(CANCELLED);
  const id = system.calls[0]?.idempotencyKey ?? '';
  expect(await desk.store.read.actionCalls.ended(id)).toBeDefined();
  await desk.clock.skipTo(desk.clock.now() + 8 * 24 * 60 * 60 * 1_000, () => desk.settle());
  await desk.pass(10_000);
  expect(await desk.store.read.actionCalls.ended(id)).toBeUndefined();
});
