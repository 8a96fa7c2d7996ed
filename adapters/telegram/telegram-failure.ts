/** What went wrong with a call: `lost` when it may have been carried out all the same, `unreached` when it was not even heard. */
export type FailureCode =
  | 'unauthorized'
  | 'conflict'
  | 'rate_limited'
  | 'forbidden'
  | 'bad_request'
  | 'server_error'
  | 'unreached'
  | 'lost';

/** A call that failed. Neither the message nor the cause has the token in it. */
export class TelegramFailure extends Error {
  override readonly name = 'TelegramFailure';
  readonly code: FailureCode;
  /** How long Telegram asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FailureCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
