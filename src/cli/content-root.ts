import { resolve } from 'node:path';
import { modelsFolder, parseEnvironment } from '../config/environment.ts';
import { readEnvironmentFile } from '../config/environment-file.ts';

/** What `--root` of a command that reads content says of its default. */
export const CONTENT_ROOT_DEFAULT = 'CONTENT_DIR by default, as `relaydesk start` takes it in this folder';

/**
 * The folder that holds the content of a desk: the one that a desk started in the named folder takes, by CONTENT_DIR in its
 * `.env`. Without a name it is that of a desk started here, and CONTENT_DIR in the environment comes first.
 * @throws ConfigError when `.env` cannot be read
 */
export function contentRoot(named: string | undefined): string {
  return deskFolders(named).root;
}

/** The folders of a desk that is tried: that of its content, those of its trained models and of its data, found in the same way. */
export interface DeskFolders {
  root: string;
  models: string;
  data: string;
}

/**
 * The environment of a desk that is named as for `contentRoot`: what is set already comes before its `.env`.
 * @throws ConfigError when `.env` cannot be read
 */
export function deskEnvironment(named: string | undefined): Record<string, string | undefined> {
  return { ...readEnvironmentFile(named ?? '.'), ...process.env };
}

/** Of the desk that is named as for `contentRoot`. */
export function deskFolders(named: string | undefined): DeskFolders {
  const inFile = readEnvironmentFile(named ?? '.');
  const { CONTENT_DIR, DATA_DIR } = named === undefined ? { ...inFile, ...process.env } : inFile;
  const MODELS_DIR = process.env.MODELS_DIR ?? inFile.MODELS_DIR;
  const environment = parseEnvironment({ CONTENT_DIR, DATA_DIR, MODELS_DIR });
  const startedIn = named ?? '.';
  return {
    root: resolve(startedIn, environment.CONTENT_DIR),
    models: modelsFolder(environment, startedIn),
    data: resolve(startedIn, environment.DATA_DIR),
  };
}
