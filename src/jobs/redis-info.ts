import { createClient } from 'redis';

const TIMEOUT_MS = 3_000;

/**
 * What the Redis server behind a URL says of itself, by name, such as `redis_version`. Answers or fails within seconds.
 * @throws the error of the connection, or of a server that wants another password
 */
export async function readRedisInfo(url: string): Promise<ReadonlyMap<string, string>> {
  const socket = { connectTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, reconnectStrategy: false as const };
  const client = createClient({ url, socket });
  // The same error also rejects the call under way.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const text = await client.info();
    return new Map(text.split(/\r?\n/).map((line) => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1)]));
  } finally {
    client.destroy();
  }
}

/** Whether Redis refused the user or password of its URL, or wants one where there is none. */
export function isWrongPassword(error: unknown): boolean {
  return error instanceof Error && /^(?:WRONGPASS|NOAUTH|NOPERM|ERR (?:invalid password|AUTH))/.test(error.message);
}
