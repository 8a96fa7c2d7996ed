/** What the platform tells and nobody can read costs nothing but itself: the connection stays, and what people say is heard. */

import { expect } from 'vitest';
import type { ChannelHarness } from '../support/channels/channel-harness.ts';
import { mutated } from '../support/mutated.ts';
import { toMessage } from '../support/outgoing-message.ts';
import type { Rules } from './channel-rules.ts';

const MUTATED_PACKETS = 150;

export const NONSENSE = {
  async 'what nobody expects to be told costs nothing but itself'(harness) {
    await expectToGoOn(harness, harness.strange);
  },

  async 'what is told with any of its parts left out, turned round or blown up costs nothing but itself'(harness) {
    const { kim, desk, send, told } = harness;
    await kim.says('hello');
    const { body } = await desk.hears('message');
    if ('messageKey' in body) await kim.edits(body.messageKey, 'good morning');
    await desk.hears('edit');
    const [key] = await send(toMessage('Did that help?', { asksFeedback: true }));
    await kim.reacts(key, '👍');
    await desk.hears('reaction');
    await kim.presses(key, '👍');
    await desk.hears('feedback');
    await kim.commands('help');
    await desk.hears('command');
    await expectToGoOn(harness, mutated(told(), MUTATED_PACKETS));
  },
} satisfies Rules;

async function expectToGoOn({ desk, kim, tells }: ChannelHarness, packets: readonly unknown[]): Promise<void> {
  for (const packet of packets) tells(packet);
  await kim.says('still there?');
  await desk.hearsWords('still there?');
  expect(desk.statuses.map(({ state }) => state)).toEqual(['connecting', 'connected']);
  expect(Reflect.get({}, 'isPolluted')).toBeUndefined();
}
