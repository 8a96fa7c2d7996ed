/** One request of the API as a route sees it, and what it answers. */

import type { UploadedFile } from './attachments.ts';
import { invalidField } from './errors.ts';
import type { World } from './world.ts';

export interface Call {
  world: World;
  /** The id of the bot, for routes that need its token. */
  botId: string;
  query: URLSearchParams;
  /** The parsed JSON, or `payload_json` of a form; an empty object where there is none. */
  body: object;
  files: UploadedFile[];
  /** A part of the path. */
  param(name: string): string;
  /** @throws Invalid Form Body when that part of the path is no id */
  id(name: string): string;
}

/** What a route answers; without a body, 204. */
export interface Reply {
  status: number;
  body?: unknown;
}

export type Route = (call: Call) => Reply;

/** 200 with a body. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 201 with a body. */
export function created(body: unknown): Reply {
  return { status: 201, body };
}

/** 204. */
export const noContent: Reply = { status: 204 };

/**
 * A number of the query between bounds.
 * @throws Invalid Form Body when it is out of them
 */
export function limitOf({ query }: Call, bounds: { usual: number; max: number }): number {
  const limit = Number(query.get('limit') ?? bounds.usual);
  if (!Number.isInteger(limit)) {
    throw invalidField(['limit'], { code: 'NUMBER_TYPE_COERCE', message: `Value "${query.get('limit')}" is not int.` });
  }
  if (limit < 1) {
    throw invalidField(['limit'], {
      code: 'NUMBER_TYPE_MIN',
      message: 'int value should be greater than or equal to 1.',
    });
  }
  if (limit > bounds.max) {
    throw invalidField(['limit'], {
      code: 'NUMBER_TYPE_MAX',
      message: `int value should be less than or equal to ${bounds.max}.`,
    });
  }
  return limit;
}
