/** The port between the desk and a chat platform. */

import type { ConversationAddress, InboundEvent } from '../domain/inbound.ts';
import type { Attachment, OutgoingMessage } from '../domain/message.ts';

/**
 * Resolves once the event is durable, and only then may the adapter acknowledge it to the platform. One that is `refused` is
 * more than a customer may send: it was not kept, the customer is told so, and it is acknowledged like the others.
 */
export type Accept = (event: InboundEvent) => Promise<'accepted' | 'duplicate' | 'refused'>;

/** What a platform can do. The desk asks before it relies on any of it. */
export interface ChannelCapabilities {
  buttons: boolean;
  reactions: boolean;
  edits: boolean;
  deletes: boolean;
  threads: boolean;
  typing: boolean;
  /**
   * For how long after it was first sent a message may be sent again under the same id without showing twice, in milliseconds: 0
   * never, Infinity always.
   */
  idempotentForMs: number;
  /**
   * Whether several processes may send, change and take back the same messages at one time, and customers see each once and as it
   * is, as where they read the desk's own. Elsewhere the desk has one process do it at a time.
   */
  concurrentSends: boolean;
  /** Whether the platform tells when customers delete what they wrote. */
  tellsDeletes: boolean;
  maxTextLength: number;
  /** The largest file that can be sent; 0 where none can. */
  maxFileBytes: number;
}

/** A chat platform. Sending fails only with a `DeliveryError`. */
export interface Channel {
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  start(accept: Accept): Promise<void>;
  /** Resolves once the platform has taken the message, to its ids there: one, or those of its parts in order. */
  send(to: ConversationAddress, message: OutgoingMessage): Promise<MessageKeys>;
  /** Shows a message, sent before under these ids, with its new text; resolves to its ids from now on. */
  edit(to: ConversationAddress, messageKeys: MessageKeys, message: OutgoingMessage): Promise<MessageKeys>;
  /** Takes a message back; one that is gone already counts as taken back. */
  remove(to: ConversationAddress, messageKeys: MessageKeys): Promise<void>;
  /** Shows that somebody is writing, where the platform can; never fails. */
  showTyping(to: ConversationAddress, who: string): void;
  /**
   * Opens a file of this platform for reading, once.
   * @throws DeliveryError `refused` when it is gone, or larger than the platform hands out; with what to tell the reader
   */
  openAttachment(attachment: Attachment): Promise<OpenAttachment>;
  /** Stops taking events in; resolves when none is under way. */
  stop(): Promise<void>;
}

/** The platform's ids of a message's parts, in order; the last part has the buttons. */
export type MessageKeys = readonly [string, ...string[]];

/** A file opened for reading. */
export interface OpenAttachment {
  content: AsyncIterable<Uint8Array>;
  /** Undefined where the platform does not say. */
  sizeBytes: number | undefined;
  /** The address the bytes may be read from is never shown: it may hold a secret. */
  mediaType: string | undefined;
}

/** Opens a file wherever it is kept. Fails as `Channel.openAttachment` does. */
export type OpenAttachmentAnywhere = (attachment: Attachment) => Promise<OpenAttachment>;

/**
 * How an adapter's connection stands: `waiting` to try again by itself, `stopped` with the desk. `detail` is for the operator:
 * what is wrong, and what to do about it.
 */
export interface ChannelStatus {
  state: 'connecting' | 'connected' | 'waiting' | 'stopped';
  detail: string;
}

/**
 * Why a message was not sent: `refused` for good, `unavailable` for now (safe to try again), or `unknown`: the
 * platform may have taken it before the answer was lost.
 */
export type DeliveryFailure = 'refused' | 'unavailable' | 'unknown';

export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly failure: DeliveryFailure;
  /** How long the platform asked to wait, in milliseconds, where it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(failure: DeliveryFailure, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs;
  }
}
