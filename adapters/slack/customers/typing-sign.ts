import type { Channel } from '../../../src/ports/channel.ts';
import type { SlackApi } from '../slack-api.ts';
import { SlackFailure } from '../slack-failure.ts';
import { locationOf } from './conversations.ts';

const LONGEST_NAME = 100;

/** Shows in a thread that somebody is writing; Slack has no such sign for apps elsewhere, and not in every workspace. */
export function createTypingSign(options: { api: SlackApi; reportError(error: unknown): void }): Channel['showTyping'] {
  const { api, reportError } = options;
  let isAllowed = true;
  return ({ conversationKey }, who) => {
    const { channel, thread } = locationOf(conversationKey);
    if (thread === undefined || !isAllowed) return;
    const status = `✍️ ${who.slice(0, LONGEST_NAME)}…`;
    api.call('assistant.threads.setStatus', { channel_id: channel, thread_ts: thread, status }).catch((error) => {
      if (error instanceof SlackFailure && ['refused', 'missing_scope'].includes(error.code)) isAllowed = false;
      reportError(error);
    });
  };
}
