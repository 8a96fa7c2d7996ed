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

export interface TelegramFailureOptions {
  cause?: unknown;
  retryAfterMs?: number | undefined;
  migratedTo?: string | undefined;
}

/** A call that failed. Neither the message nor the cause has the token in it. */
export class TelegramFailure extends Error {
  override readonly name = 'TelegramFailure';
  readonly code: FailureCode;
  /** How long Telegram asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The chat that took the place of the one called. */
  readonly migratedTo: string | undefined;

  constructor(code: FailureCode, message: string, options: TelegramFailureOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.migratedTo = options.migratedTo;
  }
}

/** Whether it is a failure of this kind. */
export function isFailure(error: unknown, code: FailureCode): error is TelegramFailure {
  return error instanceof TelegramFailure && error.code === code;
}
