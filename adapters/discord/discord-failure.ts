import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { messageOf } from '../../src/lib/errors.ts';
import { DeliveryError } from '../../src/ports/channel.ts';
import { isUnreached } from '../shared/call-failure.ts';

/**
 * What went wrong with a request: `lost` when it may have been carried out all the same, `unreached` when it was not even heard,
 * `unread` when a file of it broke off so that Discord got no more than a piece, `refused` when Discord said no, with its own
 * `errorCode`.
 */
export type FailureCode = 'unauthorized' | 'rate_limited' | 'refused' | 'unreached' | 'unread' | 'lost';

/** Discord's numbers of what it refuses that are told apart here. */
export const DiscordErrorCode = {
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownInteraction: 10_062,
  missingAccess: 50_001,
  cannotMessageUser: 50_007,
  missingPermissions: 50_013,
  invalidChannelType: 50_024,
  archivedThread: 50_083,
  replyNeedsHistory: 160_002,
  threadExists: 160_004,
  lockedThread: 160_005,
  tooManyThreads: 160_006,
} as const;

/** A request that failed. Neither the message nor the cause has the token in it. */
export class DiscordFailure extends Error {
  override readonly name = 'DiscordFailure';
  readonly code: FailureCode;
  readonly errorCode: number | undefined;
  /** How long Discord asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The channel that the wait is for; undefined where it is for all requests. */
  readonly destination: string | undefined;

  constructor(
    code: FailureCode,
    message: string,
    more: { cause?: unknown; errorCode?: number; retryAfterMs?: number; destination?: string | undefined } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.errorCode = more.errorCode;
    this.retryAfterMs = more.retryAfterMs;
    this.destination = more.destination;
  }
}

/** What an error of the library means, without the secrets that its own errors carry. */
export function toFailure(error: unknown, scrub: (text: string) => string): DiscordFailure {
  if (error instanceof DiscordFailure) return error;
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.max(error.retryAfter, error.sublimitTimeout, 1);
    return new DiscordFailure('rate_limited', `no more than ${error.limit} requests to ${error.route}`, {
      retryAfterMs,
      destination: error.global ? undefined : error.majorParameter,
    });
  }
  if (error instanceof DiscordAPIError) {
    const errorCode = Number(error.code);
    const message = scrub(error.message);
    return new DiscordFailure(error.status === 401 ? 'unauthorized' : 'refused', message, { errorCode });
  }
  if (error instanceof HTTPError) return new DiscordFailure('lost', `HTTP ${error.status}`);
  const message = scrub(systemCodeOf(error) ?? messageOf(error));
  return new DiscordFailure(isUnreached(error) ? 'unreached' : 'lost', message);
}

/** Whether it is Discord that refused, for one of these reasons. */
export function isRefusal(error: unknown, ...reasons: (keyof typeof DiscordErrorCode)[]): boolean {
  return (
    error instanceof DiscordFailure &&
    error.code === 'refused' &&
    reasons.some((reason) => DiscordErrorCode[reason] === error.errorCode)
  );
}

/** What a failure means for a message. `repeatable` is whether doing it again would show nothing twice. */
export function toDeliveryError(error: unknown, repeatable = false): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (!(error instanceof DiscordFailure)) return new DeliveryError('unknown', 'Sending broke down', { cause: error });
  const { code, message, retryAfterMs } = error;
  const options = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (code) {
    case 'refused':
      return new DeliveryError('refused', explainRefusal(error), options);
    case 'rate_limited':
      return new DeliveryError('unavailable', `Discord asks to send less (${message})`, options);
    case 'unreached':
      return new DeliveryError('unavailable', `Discord cannot be reached (${message})`, options);
    case 'unread':
      return new DeliveryError('unavailable', message, options);
    case 'unauthorized':
      return new DeliveryError('unavailable', `Discord does not let the bot in (${message})`, options);
    case 'lost':
      return new DeliveryError(
        repeatable ? 'unavailable' : 'unknown',
        `Discord's answer was lost (${message})`,
        options,
      );
  }
}

const REFUSALS: Record<number, string> = {
  [DiscordErrorCode.cannotMessageUser]: 'The customer has closed direct messages, blocked the bot or left the server',
  [DiscordErrorCode.unknownChannel]: 'The conversation was deleted on Discord',
  [DiscordErrorCode.unknownMessage]: 'The message was deleted on Discord',
  [DiscordErrorCode.lockedThread]: 'The thread is locked: a moderator of the server can unlock it',
  [DiscordErrorCode.archivedThread]: 'The thread is closed: a moderator of the server can open it again',
  [DiscordErrorCode.missingAccess]: 'The bot does not see the channel any more: let it view the channel again',
  [DiscordErrorCode.missingPermissions]:
    'The bot may not do that in the channel: `relaydesk doctor` says which permissions it lacks',
};

function explainRefusal({ errorCode, message }: DiscordFailure): string {
  const words = REFUSALS[errorCode ?? 0];
  return words === undefined ? `Discord refused the message (${message})` : `${words} (Discord: ${message})`;
}

/** Node tells why a request failed in the cause of the cause. */
function systemCodeOf(error: unknown): string | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
  }
  return undefined;
}
