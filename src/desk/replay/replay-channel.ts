import type { Channel } from '../../domain/channel.ts';

/** The name under which replayed messages stand in the store. */
export const REPLAY_CHANNEL = 'replay';

/** A channel with nobody at its other end: it takes every message at once and counts it. */
export interface ReplayChannel extends Channel {
  /** How many messages customers would have been sent. */
  sent(): number;
}

/** A replay channel that can do what the web chat can, so that nothing is left out for want of a capability. */
export function createReplayChannel(): ReplayChannel {
  let sent = 0;
  return {
    name: REPLAY_CHANNEL,
    capabilities: {
      buttons: true,
      reactions: true,
      edits: true,
      deletes: true,
      threads: false,
      typing: false,
      idempotentSend: true,
      maxTextLength: 100_000,
    },
    sent: () => sent,
    async start() {},
    async send(_to, message) {
      sent += 1;
      return { messageKey: message.id };
    },
    async edit() {},
    showTyping() {},
    async stop() {},
  };
}
