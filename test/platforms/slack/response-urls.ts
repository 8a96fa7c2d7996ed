/** response_url: five answers within thirty minutes to what a user did, without a token. */

import type { Clock } from '../../../src/ports/clock.ts';
import { ApiError } from './api-error.ts';
import type { Feed } from './feed.ts';
import type { Identifiers } from './identifiers.ts';
import { authorship, contentOf } from './methods/chat.ts';
import type { Json, SlackChannel } from './types.ts';
import type { Workspace } from './workspace.ts';

const MOST_USES = 5;
const LIFETIME_MS = 30 * 60_000;

/** What the user did, and on which message where there is one. */
interface Occasion {
  channel: SlackChannel;
  userId: string;
  messageTs: string | undefined;
  threadTs: string | undefined;
}

export interface ResponseUrls {
  /** A new path that may be posted to. */
  issue(kind: 'actions' | 'commands', occasion: Occasion): string;
  /** Answers a post to such a path. */
  answer(path: string, body: Json): Response;
  /** Does what a body asks, as if it had been posted: how a command's acknowledgement is shown. */
  respond(occasion: Occasion, body: Json): void;
}

/** Keeps the addresses of a workspace. */
export function createResponseUrls(options: {
  workspace: Workspace;
  feed: Feed;
  ids: Identifiers;
  clock: Clock;
  scopes: ReadonlySet<string>;
  changed(): void;
}): ResponseUrls {
  const { workspace, feed, ids, clock, changed } = options;
  const issued = new Map<string, { occasion: Occasion; until: number; uses: number }>();

  function respond(occasion: Occasion, body: Json): void {
    const { channel, userId, messageTs } = occasion;
    const botUser = workspace.app.botUser.id;
    if (body.delete_original === true && messageTs !== undefined) return removeOriginal(channel, messageTs);
    const content = contentOf(body, options);
    if (body.replace_original === true && messageTs !== undefined) {
      const ephemeral = workspace.ephemerals.find((message) => message.ts === messageTs);
      if (ephemeral === undefined) feed.change(channel, messageTs, botUser, { blocks: [], ...content });
      else Object.assign(ephemeral, { blocks: [], ...content });
      return changed();
    }
    const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
    const written = {
      ...content,
      ...authorship({}, options),
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    };
    if (body.response_type === 'in_channel') feed.write(channel, written);
    else workspace.ephemerals.push({ ...written, channel: channel.id, type: 'message', ts: ids.ts(), seenBy: userId });
    changed();
  }

  function removeOriginal(channel: SlackChannel, ts: string): void {
    const before = workspace.ephemerals.length;
    workspace.ephemerals = workspace.ephemerals.filter((message) => message.ts !== ts);
    if (workspace.ephemerals.length === before) feed.remove(channel, ts);
    changed();
  }

  return {
    issue(kind, occasion) {
      const path = `/${kind}/${workspace.team.id}/${issued.size + 1}/${ids.secret(24)}`;
      issued.set(path, { occasion, until: clock.now() + LIFETIME_MS, uses: 0 });
      return path;
    },
    answer(path, body) {
      const entry = issued.get(path);
      if (entry === undefined) return refuse('no_such_url', 404);
      if (clock.now() > entry.until) return refuse('expired_url', 404);
      if (entry.uses >= MOST_USES) return refuse('used_url', 404);
      entry.uses += 1;
      try {
        respond(entry.occasion, body);
        return new Response('ok');
      } catch (error) {
        if (error instanceof ApiError) return refuse(error.code, 400);
        throw error;
      }
    },
    respond,
  };
}

function refuse(error: string, status: number): Response {
  return Response.json({ ok: false, error }, { status });
}
