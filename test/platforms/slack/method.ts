/** What a Web API method is to the server. */

import type { Clock } from '../../../src/ports/clock.ts';
import type { Feed } from './feed.ts';
import type { Identifiers } from './identifiers.ts';
import type { Tier } from './rate-limits.ts';
import type { Json } from './types.ts';
import type { Views } from './views.ts';
import type { Workspace } from './workspace.ts';

/** What the methods work on. */
export interface MethodContext {
  workspace: Workspace;
  feed: Feed;
  views: Views;
  ids: Identifiers;
  clock: Clock;
  scopes: ReadonlySet<string>;
  /** The address the platform answers at, without a slash at its end. */
  url: string;
  /** A WebSocket address that lets one connection in. */
  openSocket(): string;
  /** Revokes a token, with everything that follows from it. */
  revoke(token: 'bot' | 'app'): void;
  /** Something that can be seen has changed. */
  changed(): void;
}

export interface Method {
  /** The scopes of which one is needed; the handler checks those that depend on the kind of channel. */
  scopes?: string[];
  tier: Tier;
  /** Called with an app-level token instead of the bot's. */
  appToken?: true;
  /** Called without any token. */
  anybody?: true;
  /** Reads no JSON body. */
  formOnly?: true;
  /** Fields of the answer beside `ok`; throws an `ApiError` to refuse. */
  run(args: Json, context: MethodContext): Json;
}
