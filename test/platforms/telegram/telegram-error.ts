/** What the Bot API answers when it refuses: an HTTP status, the same number in the body, and a sentence. */
export class TelegramError extends Error {
  override readonly name = 'TelegramError';
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined;

  constructor(code: number, description: string, parameters?: TelegramError['parameters']) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** 400, worded like the real server: the prefix, then the sentence with a small first letter unless it is a code in capitals. */
export function badRequest(reason: string): TelegramError {
  const isCode = /^.[_A-Z]/.test(reason);
  return new TelegramError(400, `Bad Request: ${isCode ? reason : reason.charAt(0).toLowerCase() + reason.slice(1)}`);
}

/** 403: the bot may not do this here. */
export function forbidden(reason: string): TelegramError {
  return new TelegramError(403, `Forbidden: ${reason}`);
}

/** 401: the token is not, or no longer, a bot's. */
export function unauthorized(): TelegramError {
  return new TelegramError(401, 'Unauthorized');
}

/** 409: somebody else holds what was asked for. */
export function conflict(reason: string): TelegramError {
  return new TelegramError(409, `Conflict: ${reason}`);
}

/** 429: to be asked again after so many seconds. */
export function tooManyRequests(retryAfterSeconds: number): TelegramError {
  return new TelegramError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}
