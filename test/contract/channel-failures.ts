/** What a channel does when something goes wrong: it says truly what became of a message, and goes on by itself where it can. */

import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import type { MessageKeys } from '../../src/ports/channel.ts';
import type { RequestFault } from '../platforms/shared/faults.ts';
import type { ChannelHarness } from '../support/channels/channel-harness.ts';
import { toMessage } from '../support/outgoing-message.ts';
import { failureOf, longText, only, type Rules } from './channel-rules.ts';

const BROKEN: RequestFault = { kind: 'server-error', status: 502, accepted: false };
const REPEATABLE: RequestFault[] = [BROKEN, { kind: 'response-lost' }, { kind: 'reset' }];
const MOST_ATTEMPTS = 3;

export const FAILURES = {
  async 'a message that the platform refuses is refused for good'(harness) {
    const { refusesMessages, send } = harness;
    refusesMessages();
    expect(await failureOf(harness, send(toMessage('Hello')))).toMatchObject({
      name: 'DeliveryError',
      failure: 'refused',
      message: expect.stringMatching(/\w+ \w+/),
    });
  },

  async 'asked to wait, it says for how long; tried again, the message shows once'(harness) {
    const { meets, send, sees } = harness;
    const message = toMessage('Hello');
    meets('send', { kind: 'rate-limited', retryAfterSeconds: 1 });
    const failure = await failureOf(harness, send(message));
    expect(failure.failure).toBe('unavailable');
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(failure.retryAfterMs).toBeLessThan(2_000);
    const keys = await send(message);
    expect((await sees()).map(({ key }) => key)).toEqual(keys);
  },

  async 'a message whose answer is lost shows once, and is unknown or settled'(harness) {
    await isShownOnce(harness, { kind: 'response-lost' });
  },

  async 'a message whose connection breaks before it is heard shows at most once'(harness) {
    await isShownOnce(harness, { kind: 'reset' });
  },

  async 'a message that breaks the platform after it was taken shows once, and is unknown or settled'(harness) {
    await isShownOnce(harness, { kind: 'server-error', status: 502, accepted: true });
  },

  async 'a message that breaks the platform before it was taken shows at most once'(harness) {
    await isShownOnce(harness, BROKEN);
  },

  async 'a long message of which a later part is lost shows no part twice'(harness) {
    const { meets, sees } = harness;
    const message = toMessage(longText(7));
    meets('send', { kind: 'slow', until: Promise.resolve() });
    meets('send', { kind: 'response-lost' });
    await sendUntilKnown(harness, message);
    const texts = (await sees()).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  },

  async 'a long message that is held up in its middle arrives whole'(harness) {
    const { meets, send, sees } = harness;
    const message = toMessage(longText(7));
    meets('send', { kind: 'slow', until: Promise.resolve() });
    meets('send', { kind: 'rate-limited', retryAfterSeconds: 1 });
    const keys = (await sendUntilKnown(harness, message)) ?? (await send(message));
    expect((await sees()).map(({ key }) => key)).toEqual(keys);
  },

  async 'a message that is sent again under its id shows once'({ send, sees }) {
    const message = toMessage('Hello');
    const keys = await send(message);
    expect(await send(message)).toEqual(keys);
    expect(await sees()).toHaveLength(1);
    const long = toMessage(longText(7));
    const longKeys = await send(long);
    expect(await send(long)).toEqual(longKeys);
    expect(await sees()).toHaveLength(keys.length + longKeys.length);
  },

  async 'a message that is sent twice at once shows once'({ send, sees }) {
    const message = toMessage('Hello');
    const [keys, otherKeys] = await Promise.all([send(message), send(message)]);
    expect(otherKeys).toEqual(keys);
    expect(await sees()).toHaveLength(1);
  },

  async 'an edit whose answer is lost, or that never came, can be made again'(harness) {
    const { meets, send, edit, sees } = harness;
    const message = toMessage('one');
    const keys = await send(message);
    for (const [index, fault] of REPEATABLE.entries()) {
      const changed = { ...message, text: `changed ${index}` };
      meets('edit', fault);
      expect(await failureOf(harness, edit(keys, changed))).toMatchObject({ failure: 'unavailable' });
      await edit(keys, changed);
      expect(await sees()).toMatchObject([{ text: `changed ${index}` }]);
    }
  },

  async 'a removal whose answer is lost, or that never came, can be made again'(harness) {
    const { meets, send, remove, sees } = harness;
    for (const fault of REPEATABLE) {
      const keys = await send(toMessage('one'));
      meets('remove', fault);
      expect(await failureOf(harness, remove(keys))).toMatchObject({ failure: 'unavailable' });
      await remove(keys);
      expect(await sees()).toEqual([]);
    }
  },
} satisfies Rules;

/** Nothing answers at the platform's address. */
export const FAILURES_WHILE_UNREACHABLE = {
  async 'where nothing answers the channel waits and tries again'({ desk }) {
    expect((await desk.reports('waiting')).detail).toMatch(/\w+ \w+/);
    expect(desk.statuses.map(({ state }) => state)).not.toContain('stopped');
  },

  async 'where nothing answers a message can be tried again'(harness) {
    expect(await failureOf(harness, harness.send(toMessage('Hello')))).toMatchObject({ failure: 'unavailable' });
  },

  async 'where nothing answers to show that somebody writes is no trouble'({ channel, desk, direct }) {
    expect(() => channel.showTyping(direct, 'Ann')).not.toThrow();
    await desk.reports('waiting');
  },

  async 'where nothing answers the channel stops at once all the same'({ channel, desk }) {
    await desk.reports('waiting');
    await channel.stop();
    expect(desk.statuses.at(-1)?.state).toBe('stopped');
  },
} satisfies Rules;

/** The platform does not know the token. */
export const FAILURES_OF_THE_TOKEN = {
  async 'with a wrong token the channel says what to do, and when it tries again'({ desk }) {
    const { detail } = await desk.reports('waiting');
    expect(detail).toMatch(/[A-Z]+_TOKEN.*; trying again at \d\d:\d\d UTC$/);
    expect(desk.statuses.map(({ state }) => state)).not.toContain('connected');
  },

  async 'with a wrong token a message is not lost: it can go once the token is right'(harness) {
    await harness.desk.reports('waiting');
    expect(await failureOf(harness, harness.send(toMessage('Hello')))).toMatchObject({ failure: 'unavailable' });
  },
} satisfies Rules;

/** What must not be told is neither in what the operator reads nor in what anybody is shown. */
export async function expectNoSecret({ desk, secrets, sees }: ChannelHarness): Promise<void> {
  const told = [desk.errors, desk.failures, desk.statuses, desk.offered, await sees()];
  const text = inspect(told, { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: 1_000 });
  for (const secret of secrets) expect(text).not.toContain(secret);
}

async function isShownOnce(harness: ChannelHarness, fault: RequestFault): Promise<void> {
  const { meets, sees } = harness;
  meets('send', fault);
  const keys = await sendUntilKnown(harness, toMessage('Hello'));
  const shown = await sees();
  expect(shown.length).toBeLessThanOrEqual(1);
  if (keys !== undefined) expect([only(shown).key]).toEqual(keys);
}

/** Sends a message as the desk does: again while it is certain not to have arrived. Undefined where nobody knows. */
async function sendUntilKnown(harness: ChannelHarness, message: OutgoingMessage): Promise<MessageKeys | undefined> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const sending = harness.send(message);
    const keys = await sending.catch(() => undefined);
    if (keys !== undefined) return keys;
    const { name, failure } = await failureOf(harness, sending);
    expect(name).toBe('DeliveryError');
    expect(failure).not.toBe('refused');
    if (failure === 'unknown') return undefined;
  }
  throw new Error('The message does not go through');
}
