import type { RateLimiter } from '../../../shared/rate-limit.ts';
import { type PostName, postMetadata } from '../../message-search.ts';
import { callInTurn, type SlackApi } from '../../slack-api.ts';
import type { SlackMethods } from '../../wire.ts';
import type { Post } from '../blocks.ts';

/** What the desk shows in staff channels, each post with the metadata it is found by. Everything rejects with a SlackFailure. */
export interface Posts {
  /** Calls a method when it is the destination's turn. */
  call<Method extends keyof SlackMethods>(
    method: Method,
    destination: string,
    values: Record<string, unknown>,
  ): Promise<SlackMethods[Method]>;
  /** Resolves to the post's timestamp. */
  post(channel: string, name: PostName, post: Post, more?: Record<string, unknown>): Promise<string>;
  change(channel: string, ts: string, name: PostName, post: Post): Promise<void>;
}

/** Calls that Slack counts for the whole workspace are sent as if to a channel of their own. */
const EVERYWHERE = 'chat.update';
/** Nothing in the fallback text is read as a format, and nothing is looked up behind a link. */
const QUIET = { mrkdwn: false, unfurl_links: false, unfurl_media: false };

/** Posts that go as fast as the limits let them. */
export function createPosts({ api, limiter }: { api: SlackApi; limiter: RateLimiter }): Posts {
  const call: Posts['call'] = (method, destination, values) =>
    callInTurn(limiter, destination, () => api.call(method, values));
  return {
    call,
    async post(channel, name, { text, blocks }, more = {}) {
      const given = { channel, text, blocks, metadata: postMetadata(name), ...QUIET, ...more };
      return (await call('chat.postMessage', channel, given)).ts;
    },
    async change(channel, ts, name, { text, blocks }) {
      await call('chat.update', EVERYWHERE, { channel, ts, text, blocks, metadata: postMetadata(name) });
    },
  };
}
