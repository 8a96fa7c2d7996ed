/** What is said before, during and after an outage of the desk is taken in the order in which it was said. */

import { expect, test } from 'vitest';
import type { InboundEvent } from '../../src/domain/inbound.ts';
import { createRandom } from '../../src/lib/random.ts';
import type { Person } from '../platforms/slack/person.ts';
import { gate } from '../platforms/slack/running.ts';
import type { SlackChannel } from '../platforms/slack/types.ts';
import { makeCard } from '../support/scripted-staff-service.ts';
import { SlackDesk } from '../support/slack-desk.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';

const RETRIES = { acknowledgementTimeoutMs: 300, retryDelaysMs: [10, 60, 250, 500, 1_000, 1_000, 1_000] };
const SOME_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

/** Somebody in one conversation: what they say next, and how the desk calls it. */
interface Talk {
  person: Person;
  channel: SlackChannel;
  thread: string | undefined;
}

test.each(SOME_SEEDS)('no conversation is taken out of order, whatever Slack answers first (%i)', async (seed) => {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const slack = await SlackDesk.start({ platform: RETRIES, settings: { helpChannels: ['#help'] } });
  const { platform } = slack;
  const people = Array.from({ length: 6 }, (_, index) => platform.createUser({ name: `customer-${index}` }));
  const help = platform.createChannel({ name: 'help', members: people });
  const talks: Talk[] = people.flatMap((person) => [
    { person, channel: person.directMessage(), thread: undefined },
    { person, channel: help, thread: person.writes(help, 'a question of before').ts },
  ]);
  let said = 0;
  const say = (): void => {
    const talk = pick(talks);
    if (random() < 0.1) talk.thread = talk.person.writes(help, `begun ${said++}`).ts;
    else if (random() < 0.2 && talk.thread === undefined)
      talk.person.writes(talk.channel, `aside ${said++}`, { thread: platform.messages(talk.channel)[0]?.ts ?? '' });
    else talk.person.writes(talk.thread === undefined ? talk.channel : help, `${said++}`, threadOf(talk));
  };
  for (const { person, channel, thread } of talks) if (thread === undefined) person.writes(channel, 'hello of before');
  for (let count = 0; count < 20; count++) say();
  await slack.settled();
  const history = historyOf(slack.events);

  await slack.adapter.channel.stop();
  for (let count = 0; count < 40; count++) say();
  const answers = Array.from({ length: 30 }, () => gate());
  for (const { opened } of answers) {
    const method = pick(['conversations.history', 'conversations.replies', 'conversations.replies']);
    platform.faults.next(method, { kind: 'slow', until: opened });
  }
  const next = await slack.restart({ history });
  for (const answer of [...answers].sort(() => random() - 0.5)) {
    for (let count = 0; count < 2; count++) say();
    answer.open();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await next.settled();
  const written = platform.channels.flatMap(({ messages }) => messages);
  await next.until(() => written.every(({ ts }) => [...slack.events, ...next.events].some(isOf(ts))));
  expect(inversions(next.events)).toEqual([]);
  expect(next.errors).toEqual([]);
});

test('a connection that breaks off and comes back keeps the order, too', async () => {
  const known: InboundEvent[] = [];
  const history = {
    lastEventAt: async () => known.at(-1)?.occurredAt,
    activeConversations: async () => [...new Set(known.map(({ conversationKey }) => conversationKey))],
  };
  const beforeTaking = async (event: InboundEvent): Promise<void> => void known.push(event);
  const slack = await SlackDesk.start({ platform: { ...RETRIES, retryDelaysMs: [] }, history, beforeTaking });
  const { platform, kim } = slack;
  const people = [kim, platform.createUser({ name: 'ben' }), platform.createUser({ name: 'ann' })];
  const say = (words: string) => people.map((person) => person.writes(person.directMessage(), words));
  say('before');
  await slack.took(3);
  const answers = people.map(() => gate());
  for (const { opened } of answers) platform.faults.next('conversations.history', { kind: 'slow', until: opened });
  platform.dropSockets();
  say('missed');
  await slack.reports('connected', 2);
  say('after');
  for (const answer of answers.toReversed()) answer.open();
  await slack.took(9);
  expect(inversions(slack.events)).toEqual([]);
  expect(textsOf(slack).toSorted()).toEqual(['after', 'before', 'missed'].flatMap((word) => [word, word, word]));
});

test('an event elsewhere is taken while a conversation waits for its past', async () => {
  const { slack, ben, answered, restart } = await startWithPast();
  const next = await restart();
  slack.kim.writes(slack.kim.directMessage(), 'after');
  ben.writes(ben.directMessage(), 'elsewhere');
  await next.took(2);
  expect(textsOf(next)).toEqual(['before', 'elsewhere']);
  answered.open();
  await next.took(5);
  expect(textsOf(next)).toEqual(['before', 'elsewhere', 'before', 'missed', 'after']);
});

test('what waits is acknowledged once it is taken, and not before', async () => {
  const { slack, answered, restart } = await startWithPast();
  const next = await restart();
  slack.kim.writes(slack.kim.directMessage(), 'after');
  await next.took(1);
  const { deliveries, until } = slack.platform;
  expect(deliveries.at(-1)?.acknowledgement).toBeUndefined();
  answered.open();
  await until(() => deliveries.at(-1)?.acknowledgement !== undefined);
  expect(textsOf(next).slice(-2)).toEqual(['missed', 'after']);
});

test('a past that cannot be read holds nothing back', async () => {
  const { slack, answered, restart } = await startWithPast();
  slack.platform.faults.every('conversations.history', { kind: 'refused', error: 'missing_scope' });
  answered.open();
  const next = await restart();
  slack.kim.writes(slack.kim.directMessage(), 'after');
  await next.until(() => textsOf(next).includes('after'));
  expect(next.errors).toContainEqual(expect.objectContaining({ code: 'missing_scope' }));
});

test('a desk that stops while something waits has not taken it, and Slack is not told so', async () => {
  const { slack, answered, restart } = await startWithPast();
  const next = await restart();
  slack.kim.writes(slack.kim.directMessage(), 'after');
  await next.took(1);
  const stopped = next.adapter.channel.stop();
  answered.open();
  await stopped;
  expect(textsOf(next)).toEqual(['before']);
  expect(slack.platform.deliveries.at(-1)?.acknowledgement).toBeUndefined();
});

test('what was not read yet when the desk stopped again is read the next time, whatever was taken meanwhile', async () => {
  const { slack, ben, answered, restart } = await startWithPast();
  const next = await restart();
  slack.kim.writes(slack.kim.directMessage(), 'after');
  ben.writes(ben.directMessage(), 'elsewhere');
  await next.took(2);
  const stopped = next.adapter.channel.stop();
  answered.open();
  await stopped;
  const later = { ...historyOf(next.events), lastEventAt: async () => Date.now() + 3_600_000 };
  const last = await slack.restart({ history: later });
  await last.until(() => textsOf(last).includes('missed'));
  expect(textsOf(next)).not.toContain('missed');
});

test('what was missed is read with all that is in it', async () => {
  const { slack, answered, restart } = await startWithPast();
  answered.open();
  const direct = slack.kim.directMessage();
  slack.kim.writes(direct, 'my cup', { files: [{ name: 'cup.png', content: 'cup', type: 'image/png' }] });
  slack.kim.sends(direct, { attachments: [{ is_share: true, author_name: 'Ann', text: 'the code is 7' }] });
  slack.kim.sends(direct, { files: [{ id: 'F1', name: 'old.png', mode: 'hidden_by_limit' }] });
  const next = await restart();
  await next.took(6);
  const heard = next.events.filter(({ conversationKey }) => conversationKey === direct.id);
  expect(heard.slice(-3).map(({ body }) => body)).toMatchObject([
    { text: 'my cup', attachments: [{ name: 'cup.png', mediaType: 'image/png', sizeBytes: 3 }] },
    { enclosures: [{ kind: 'forward', author: 'Ann', text: 'the code is 7' }] },
    { attachments: [], enclosures: [{ title: 'File that Slack withholds', text: 'old.png' }] },
  ]);
});

test('what agents wrote during an outage is carried out before what they write after it', async () => {
  const staff = await SlackStaffSetup.start({ platform: RETRIES });
  const card = await staff.opens(makeCard({ status: 'claimed' }));
  staff.writes(card, 'before');
  await staff.service.asked(1);
  const { channelKey, threadKey } = card.staffThread;
  await staff.desk.adapter.channel.stop();
  staff.writes(card, 'a note of meanwhile');
  staff.writes(card, '! a reply of meanwhile');
  const answered = gate();
  staff.platform.faults.next('conversations.replies', { kind: 'slow', until: answered.opened });
  const history = {
    lastEventAt: async () => Date.now(),
    activeConversations: async () => [`${channelKey}:${threadKey}`],
  };
  const next = await staff.restart({ history });
  staff.writes(card, '! after');
  staff.writes(card, 'and a note');
  await staff.platform.until(() => staff.platform.requests.of('conversations.replies').length > 0);
  answered.open();
  await next.service.asked(5);
  expect(next.service.requests.map(({ command }) => ('text' in command ? command.text : command.kind))).toEqual([
    ...['before', 'a note of meanwhile', 'a reply of meanwhile', 'after', 'and a note'],
  ]);
});

/** Kim has written while the desk was down; Slack does not answer yet what. What was read before the outage is read again. */
async function startWithPast() {
  const slack = await SlackDesk.start({ platform: { acknowledgementTimeoutMs: 60_000, retryDelaysMs: [] } });
  const { platform, kim } = slack;
  const ben = platform.createUser({ name: 'ben' });
  for (const person of [kim, ben]) person.writes(person.directMessage(), 'before');
  await slack.took(2);
  await slack.settled();
  const history = historyOf(slack.events);
  await slack.adapter.channel.stop();
  kim.writes(kim.directMessage(), 'missed');
  const answered = gate();
  platform.faults.next('conversations.history', { kind: 'slow', until: answered.opened });
  return { slack, ben, answered, restart: () => slack.restart({ history }) };
}

function historyOf(events: readonly InboundEvent[]) {
  const known = [...events];
  return {
    lastEventAt: async () => Math.max(...known.map(({ occurredAt }) => occurredAt)),
    activeConversations: async () => [...new Set(known.map(({ conversationKey }) => conversationKey))],
  };
}

function textsOf({ events }: SlackDesk): string[] {
  return events.map(({ body }) => (body.kind === 'message' ? body.text : body.kind));
}

function threadOf({ thread }: Talk): { thread?: string } {
  return thread === undefined ? {} : { thread };
}

/** Messages that were taken after a later one of their conversation. */
function inversions(events: readonly InboundEvent[]): string[] {
  const latest = new Map<string, number>();
  return events.flatMap(({ conversationKey, body }) => {
    const at = body.kind === 'message' ? Number(body.messageKey) : 0;
    const before = latest.get(conversationKey) ?? 0;
    latest.set(conversationKey, Math.max(at, before));
    return at < before ? [`${conversationKey}: ${at} after ${before}`] : [];
  });
}

function isOf(ts: string): (event: InboundEvent) => boolean {
  return ({ body }) => body.kind === 'message' && body.messageKey === ts;
}
