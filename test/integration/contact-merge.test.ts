import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InboundBody } from '../../src/domain/inbound.ts';
import { DEFAULT_LIMITS } from '../../src/domain/limits.ts';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import type { StaffMember } from '../../src/domain/staff.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };

let folder: TestFolder;
let staffPlatform: ScriptedStaffPlatform;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(async () => {
  await folder.empty();
  staffPlatform = new ScriptedStaffPlatform();
  desk = await TestDesk.start(folder, { staffPlatform, customerLimits: DEFAULT_LIMITS.customer });
});
afterEach(() => desk.stop());
afterAll(() => folder.remove());

const NAMES: Record<string, string> = { kim: 'Kim', lu: 'Lu', max: 'Max' };
/** What a customer sends; each has a conversation of their own. */
const receive = (customer: string, body: InboundBody) =>
  desk.receive(body, { customer, name: NAMES[customer] ?? customer });
const command = (name: 'link' | 'unlink' | 'human', argument = '', isPrivate = true): InboundBody => ({
  kind: 'command',
  messageKey: 'r1',
  command: name,
  argument,
  isPrivate,
});
const said = (customer: string) => desk.channel.texts(customer).at(-1);
async function giveCode(customer = 'kim'): Promise<string> {
  await receive(customer, command('link'));
  return /\*\*([A-Z2-9]{10})\*\*/.exec(said(customer) ?? '')?.[1] ?? '';
}
/** Presses the button of the last message with buttons: 0 agrees, 1 declines. */
async function press(customer: string, button: 0 | 1): Promise<void> {
  const shown = desk.channel.shown.findLast(({ to, message }) => to.conversationKey === customer && message.choices[0]);
  const choiceId = shown?.message.choices[button]?.id ?? '';
  await receive(customer, { kind: 'choice', messageKey: `platform-${shown?.message.id}`, choiceId });
}
async function join(owner: string, taker: string): Promise<void> {
  const code = await giveCode(owner);
  await receive(taker, command('link', code));
  await press(taker, 0);
  await press(owner, 0);
}
const customerId = async (customer: string) =>
  (await desk.store.read.conversations.get(desk.conversationId(customer)))?.state.customer.id ?? '';
const contactSize = async (customer: string) =>
  (await desk.store.read.contactMerges.contactOf(await customerId(customer))).length;
/** Whose tickets staff see beside a customer's own. */
const historyOf = async (customer: string) =>
  (await desk.store.read.tickets.ofCustomer(await customerId(customer), 9)).map(({ ticket }) => ticket.customerName);
const eventsOf = async (customer: string) => {
  const events = await desk.store.read.tickets.events((await desk.ticket(customer))?.id ?? '');
  return events.map(({ kind, by, detail }) => `${by.name} ${kind}: ${detail}`);
};

describe('joining two channels', () => {
  test('takes the agreement of both, each of whom is told before who the other is; staff then see one history', async () => {
    await receive('kim', command('human'));
    const code = await giveCode();
    await receive('lu', command('link', code.toLowerCase()));
    expect(said('lu')).toContain('This code is that of Kim on Test');
    expect(said('kim')).toContain('Your code is');
    await press('lu', 0);
    expect(said('lu')).toContain('once Kim agrees on Test');
    expect(said('kim')).toContain('Lu on Test has typed your code');
    expect(await contactSize('kim')).toBe(1);
    await press('kim', 0);
    expect(await contactSize('kim')).toBe(2);
    expect(said('kim')).toContain('what Lu asked on Test');
    expect(said('lu')).toContain('what Kim asked on Test');
    expect(await eventsOf('kim')).toContain('Kim contacts_merged: Joined with Lu on Test');
    await receive('max', command('link', code));
    expect(said('max')).toMatch(/do not know this code/);
  });

  test('can be typed instead of pressed, and shows in the transcript', async () => {
    const code = await giveCode();
    for (const customer of ['lu', 'lu', 'kim']) await receive(customer, command('link', code));
    expect(await contactSize('lu')).toBe(2);
    const transcript = await desk.store.read.messages.transcript(desk.conversationId('lu'), { limit: 9 });
    expect(transcript.filter(({ author }) => author.kind === 'customer').map(({ text }) => text)).toEqual(
      Array(2).fill(`/link ${code}`),
    );
  });

  test.each(['lu', 'kim'])('is called off by whoever says no (%s), and the other is told', async (whoSaysNo) => {
    const code = await giveCode();
    await receive('lu', command('link', code));
    if (whoSaysNo === 'kim') await press('lu', 0);
    await press(whoSaysNo, 1);
    expect(said(whoSaysNo)).toMatch(/nothing is joined/);
    expect(said(whoSaysNo === 'kim' ? 'lu' : 'kim')).toMatch(/does not want to be joined/);
    for (const customer of ['lu', 'kim']) await receive(customer, command('link', code));
    expect(said('kim')).toMatch(/do not know this code/);
    expect(await contactSize('kim')).toBe(1);
  });

  test('a second taker ends the code for all, and owner and first taker are told why', async () => {
    const code = await giveCode();
    await receive('lu', command('link', code));
    await press('lu', 0);
    await receive('max', command('link', code));
    expect(said('max')).toMatch(/do not know this code/);
    for (const customer of ['kim', 'lu']) expect(said(customer)).toMatch(/somebody else has typed it/);
    await press('kim', 0);
    expect(said('kim')).toMatch(/do not know this code/);
    expect(await contactSize('kim')).toBe(1);
  });

  test('of two who take a code at one time one is the first taker, and the other ends it', async () => {
    const code = await giveCode();
    await Promise.all(['lu', 'max'].map((customer) => receive(customer, command('link', code))));
    await desk.settle();
    expect(said('kim')).toMatch(/somebody else has typed it/);
    const answers = ['lu', 'max'].flatMap((customer) => desk.channel.texts(customer));
    expect(answers.filter((text) => text.includes('that of Kim'))).toHaveLength(1);
    expect(answers.filter((text) => text.includes('do not know this code'))).toHaveLength(1);
  });

  test('an owner who agrees while a second taker types is joined with the first or with nobody', async () => {
    const code = await giveCode();
    await receive('lu', command('link', code));
    await press('lu', 0);
    await Promise.all(['kim', 'max'].map((customer) => receive(customer, command('link', code))));
    await desk.settle();
    expect(await contactSize('max')).toBe(1);
    const isJoined = (await contactSize('kim')) === 2;
    expect(said('lu')).toMatch(isJoined ? /histories are joined/ : /somebody else has typed it/);
  });

  test('where others read along neither shows a code nor takes one, nor a forged press of a button', async () => {
    await receive('kim', command('link', '', false));
    expect(said('kim')).toMatch(/write \/link in a private chat/);
    const code = await giveCode();
    await receive('lu', command('link', code, false));
    await receive('lu', { kind: 'choice', messageKey: 'any', choiceId: `/link ${code}` });
    expect(desk.channel.texts('lu')).toEqual(Array(2).fill(expect.stringMatching(/write \/link in a private chat/)));
    await receive('max', command('link', code));
    expect(said('max')).toContain('that of Kim');
  });

  test('a code is good for a quarter of an hour, and until its owner asks for another one', async () => {
    const first = await giveCode();
    const second = await giveCode();
    await receive('lu', command('link', first));
    expect(said('lu')).toMatch(/do not know this code/);
    await receive('lu', command('link', second));
    await desk.pass(15 * MINUTE_MS);
    await press('lu', 0);
    expect(said('lu')).toMatch(/do not know this code/);
  });

  test('who types too many wrong codes waits, and then goes on', async () => {
    const code = await giveCode();
    for (let typed = 0; typed < 5; typed++) await receive('lu', command('link', `WRONG${typed}`));
    expect(said('lu')).toMatch(/do not know this code/);
    await receive('lu', command('link', code));
    expect(said('lu')).toMatch(/too many wrong codes\. Please try again in 3 min/);
    await desk.pass(3 * MINUTE_MS);
    await receive('lu', command('link', code));
    expect(said('lu')).toContain('that of Kim');
  });

  test('who is joined already, also through others, is not joined again', async () => {
    await join('kim', 'lu');
    await join('lu', 'max');
    expect(await contactSize('kim')).toBe(3);
    await receive('max', command('link', await giveCode()));
    expect(said('max')).toMatch(/joined already/);
  });

  test('one’s own code is nothing to join with', async () => {
    await receive('kim', command('link', await giveCode()));
    expect(said('kim')).toMatch(/in the other channel first/);
  });

  test('a contact has so many channels and no more', async () => {
    const others = Array.from({ length: 10 }, (_, index) => `other ${index}`);
    for (const other of others) await join('kim', other);
    expect(await contactSize('kim')).toBe(10);
    expect(desk.channel.texts(others.at(-1)).join()).toMatch(/no more can be/);
  });
});

describe('parting them', () => {
  beforeEach(async () => {
    for (const customer of ['kim', 'lu']) await receive(customer, command('human'));
    await join('kim', 'lu');
  });

  test('by /unlink gives each their own history again, and requests made meanwhile stay where they were made', async () => {
    await desk.does(ANNA, { kind: 'claim' });
    await desk.does(ANNA, { kind: 'close' });
    await receive('kim', command('human'));
    expect(await historyOf('kim')).toEqual(['Kim', 'Lu', 'Kim']);
    await receive('lu', command('unlink'));
    expect(await historyOf('kim')).toEqual(['Kim', 'Kim']);
    expect(await historyOf('lu')).toEqual(['Lu']);
    for (const customer of ['kim', 'lu']) expect(said(customer)).toMatch(/on its own again/);
    expect(await eventsOf('lu')).toContain('Lu contacts_unmerged: Parted from Kim on Test');
    expect(await eventsOf('kim')).toContain('Lu contacts_unmerged: Parted from Lu on Test');
    await receive('lu', command('unlink'));
    expect(said('lu')).toMatch(/not joined/);
    await join('lu', 'kim');
    expect(await historyOf('lu')).toEqual(['Kim', 'Lu', 'Kim']);
  });

  test('where others read along does nothing', async () => {
    await receive('lu', command('unlink', '', false));
    expect(said('lu')).toMatch(/write \/unlink in a private chat/);
    expect(await contactSize('lu')).toBe(2);
  });

  test('at one time from both sides is done once', async () => {
    await Promise.all(['kim', 'lu'].map((customer) => receive(customer, command('unlink'))));
    await desk.settle();
    const all = ['kim', 'lu'].flatMap((customer) => desk.channel.texts(customer));
    expect(all.filter((text) => text.includes('on its own again'))).toHaveLength(2);
    expect(all.filter((text) => text.includes('not joined with any'))).toHaveLength(1);
  });

  test('by staff is recorded on both tickets by their name, which neither customer is told, once', async () => {
    expect(await desk.does(ANNA, { kind: 'unmerge' }, 'the same')).toMatchObject({ ok: true });
    expect(await desk.does(ANNA, { kind: 'unmerge' }, 'the same')).toMatchObject({ ok: true });
    expect(await contactSize('kim')).toBe(1);
    expect(await eventsOf('kim')).toContain('Anna contacts_unmerged: Parted from Lu on Test');
    expect(await eventsOf('lu')).toContain('Anna contacts_unmerged: Parted from Kim on Test');
    for (const customer of ['kim', 'lu']) expect(said(customer)).toMatch(/on its own again[^A-Z]*\. Requests/);
    expect(await desk.does(ANNA, { kind: 'unmerge' })).toMatchObject({ ok: false, code: 'wrong_state' });
  });

  test('takes the history of the other away from the cards that staff see, also of tickets before the last', async () => {
    await desk.does(ANNA, { kind: 'close' });
    await receive('kim', command('human'));
    const shown = () =>
      staffPlatform.cards.map(({ ticket, earlier }) => [
        ticket.customerName,
        ...earlier.map((other) => other.ticket.customerName),
      ]);
    await receive('lu', command('unlink'));
    await join('lu', 'kim');
    await desk.pass(MINUTE_MS);
    expect(shown()).toEqual([
      ['Kim', 'Kim', 'Lu'],
      ['Lu', 'Kim', 'Kim'],
      ['Kim', 'Lu', 'Kim'],
    ]);
    await receive('lu', command('unlink'));
    await desk.pass(MINUTE_MS);
    expect(shown()).toEqual([['Kim', 'Kim'], ['Lu'], ['Kim', 'Kim']]);
  });

  test('leaves everybody apart who was joined through the one who parts, and nobody else', async () => {
    await join('max', 'kim');
    await join('max', 'eve');
    expect(await contactSize('lu')).toBe(4);
    await receive('kim', command('unlink'));
    expect(await Promise.all(['kim', 'lu', 'max', 'eve'].map(contactSize))).toEqual([1, 1, 2, 2]);
  });
});
