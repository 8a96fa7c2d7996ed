/** How Slack says no. */

import type { Json } from './types.ts';

/** An answer `{ ok: false, error }`, with what else the answer says. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly details: Json;

  constructor(code: string, details: Json = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The error for arguments or blocks that break the schema, with one message a problem. */
export function schemaError(code: 'invalid_arguments' | 'invalid_blocks', problems: string[]): ApiError {
  return new ApiError(code, {
    ...(code === 'invalid_blocks' ? { errors: problems } : {}),
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}
