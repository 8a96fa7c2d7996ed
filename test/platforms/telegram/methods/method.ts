import type { Query } from '../query.ts';

/** Answers one call: what it returns is the `result`; `gone` tells that nobody waits for it any more. @throws TelegramError */
export type Method = (query: Query, gone: AbortSignal) => unknown;

/** Methods by their name as documented; the real server does not mind capitals. */
export type Methods = Record<string, Method>;

/** A result with the sentence that the server says beside it. */
export class DescribedResult {
  readonly result: unknown;
  readonly description: string;

  constructor(result: unknown, description: string) {
    this.result = result;
    this.description = description;
  }
}
