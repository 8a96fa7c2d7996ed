/** How customers respond to the desk's messages with buttons and emoji, as a channel tells the desk of it. */

import { expect } from 'vitest';
import type { ChannelHarness, HarnessEmoji } from '../support/channels/channel-harness.ts';
import { toMessage } from '../support/outgoing-message.ts';
import { expectKeysToDiffer, only, type Rules } from './channel-rules.ts';

const EMOJI: HarnessEmoji[] = ['👍', '🎉', '🔥'];

export const RESPONDING = {
  async 'a choice comes back by its id, with the key of the message it stands under'({ desk, direct, kim, send }) {
    const choices = [
      { id: `intent:${'x'.repeat(41)}`, label: 'Where is my order?' },
      { id: 'human', label: 'A person' },
    ];
    const keys = await send(toMessage('What is it about?', { choices }));
    await kim.presses(keyWithButtons(keys), 'Where is my order?');
    const event = await desk.hears('choice');
    expect(event).toMatchObject({ ...direct, customer: { key: kim.key } });
    expect(event.body).toMatchObject({ messageKey: keys.at(-1), choiceId: choices[0]?.id });
  },

  async 'choices of any number and length are all offered'({ send, sees }) {
    const choices = Array.from({ length: 12 }, (_, index) => ({
      id: `c${index}`,
      label: `${index} ${'很长 👍 '.repeat(40)}`,
    }));
    await send(toMessage('What is it about?', { choices }));
    const { buttons } = only(await sees());
    expect(buttons.map(({ label }) => Number.parseInt(label, 10))).toEqual(choices.map((_, index) => index));
    expect(buttons.every(({ label }) => label.isWellFormed())).toBe(true);
  },

  async 'a thumb is a score, which shows, can be changed and be taken back'(harness) {
    const { desk, send } = harness;
    const keys = await send(toMessage('On its way.', { asksFeedback: true }));
    await pressesUntilShown(harness, keyWithButtons(keys), '👍', ['👍']);
    await pressesUntilShown(harness, keyWithButtons(keys), '👎', ['👎']);
    await pressesUntilShown(harness, keyWithButtons(keys), '👎', []);
    await desk.hears('feedback', 3);
    expect(desk.events.map(({ body }) => body)).toEqual(
      [1, 0, null].map((score) => ({ kind: 'feedback', messageKey: keys.at(-1), score })),
    );
    expectKeysToDiffer(desk.events);
  },

  async 'a rating goes from 1 to 5, shows, can be changed and be taken back'(harness) {
    const { desk, send } = harness;
    const keys = await send(toMessage('How was it?', { asksRatingOf: 'ticket-1' }));
    for (const label of ['1', '2', '3', '4', '5'])
      await pressesUntilShown(harness, keyWithButtons(keys), label, [label]);
    await pressesUntilShown(harness, keyWithButtons(keys), '5', []);
    await desk.hears('rating', 6);
    expect(desk.events.map(({ body }) => body)).toEqual(
      [1, 2, 3, 4, 5, null].map((score) => ({ kind: 'rating', messageKey: keys.at(-1), score })),
    );
  },

  async 'an edited message keeps the score that was given to it'(harness) {
    const { send, edit, sees } = harness;
    const message = toMessage('On its way.', { asksFeedback: true });
    const keys = await send(message);
    await pressesUntilShown(harness, keyWithButtons(keys), '👍', ['👍']);
    await edit(keys, { ...message, text: 'It is on its way.', score: 1 });
    const shown = only(await sees());
    expect(shown.text).toBe('It is on its way.');
    expect(shown.buttons).toEqual([
      { label: '👍', isGiven: true },
      { label: '👎', isGiven: false },
    ]);
  },

  async 'an emoji on a message of ours comes as it is put there, and as it is taken away'({ desk, direct, kim, send }) {
    const keys = await send(toMessage('Hello'));
    for (const [index, emoji] of EMOJI.entries()) {
      await kim.reacts(keys[0], emoji);
      await desk.hears('reaction', 2 * index + 1);
      await kim.takesBack(keys[0], emoji);
      await desk.hears('reaction', 2 * index + 2);
    }
    const told = EMOJI.flatMap((emoji) => [true, false].map((added) => ({ emoji, added })));
    expect(desk.events.map(({ body }) => body)).toEqual(
      told.map((change) => ({ kind: 'reaction', messageKey: keys[0], ...change })),
    );
    for (const event of desk.events) expect(event).toMatchObject({ ...direct, customer: { key: kim.key } });
    expectKeysToDiffer(desk.events);
  },

  async 'an emoji on any part of a long message names that part'({ desk, kim, send, channel }) {
    const keys = await send(toMessage('word '.repeat(channel.capabilities.maxTextLength / 2)));
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) await kim.reacts(key, '🎉');
    await desk.hears('reaction', keys.length);
    expect(desk.events.map(({ body }) => body.kind === 'reaction' && body.messageKey)).toEqual(keys);
  },

  async 'a button in a public conversation belongs to it'({ desk, kim, send }) {
    await kim.asksInPublic('do you sell gift cards?');
    const asked = await desk.hears('message');
    const keys = await send(toMessage('We do.', { replyToKey: asked.body.messageKey, asksFeedback: true }), asked);
    await kim.presses(keyWithButtons(keys), '👍', asked);
    const { channel, account, conversationKey } = asked;
    const event = await desk.hears('feedback');
    expect(event).toMatchObject({ channel, account, conversationKey, customer: { key: kim.key }, body: { score: 1 } });
  },
} satisfies Rules;

async function pressesUntilShown(
  { kim, shows }: ChannelHarness,
  messageKey: string,
  label: string,
  given: string[],
): Promise<void> {
  await kim.presses(messageKey, label);
  await shows((shown) => {
    const buttons = shown.flatMap((each) => each.buttons.filter(({ isGiven }) => isGiven));
    return buttons.map((button) => button.label).join() === given.join();
  });
}

function keyWithButtons(keys: readonly [string, ...string[]]): string {
  return keys.at(-1) ?? keys[0];
}
