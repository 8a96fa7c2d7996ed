/** The port between the desk and a chat platform, and the events that come in through it. */

import type { OutgoingMessage } from './message.ts';

/** Where a message came from or goes to. The three parts together name one conversation. */
export interface ConversationAddress {
  /** The adapter's name: `web`, `discord`, `telegram`, `slack`. */
  channel: string;
  /** Which of the adapter's accounts, workspaces or bots; `default` where there is one. */
  account: string;
  /** The platform's name for the thread or direct message. */
  conversationKey: string;
}

/** What happened on the platform. */
export type InboundBody =
  | { kind: 'message'; messageKey: string; text: string }
  | { kind: 'edit'; messageKey: string; text: string }
  | { kind: 'delete'; messageKey: string }
  | { kind: 'choice'; messageKey: string; choiceId: string }
  /** 👍 (1), 👎 (0), or taken back (null), on a message of ours. */
  | { kind: 'feedback'; messageKey: string; score: 0 | 1 | null }
  /** 1 to 5, or taken back (null), on a request for a rating. */
  | { kind: 'rating'; messageKey: string; score: 1 | 2 | 3 | 4 | 5 | null };

/**
 * A platform event in the desk's own terms. `messageKey` is the platform's id of a message: for `message` the new
 * message's own, otherwise that of the message concerned.
 */
export interface InboundEvent extends ConversationAddress {
  /** Unique within (channel, account): the same event delivered again carries the same key. */
  eventKey: string;
  /** When the platform says it happened, in epoch milliseconds. */
  occurredAt: number;
  customer: { key: string; name: string; locale: string | undefined };
  body: InboundBody;
}

/** Resolves once the event is durable, and only then may the adapter acknowledge it to the platform. */
export type Accept = (event: InboundEvent) => Promise<'accepted' | 'duplicate'>;

/** What a platform can do. The desk asks before it relies on any of it. */
export interface ChannelCapabilities {
  buttons: boolean;
  reactions: boolean;
  edits: boolean;
  deletes: boolean;
  threads: boolean;
  typing: boolean;
  /** Whether sending a message again under the same id is certain not to show it twice. */
  idempotentSend: boolean;
  maxTextLength: number;
}

/** A chat platform. Sending fails only with a `DeliveryError`. */
export interface Channel {
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  start(accept: Accept): Promise<void>;
  /** Resolves to the platform's id of the message once the platform has taken it. */
  send(to: ConversationAddress, message: OutgoingMessage): Promise<{ messageKey: string }>;
  edit(to: ConversationAddress, messageKey: string, message: OutgoingMessage): Promise<void>;
  /** Shows that somebody is writing, where the platform can; never fails. */
  showTyping(to: ConversationAddress, who: string): void;
  /** Stops taking events in; resolves when none is under way. */
  stop(): Promise<void>;
}

/**
 * How an adapter's connection stands: `waiting` to try again by itself, `stopped` until somebody does what `detail` says.
 * `detail` is for the operator.
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
