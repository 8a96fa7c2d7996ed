/** `.env`: variables kept in a file. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from './config-error.ts';
import { VARIABLE_NAMES } from './environment.ts';
import { didYouMean } from './nearest.ts';

/**
 * The variables of `.env` in a folder, none where there is no such file.
 * @throws ConfigError when it is there and cannot be read
 */
export function readEnvironmentFile(folder: string): Record<string, string | undefined> {
  return parseEnv(readText(join(folder, '.env')));
}

/** Takes variables from `.env` in the current folder, where there is one; what is set already stays. */
export function loadEnvironmentFile(): void {
  for (const [name, value] of Object.entries(readEnvironmentFile('.'))) process.env[name] ??= value;
}

/** The names in `.env` that look like a slip in the name of a variable of ours, each with the one it may be meant for. */
export function findMisnamedVariables(variables: Record<string, string | undefined>): string[] {
  const known: readonly string[] = VARIABLE_NAMES;
  return Object.keys(variables)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const hint = didYouMean(name, known);
      return hint === '' ? [] : `${name} is no variable of Relaydesk.${hint}`;
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new ConfigError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
