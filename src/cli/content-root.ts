import { resolve } from 'node:path';
import { parseEnvironment } from '../config/environment.ts';
import { readEnvironmentFile } from '../config/environment-file.ts';

/** What `--root` of a command that reads content says of its default. */
export const CONTENT_ROOT_DEFAULT = 'CONTENT_DIR by default, as `relaydesk start` takes it in this folder';

/**
 * The folder that holds the content: the one that is named, else the one a desk started in this folder takes, by
 * CONTENT_DIR in the environment or in `.env`.
 * @throws ConfigError when `.env` cannot be read
 */
export function contentRoot(named: string | undefined): string {
  if (named !== undefined) return resolve(named);
  const { CONTENT_DIR } = { ...readEnvironmentFile('.'), ...process.env };
  return resolve(parseEnvironment({ CONTENT_DIR }).CONTENT_DIR);
}
