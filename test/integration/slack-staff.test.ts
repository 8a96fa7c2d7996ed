/** The real desk with its staff in Slack: what customers and staff see of each other. */

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { digestOf } from '../../src/staff/secrets.ts';
import type { ShownMessage } from '../platforms/slack/shown.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterEach(() => folder.empty());
afterAll(() => folder.remove());

/** Kim has asked for a person, and the ticket's card is up. */
async function startWithTicket() {
  const savedReplies = [{ title: 'Greeting', texts: { en: 'Hello {customer}, {agent} here about #{ticket}.' } }];
  const staff = await SlackStaffSetup.start({
    consoleUrl: 'https://desk.example/console',
    startDesk: async (staffPlatform) => {
      desk = await TestDesk.start(folder, { staffPlatform, savedReplies });
    },
  });
  await desk.says('I want to talk to a person');
  await desk.pass(1_000);
  const card = await staff.platform.until(() => staff.platform.messages(staff.channel)[0]);
  const { until } = staff.platform;
  const thread = () => staff.ann.seesThread(card).slice(1);
  return {
    staff,
    card,
    thread,
    untilCard: (words: string) => until(() => staff.ann.sees(staff.channel)[0]?.text.includes(words)),
    untilThread: (words: string) => until<ShownMessage>(() => thread().find(({ text }) => text.includes(words))),
    untilTold: (words: string) => until(() => desk.channel.shown.some(({ message }) => message.text.includes(words))),
  };
}

test('from the claim to the rating without leaving Slack', async () => {
  const { staff, card, thread, untilCard, untilThread, untilTold } = await startWithTicket();
  await untilThread('What was said before');
  await Promise.all([staff.ann, staff.ben].map((person) => person.presses(card, 'action:claim')));
  await untilCard('assigned to');
  const [winner, loser] = staff.ann.sees(staff.channel)[0]?.text.includes('to Ann')
    ? [staff.ann, staff.ben]
    : [staff.ben, staff.ann];
  await staff.platform.until(() =>
    loser.sees(staff.channel).some(({ text }) => text === `#1: This ticket is assigned to ${winner.name}.`),
  );
  expect(winner.sees(staff.channel).filter(({ ephemeral }) => ephemeral)).toEqual([]);

  winner.writes(staff.channel, 'the customer never sees this', { thread: card.ts });
  const reply = winner.writes(staff.channel, '! What can I do for you?', { thread: card.ts });
  await untilTold('What can I do for you?');
  await staff.platform.until(() => thread().find(({ ts }) => ts === reply.ts)?.reactions.white_check_mark);
  await untilCard('Waiting for the customer');

  await desk.says('My parcel is broken');
  expect((await untilThread('My parcel is broken')).pings).toEqual([winner.name]);
  winner.edits(reply, '! What may I do for you?');
  await staff.desk.settled();
  await desk.settle();
  expect(desk.channel.edits.map(({ message }) => message.text)).toEqual(['What may I do for you?']);

  winner.reacts(card, 'white_check_mark');
  await untilCard('Resolved');
  await untilTold('How satisfied');
  expect(desk.channel.shown.filter(({ message }) => message.text.includes('never sees'))).toEqual([]);
  expect(thread().filter(({ text }) => text.includes('never sees'))).toHaveLength(1);
  await desk.stop();
});

test('a file that an agent deletes from a reply is taken from the customer, in the transcript, too', async () => {
  const { staff, card, untilCard, untilTold } = await startWithTicket();
  await staff.ann.presses(card, 'action:claim');
  await untilCard('assigned to Ann');
  const files = ['label.pdf', 'prices of others.pdf'].map((name) => ({ name, content: name }));
  const reply = staff.ann.writes(staff.channel, '! Here is your label', { thread: card.ts, files });
  await untilTold('Here is your label');
  await desk.settle();
  staff.ann.deletesFile(reply.files?.[1]?.id ?? '');
  await staff.desk.settled();
  await desk.settle();
  const left = [expect.objectContaining({ name: 'label.pdf' })];
  expect(desk.channel.edits.map(({ message }) => [message.text, message.attachments])).toEqual([
    ['Here is your label', left],
  ]);
  const transcript = await desk.store.read.messages.transcript(desk.conversationId(), { limit: 20 });
  expect(transcript.at(-1)).toMatchObject({ text: 'Here is your label', attachments: left });
  await desk.stop();
});

test('a saved reply goes out with its variables filled in, and its post tells how far it got', async () => {
  const { staff, card, untilCard, untilThread, untilTold } = await startWithTicket();
  await staff.ann.presses(card, 'action:claim');
  await untilCard('assigned to Ann');
  await staff.ann.presses(card, 'action:reply');
  await staff.ann.choosesInModal('form:insert', 'saved 0');
  expect(staff.ann.modal()?.text).toContain('What Kim will see\nHello Kim, Ann here about #1.');
  expect(await staff.ann.submits()).toEqual({ ok: true });
  await untilTold('Hello Kim, Ann here about #1.');
  await untilThread('✅ Delivered');
  await desk.stop();
});

test('a reply that could not be sent has a reaction that says so on the message, with why', async () => {
  const { staff, card, untilCard, untilThread } = await startWithTicket();
  await staff.ann.presses(card, 'action:claim');
  await untilCard('assigned to Ann');
  await desk.settle();
  desk.channel.fates = ['refused'];
  const reply = staff.ann.writes(staff.channel, '! Hello', { thread: card.ts });
  await untilThread('Not delivered: The customer has blocked the bot');
  const shown = staff.ann.seesThread(card).find(({ ts }) => ts === reply.ts);
  expect(Object.keys(shown?.reactions ?? {})).toEqual(['warning']);
  await desk.stop();
});

test('Slack out of order for a while loses nothing and shows nothing twice', async () => {
  const { staff, card, thread, untilThread } = await startWithTicket();
  await untilThread('What was said before');
  staff.platform.faults.next('chat.postMessage', { kind: 'response-lost' });
  await desk.says('one');
  await desk.settle();
  const mend = staff.platform.faults.every('chat.postMessage', { kind: 'server-error', status: 503, accepted: false });
  await desk.says('two');
  await desk.says('three');
  await desk.pass(60_000);
  mend();
  for (let minute = 0; !thread().some(({ text }) => text.includes('three')) && minute < 120; minute++)
    await desk.pass(60_000);
  const said = thread().map(({ text }) => text.split('\n')[1]);
  expect(said.filter((text) => ['one', 'two', 'three'].includes(text ?? ''))).toEqual(['one', 'two', 'three']);
  expect(card.ts).toBe(staff.ann.sees(staff.channel)[0]?.ts);
  await desk.stop();
});

test('what somebody claimed in Slack is theirs in the console, and back in the queue once they may not act any more', async () => {
  const { staff, card, untilCard, untilTold } = await startWithTicket();
  await staff.ann.presses(card, 'action:claim');
  await untilCard('assigned to Ann');
  await staff.ann.runs('/desk', 'console', staff.channel);
  const url = staff.ann.sees(staff.channel).at(-1)?.links[0]?.url ?? '';
  const inConsole = await desk.store.read.staff.bySignInLink(digestOf(url.split('/').at(-1) ?? ''), desk.clock.now());
  if (inConsole === undefined) throw new Error(`${url} signs nobody in`);
  expect(inConsole).toMatchObject({ name: 'Ann', role: 'agent' });
  expect(await desk.does(inConsole, { kind: 'reply', text: 'Hello from the console' })).toMatchObject({ ok: true });
  await untilTold('Hello from the console');
  expect((await desk.store.read.staff.all()).map(({ name }) => name)).toEqual(['Ann']);

  staff.ann.leaves(staff.channelNamed('agents'));
  await untilCard('Waiting for somebody');
  expect(await desk.does(inConsole, { kind: 'note', text: 'still here?' })).toMatchObject({ ok: false });
  expect(await desk.store.read.staff.all()).toEqual([]);
});
