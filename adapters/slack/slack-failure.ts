import { DeliveryError } from '../../src/ports/channel.ts';

/**
 * What went wrong with a call: `refused` for good by Slack, `lost` when it may have been carried out all the same, `unreached`
 * when it was not even heard.
 */
export type SlackFailureCode =
  | 'unauthorized'
  | 'missing_scope'
  | 'rate_limited'
  | 'refused'
  | 'server_error'
  | 'unreached'
  | 'lost';

/** A call that failed. Neither the message nor the cause has a token in it. */
export class SlackFailure extends Error {
  override readonly name = 'SlackFailure';
  readonly code: SlackFailureCode;
  /** Slack's own name for what is wrong, such as `channel_not_found`, where it gave one. */
  readonly slackError: string | undefined;
  /** How long Slack asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: SlackFailureCode,
    message: string,
    options: { cause?: unknown; slackError?: string | undefined; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.slackError = options.slackError;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Whether Slack refused a call with one of these errors. */
export function isRefusedWith(error: unknown, ...slackErrors: string[]): boolean {
  return error instanceof SlackFailure && error.slackError !== undefined && slackErrors.includes(error.slackError);
}

/**
 * A failure as the desk understands it; what is one already stays as it is. `repeatable` is whether doing it again would show
 * nothing twice.
 */
export function toDeliveryError(error: unknown, repeatable = false): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (!(error instanceof SlackFailure)) return new DeliveryError('unknown', 'The call broke down', { cause: error });
  const { code, message, retryAfterMs } = error;
  const options = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (code) {
    case 'refused':
      return new DeliveryError('refused', `Slack refused it (${message})`, options);
    case 'rate_limited':
      return new DeliveryError('unavailable', `Slack asks to send less (${message})`, options);
    case 'unreached':
      return new DeliveryError('unavailable', `Slack cannot be reached (${message})`, options);
    case 'unauthorized':
    case 'missing_scope':
      return new DeliveryError('unavailable', `Slack does not let the app in (${message})`, options);
    case 'server_error':
    case 'lost':
      return new DeliveryError(repeatable ? 'unavailable' : 'unknown', `Slack's answer was lost (${message})`, options);
  }
}
