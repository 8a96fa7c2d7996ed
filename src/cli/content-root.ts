import { resolve } from 'node:path';
import { parseEnvironment } from '../config/environment.ts';
import { readEnvironmentFile } from '../config/environment-file.ts';

/** What `--root` of a command that reads content says of its default. */
export const CONTENT_ROOT_DEFAULT = 'CONTENT_DIR by default, as `relaydesk start` takes it in this folder';

/**
 * The folder that holds the content of a desk: the one that a desk started in the named folder takes, by CONTENT_DIR in its
 * `.env`. Without a name it is that of a desk started here, and CONTENT_DIR in the environment comes first.
 * @throws ConfigError when `.env` cannot be read
 */
export function contentRoot(named: string | undefined): string {
  const inFile = readEnvironmentFile(named ?? '.');
  const { CONTENT_DIR } = named === undefined ? { ...inFile, ...process.env } : inFile;
  return resolve(named ?? '.', parseEnvironment({ CONTENT_DIR }).CONTENT_DIR);
}
