import { type Logger, LogLevel, webApi } from '@slack/bolt';
import { DeliveryError } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { hideToken, isUnreached, withoutSecrets } from '../shared/call-failure.ts';
import type { RateLimiter } from '../shared/rate-limit.ts';
import type { SlackMethods } from './wire.ts';
import { createWireReader } from './wire-reader.ts';

export interface SlackApi {
  /** Calls a method once. @throws SlackFailure, and nothing else */
  call<Method extends keyof SlackMethods>(
    method: Method,
    values?: Record<string, unknown>,
    options?: CallOptions,
  ): Promise<SlackMethods[Method]>;
  /** The pages of what a method lists, each asked for when it is wanted. @throws SlackFailure, and nothing else */
  pages<Method extends keyof SlackMethods>(
    method: Method,
    values?: Record<string, unknown>,
  ): AsyncIterable<SlackMethods[Method]>;
}

export interface CallOptions {
  /** Half a minute by default. */
  timeoutMs?: number;
}

export interface SlackApiOptions {
  token: string;
  /** `https://slack.com/api/`, or that of GovSlack or a proxy. */
  apiUrl: string;
  clock: Clock;
  /** Told of what Slack answers and nobody can read, once a method; undefined where only a failure matters. */
  reportError?: ((error: unknown) => void) | undefined;
}

const PAGE_SIZE = 200;
const DEFAULT_TIMEOUT_MS = 30_000;
const CODES: Record<string, SlackFailureCode> = {
  ...codesOf('unauthorized', 'invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'),
  ...codesOf('unauthorized', 'not_allowed_token_type', 'org_login_required', 'team_access_not_granted'),
  ...codesOf('missing_scope', 'missing_scope', 'no_permission'),
  ...codesOf('rate_limited', 'ratelimited', 'rate_limited', 'message_limit_exceeded'),
  ...codesOf('server_error', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'),
};

/** Slack's Web API through the SDK's client, which calls once, waits no longer than told, and tells no secrets in errors. */
export function createSlackApi({ token, apiUrl, clock, reportError = () => {} }: SlackApiOptions): SlackApi {
  const client = new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    timeout: DEFAULT_TIMEOUT_MS,
    logger: quietLogger,
  });
  const wire = createWireReader(reportError);

  const ask = async <Answer>(method: string, request: () => Promise<Answer>, timeoutMs: number): Promise<Answer> => {
    let cancel = (): void => {};
    const timedOut = new Promise<never>((_, reject) => {
      cancel = clock.schedule(clock.now() + timeoutMs, () => reject(new Error('Slack did not answer in time')));
    });
    try {
      return await Promise.race([request(), timedOut]);
    } catch (error) {
      throw toSlackFailure(method, error, token);
    } finally {
      cancel();
    }
  };
  const read = <Method extends keyof SlackMethods>(method: Method, answer: unknown): SlackMethods[Method] => {
    const readable = wire.readAnswer(method, answer);
    if (readable === undefined) throw new SlackFailure('lost', `${method}: the answer could not be read`);
    return readable;
  };
  return {
    async call(method, values = {}, { timeoutMs = DEFAULT_TIMEOUT_MS } = {}) {
      return read(method, await ask(method, () => client.apiCall(method, values), timeoutMs));
    },
    async *pages(method, values = {}) {
      const pages = client.paginate(method, { limit: PAGE_SIZE, ...values })[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await ask(method, () => pages.next(), DEFAULT_TIMEOUT_MS);
        if (done) return;
        yield read(method, value);
      }
    },
  };
}

/** Makes a call when it is the destination's turn, which waits longer where Slack asks for it. */
export async function callInTurn<Result>(
  limiter: RateLimiter,
  destination: string,
  call: () => Promise<Result>,
): Promise<Result> {
  await limiter.take(destination);
  try {
    return await call();
  } catch (error) {
    const retryAfterMs = error instanceof SlackFailure ? error.retryAfterMs : undefined;
    if (retryAfterMs !== undefined) limiter.pause(retryAfterMs, destination);
    throw error;
  }
}

/** What the SDK threw when calling a method with a token. */
export function toSlackFailure(method: string, error: unknown, token: string): SlackFailure {
  const scrub = hideToken(token);
  const cause = withoutSecrets(error, scrub);
  const because = (what: string): string => `${method}: ${scrub(what)}`;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const retryAfterMs = error.retryAfter * 1_000;
    return new SlackFailure('rate_limited', because('ratelimited'), { cause, slackError: 'ratelimited', retryAfterMs });
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const slackError = String(error.data.error);
    return new SlackFailure(CODES[slackError] ?? 'refused', because(describe(error)), { cause, slackError });
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const code = error.statusCode >= 500 ? 'server_error' : 'refused';
    return new SlackFailure(code, because(`HTTP ${error.statusCode}`), { cause });
  }
  return new SlackFailure(isUnreached(error) ? 'unreached' : 'lost', because(cause.message), { cause });
}

/** Keeps the SDK from writing to the console: what goes wrong is thrown, and reported by whoever called. */
export const quietLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Slack's error, with the scope that is missing or what in the arguments is wrong. */
function describe({ data }: webApi.WebAPIPlatformError): string {
  const needed = 'needed' in data && typeof data.needed === 'string' ? `needs ${data.needed}` : undefined;
  const problems = data.response_metadata?.messages ?? [];
  return [data.error, needed, ...problems].filter((part) => part !== undefined).join('; ');
}

function codesOf(code: SlackFailureCode, ...slackErrors: string[]): Record<string, SlackFailureCode> {
  return Object.fromEntries(slackErrors.map((slackError) => [slackError, code]));
}

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
