import { afterEach, describe, expect, test } from 'vitest';
import type { DeliveryError } from '../../src/ports/channel.ts';
import { badRequest } from '../platforms/telegram/telegram-error.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';

let telegram: TelegramEdge;

afterEach(() => telegram.stop());

async function failureOf(sending: Promise<unknown>): Promise<DeliveryError> {
  return sending.then(
    () => Promise.reject(new Error('The message was sent')),
    (error: DeliveryError) => error,
  );
}

describe('a message that Telegram', () => {
  test('answers with an error of its own may or may not have arrived', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    telegram.platform.faults.next('sendMessage', { kind: 'server-error', status: 502, accepted: true });
    expect(await failureOf(telegram.says('Hello'))).toMatchObject({ failure: 'unknown' });
  });

  test('begins to answer and then falls silent is given up after half a minute', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    telegram.platform.faults.next('sendMessage', { kind: 'response-cut', framing: 'chunked' });
    const failure = failureOf(telegram.says('Hello'));
    await telegram.platform.until(() => telegram.answers().length > 0);
    await telegram.pass(30_000);
    expect(await failure).toMatchObject({ failure: 'unknown' });
  });

  test('never heard of can be sent again', async () => {
    telegram = await TelegramEdge.begin({ apiRoot: 'http://127.0.0.1:9' });
    expect(await failureOf(telegram.says('Hello'))).toMatchObject({ failure: 'unavailable' });
  });

  test('cannot read the formats of is sent without them', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    telegram.platform.faults.next('sendMessage', { kind: 'refused', error: badRequest("can't parse entities") });
    await telegram.says('**Hello** & <welcome>');
    expect(telegram.lastAnswer()).toMatchObject({ text: 'Hello & <welcome>', entities: [] });
  });
});

test('an answer shows which of the customer’s messages it answers, where one was chosen', async () => {
  telegram = await TelegramEdge.start();
  telegram.kim.start();
  const asked = telegram.kim.write('the red one');
  telegram.kim.write('or the blue one');
  await telegram.says('Not this.', { answersKey: String(asked.message_id) });
  await telegram.says('The blue one.');
  expect(
    telegram
      .answers()
      .slice(-2)
      .map((answer) => answer.replyTo),
  ).toEqual([asked.message_id, undefined]);
});

describe('a long answer', () => {
  const paragraphs = Array.from({ length: 30 }, (_, index) => `**${index}** ${'word '.repeat(80).trim()}`);
  const text = paragraphs.join('\n\n');

  test('arrives in parts, between paragraphs, with the buttons under the last', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    const keys = await telegram.says(text, { asksFeedback: true });
    const parts = telegram.answers();
    expect(parts.map((part) => part.text).join('\n\n')).toBe(text.replaceAll('**', ''));
    expect(parts.map(({ buttons }) => buttons.length)).toEqual([0, 0, 1]);
    expect(parts.map(({ message_id }) => String(message_id))).toEqual(keys);
  });

  test('is not begun again when Telegram asks to wait in its middle', async () => {
    telegram = await TelegramEdge.start({ rateLimits: { perSecond: 25, perDestinationPerSecond: 1 } });
    telegram.kim.start();
    const sending = telegram.says(text);
    await telegram.platform.until(() => telegram.answers().length === 1);
    telegram.platform.faults.next('sendMessage', { kind: 'rate-limited', retryAfterSeconds: 3 });
    for (const count of [1, 2, 3]) {
      await telegram.platform.until(() => telegram.answers().length >= count);
      await telegram.pass(4_000);
    }
    await sending;
    expect(telegram.answers()).toHaveLength(3);
  });

  test('is edited part by part, grows, shrinks, and is taken back whole', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    const shown = () => telegram.answers().map((part) => [part.text, part.buttons.length]);
    const two = `${'a '.repeat(2_000)}\n\n${'b '.repeat(2_000)}`;
    const keys = await telegram.says('one', { asksFeedback: true });
    const grown = await telegram.edits(keys, two, { asksFeedback: true });
    expect(grown).toHaveLength(2);
    expect(shown()).toEqual([
      ['a '.repeat(2_000).trim(), 0],
      ['b '.repeat(2_000).trim(), 1],
    ]);
    const shrunk = await telegram.edits(grown, 'three', { asksFeedback: true });
    expect(shrunk).toEqual(keys);
    expect(shown()).toEqual([['three', 1]]);
    const again = await telegram.edits(shrunk, two);
    await telegram.channel.remove(telegram.conversation(), again);
    expect(shown()).toEqual([]);
    await telegram.channel.remove(telegram.conversation(), again);
  });

  test('whose second part is lost may not have arrived whole', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    const failure = failureOf(telegram.says(text));
    await telegram.platform.until(() => telegram.answers().length === 1);
    telegram.platform.faults.next('sendMessage', { kind: 'response-lost' });
    expect(await failure).toMatchObject({ failure: 'unknown', message: expect.stringMatching(/of 3 parts/) });
  });
});

test('one chat gets one message a second, and another chat is not held up', async () => {
  telegram = await TelegramEdge.start({ rateLimits: { perSecond: 25, perDestinationPerSecond: 1 } });
  telegram.kim.start();
  const lu = telegram.platform.createPerson({ first_name: 'Lu' });
  lu.start();
  await telegram.says('one');
  const second = telegram.says('two');
  await telegram.says('one', {}, telegram.conversation(lu));
  expect(telegram.answers()).toHaveLength(1);
  await telegram.pass(1_000);
  await second;
  expect(telegram.answers()).toHaveLength(2);
});

test('an edited message is edited, and editing it to the same again is no trouble', async () => {
  telegram = await TelegramEdge.start();
  telegram.kim.start();
  const keys = await telegram.says('one');
  await telegram.edits(keys, '**two**');
  await telegram.edits(keys, '**two**');
  expect(telegram.lastAnswer()).toMatchObject({ text: 'two', edited: true });
});

test('hostile text is shown as it is', async () => {
  telegram = await TelegramEdge.start();
  telegram.kim.start();
  const text = '<a href="tg://user?id=1">x</a> </b> &lt; [y](javascript:alert\\(1\\)) [z](tg://user?id=1)';
  await telegram.says(text, { author: { kind: 'agent', id: 'eve', name: '<i>Eve</i>' } });
  const shown = telegram.lastAnswer();
  expect(shown.text).toBe('<i>Eve</i>\n<a href="tg://user?id=1">x</a> </b> < y z');
  expect(shown.entities.map(({ type }) => type)).toEqual(['bold']);
});

test('a message older than two days can be edited, and not be taken back', async () => {
  telegram = await TelegramEdge.start();
  telegram.kim.start();
  const keys = await telegram.says('one');
  await telegram.clock.advanceTo(telegram.clock.now() + 49 * 3_600_000);
  await telegram.edits(keys, 'two');
  const removing = telegram.channel.remove(telegram.conversation(), keys);
  expect(await failureOf(removing)).toMatchObject({ failure: 'refused', message: expect.stringContaining('48 hours') });
});

test('when Telegram asks two chats to wait, everybody waits', async () => {
  telegram = await TelegramEdge.start();
  const people = ['Lu', 'Mo', 'No'].map((first_name) => telegram.platform.createPerson({ first_name }));
  for (const person of people) person.start();
  const [lu, mo, no] = people.map((person) => telegram.conversation(person));
  for (const conversation of [lu, mo]) {
    telegram.platform.faults.next('sendMessage', { kind: 'rate-limited', retryAfterSeconds: 5 });
    expect(await failureOf(telegram.says('Hello', {}, conversation))).toMatchObject({ retryAfterMs: 5_000 });
  }
  const sending = telegram.says('Hello', {}, no);
  await telegram.pass(4_000);
  expect(people[2]?.sees()).toHaveLength(1);
  await telegram.pass(1_000);
  await sending;
  expect(people[2]?.sees()).toHaveLength(2);
});
