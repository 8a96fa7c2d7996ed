/** How a channel connects, stops and starts again, without losing what customers do meanwhile. */

import { expect } from 'vitest';
import { toMessage } from '../support/outgoing-message.ts';
import type { Rules } from './channel-rules.ts';

export const CONNECTION = {
  async 'a connection that breaks off is made again, and nothing is lost'({ breaksConnection, desk, kim }) {
    await kim.says('hello');
    await desk.hears('message');
    breaksConnection();
    await kim.says('still there?');
    await desk.hears('message', 2);
    expect(desk.events).toHaveLength(2);
  },

  async 'to stop is to wait for what is being taken in'({ channel, desk, kim }) {
    const release = desk.hold();
    const saying = kim.says('hello');
    await desk.isOffered(1);
    let isStopped = false;
    const stopping = channel.stop().then(() => {
      isStopped = true;
    });
    await manyTurns();
    expect(isStopped).toBe(false);
    release();
    await Promise.all([stopping, saying]);
    expect(desk.events).toHaveLength(1);
  },

  async 'a channel that was stopped starts again, and hears what was said meanwhile'(harness) {
    const { channel, connect, desk, kim, send, sees, settled } = harness;
    await kim.says('one');
    await desk.hears('message');
    await settled();
    await channel.stop();
    await kim.says('two');
    await manyTurns();
    expect(desk.events).toHaveLength(1);
    await connect();
    await settled();
    await desk.hears('message', 2);
    await send(toMessage('Hello'));
    expect(await sees()).toHaveLength(1);
  },

  async 'to stop twice, or before a start, is no trouble'({ channel, connect, desk, kim }) {
    await channel.stop();
    await channel.stop();
    await connect();
    await kim.says('hello');
    await desk.hears('message');
  },
} satisfies Rules;

/** Lets everything run that is due now, and exchanges on this machine come to their end. */
async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 1_000; turn++) await new Promise((resolve) => setImmediate(resolve));
}
