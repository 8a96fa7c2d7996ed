import { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports/clock.ts';
import { quietLogger } from './quiet-logger.ts';
import { SlackFailure, type SlackFailureCode } from './slack-failure.ts';

/** The methods the adapter calls, and what they answer. Slack leaves out whatever it likes. */
export interface SlackMethods {
  'apps.connections.open': webApi.AppsConnectionsOpenResponse;
  'auth.test': webApi.AuthTestResponse;
  'chat.delete': webApi.ChatDeleteResponse;
  'chat.postEphemeral': webApi.ChatPostEphemeralResponse;
  'chat.postMessage': webApi.ChatPostMessageResponse;
  'chat.update': webApi.ChatUpdateResponse;
  'assistant.threads.setStatus': webApi.AssistantThreadsSetStatusResponse;
  'conversations.history': webApi.ConversationsHistoryResponse;
  'conversations.info': webApi.ConversationsInfoResponse;
  'conversations.list': webApi.ConversationsListResponse;
  'conversations.members': webApi.ConversationsMembersResponse;
  'conversations.open': webApi.ConversationsOpenResponse;
  'conversations.replies': webApi.ConversationsRepliesResponse;
  'files.completeUploadExternal': webApi.FilesCompleteUploadExternalResponse;
  'files.delete': webApi.FilesDeleteResponse;
  'files.getUploadURLExternal': webApi.FilesGetUploadURLExternalResponse;
  'files.info': webApi.FilesInfoResponse;
  'reactions.add': webApi.ReactionsAddResponse;
  'reactions.remove': webApi.ReactionsRemoveResponse;
  'usergroups.list': webApi.UsergroupsListResponse;
  'usergroups.users.list': webApi.UsergroupsUsersListResponse;
  'users.conversations': webApi.UsersConversationsResponse;
  'users.info': webApi.UsersInfoResponse;
  'views.open': webApi.ViewsOpenResponse;
  'views.publish': webApi.ViewsPublishResponse;
  'views.update': webApi.ViewsUpdateResponse;
}

export interface SlackApi {
  /** Calls a method once. @throws SlackFailure, and nothing else */
  call<Method extends keyof SlackMethods>(
    method: Method,
    values?: Record<string, unknown>,
    options?: CallOptions,
  ): Promise<SlackMethods[Method]>;
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
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** Errors of a connection that was never made. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);
const CODES: Record<string, SlackFailureCode> = {
  ...codesOf('unauthorized', 'invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'),
  ...codesOf('unauthorized', 'not_allowed_token_type', 'org_login_required', 'team_access_not_granted'),
  ...codesOf('missing_scope', 'missing_scope', 'no_permission'),
  ...codesOf('rate_limited', 'ratelimited', 'rate_limited', 'message_limit_exceeded'),
  ...codesOf('server_error', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'),
};

/** Slack's Web API through the SDK's client, which calls once, waits no longer than told, and tells no secrets in errors. */
export function createSlackApi({ token, apiUrl, clock }: SlackApiOptions): SlackApi {
  const client = new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    timeout: DEFAULT_TIMEOUT_MS,
    logger: quietLogger,
  });
  return {
    async call(method, values = {}, { timeoutMs = DEFAULT_TIMEOUT_MS } = {}) {
      let cancel = (): void => {};
      const timedOut = new Promise<never>((_, reject) => {
        cancel = clock.schedule(clock.now() + timeoutMs, () => reject(new Error('Slack did not answer in time')));
      });
      try {
        return await Promise.race([client.apiCall(method, values), timedOut]);
      } catch (error) {
        throw toSlackFailure(method, error, token);
      } finally {
        cancel();
      }
    },
  };
}

/** What the SDK threw when calling a method with a token. */
export function toSlackFailure(method: string, error: unknown, token: string): SlackFailure {
  const scrub = (text: string): string => (token === '' ? text : text.replaceAll(token, '<token>'));
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

/** Slack's error, with the scope that is missing or what in the arguments is wrong. */
function describe({ data }: webApi.WebAPIPlatformError): string {
  const needed = 'needed' in data && typeof data.needed === 'string' ? `needs ${data.needed}` : undefined;
  const problems = data.response_metadata?.messages ?? [];
  return [data.error, needed, ...problems].filter((part) => part !== undefined).join('; ');
}

function isUnreached(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = 'original' in cause ? cause.original : cause.cause) {
    if ('code' in cause && UNREACHED.has(String(cause.code))) return true;
  }
  return false;
}

/** A copy for logs: requests, which have the token in them, may hang on the SDK's errors. */
function withoutSecrets(error: unknown, scrub: (text: string) => string): Error {
  const copy = new Error(scrub(error instanceof Error ? error.message : String(error)));
  if (error instanceof Error && error.stack !== undefined) copy.stack = scrub(error.stack);
  return copy;
}

function codesOf(code: SlackFailureCode, ...slackErrors: string[]): Record<string, SlackFailureCode> {
  return Object.fromEntries(slackErrors.map((slackError) => [slackError, code]));
}
