/** A platform for tests: takes messages as one would, and fails in the ways platforms fail, as it is told. */

import type { ConversationAddress } from '../../src/domain/inbound.ts';
import type { Attachment, OutgoingMessage } from '../../src/domain/message.ts';
import {
  type Accept,
  type Channel,
  DeliveryError,
  type MessageKeys,
  type OpenAttachment,
} from '../../src/ports/channel.ts';

/** What happens to the next sending: `lost` takes the message and loses the answer; a function is run once it is taken. */
export type Fate = 'taken' | 'refused' | 'unavailable' | 'lost' | (() => Promise<void>);

export class ScriptedChannel implements Channel {
  readonly name = 'test';
  readonly capabilities;
  /** What the customers of the platform see, in order. */
  readonly shown: { to: ConversationAddress; message: OutgoingMessage }[] = [];
  readonly edits: { to: ConversationAddress; messageKeys: MessageKeys; message: OutgoingMessage }[] = [];
  readonly removals: { to: ConversationAddress; messageKeys: MessageKeys }[] = [];
  /** What happens to the next sendings; `taken` when it is empty. */
  fates: Fate[] = [];
  attempts = 0;

  constructor(options: { idempotentForMs: number }) {
    this.capabilities = {
      buttons: true,
      reactions: true,
      edits: true,
      deletes: true,
      threads: false,
      typing: false,
      idempotentForMs: options.idempotentForMs,
      concurrentSends: false,
      tellsDeletes: true,
      maxTextLength: 10_000,
      maxFileBytes: 1_000_000,
    };
  }

  async start(_accept: Accept): Promise<void> {}
  async stop(): Promise<void> {}
  async edit(to: ConversationAddress, messageKeys: MessageKeys, message: OutgoingMessage): Promise<MessageKeys> {
    this.edits.push({ to, messageKeys, message });
    return messageKeys;
  }
  async remove(to: ConversationAddress, messageKeys: MessageKeys): Promise<void> {
    this.removals.push({ to, messageKeys });
  }
  async openAttachment({ name }: Attachment): Promise<OpenAttachment> {
    throw new DeliveryError('refused', `There is no file ${name}`);
  }
  showTyping(): void {}

  async send(to: ConversationAddress, message: OutgoingMessage): Promise<MessageKeys> {
    this.attempts += 1;
    const fate = this.fates.shift() ?? 'taken';
    if (fate === 'refused') throw new DeliveryError('refused', 'The customer has blocked the bot');
    if (fate === 'unavailable') throw new DeliveryError('unavailable', 'Try later', { retryAfterMs: 30_000 });
    const again = this.capabilities.idempotentForMs > 0 && this.shown.some((shown) => shown.message.id === message.id);
    if (!again) this.shown.push({ to, message });
    if (fate === 'lost') throw new DeliveryError('unknown', 'The connection was reset');
    if (typeof fate === 'function') await fate();
    return [`platform-${message.id}`];
  }

  /** The texts shown in one conversation. */
  texts(conversationKey = 'kim'): string[] {
    return this.shown.filter(({ to }) => to.conversationKey === conversationKey).map(({ message }) => message.text);
  }
}
