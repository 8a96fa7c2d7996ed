/** The real SDK's Web API client, pointed at the platform. */

import { webApi } from '@slack/bolt';
import { silentLogger } from './bolt-app.ts';
import type { SlackPlatform } from './slack-platform.ts';

/** A client with its retries off. */
export function web(slack: SlackPlatform, options: webApi.WebClientOptions = {}): webApi.WebClient {
  const retryConfig = { retries: 0 };
  return new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.url,
    retryConfig,
    logger: silentLogger,
    ...options,
  });
}

/** What a call was refused with; throws when it was not. */
export async function refused(call: Promise<unknown>): Promise<Record<string, unknown> & { error: string }> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof webApi.WebAPIPlatformError)) throw new Error('The call was not refused.', { cause: error });
  return { ...error.data };
}
