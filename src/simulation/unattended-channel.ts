import type { ConversationAddress } from '../domain/inbound.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import { type Channel, DeliveryError } from '../ports/channel.ts';

export interface UnattendedChannelOptions {
  name: string;
  /** Called with each message a customer would have seen. */
  onSend(to: ConversationAddress, message: OutgoingMessage): void;
}

/**
 * A channel with nobody at its other end, for replaying and measuring: it takes every message at once. It can do what the web
 * chat can, so that nothing is left out for want of a capability.
 */
export function createUnattendedChannel({ name, onSend }: UnattendedChannelOptions): Channel {
  return {
    name,
    capabilities: {
      buttons: true,
      reactions: true,
      edits: true,
      deletes: true,
      threads: false,
      typing: false,
      idempotentForMs: Number.POSITIVE_INFINITY,
      concurrentSends: true,
      tellsDeletes: true,
      maxTextLength: 100_000,
      maxFileBytes: 0,
    },
    async start() {},
    async send(to, message) {
      onSend(to, message);
      return [message.id];
    },
    edit: async (_to, messageKeys) => messageKeys,
    async remove() {},
    showTyping() {},
    async openAttachment({ name }) {
      throw new DeliveryError('refused', `There is no file ${name} here`);
    },
    async stop() {},
  };
}
