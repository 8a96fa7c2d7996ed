/** `.env`: variables kept in a file. */

import { join } from 'node:path';
import { didYouMean } from '../lib/nearest.ts';
import { environmentVariables } from './environment.ts';
import { parseEnvironmentFile } from './parse-environment-file.ts';
import { readConfigText } from './read-config-text.ts';

/**
 * The variables of `.env` in a folder, none where there is no such file.
 * @throws ConfigError when it is there and cannot be read, or has a line that sets nothing
 */
export function readEnvironmentFile(folder: string): Record<string, string | undefined> {
  const file = join(folder, '.env');
  return parseEnvironmentFile(file, readConfigText(file) ?? '');
}

/** Takes variables from `.env` in the current folder, where there is one; what is set already stays. */
export function loadEnvironmentFile(): void {
  for (const [name, value] of Object.entries(readEnvironmentFile('.'))) process.env[name] ??= value;
}

/** The names in `.env` that look like a slip in the name of a variable of ours, each with the one it may be meant for. */
export function findMisnamedVariables(variables: Record<string, string | undefined>): string[] {
  const known = Object.keys(environmentVariables());
  return Object.keys(variables)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const hint = didYouMean(name, known);
      return hint === '' ? [] : `${name} is no variable of Relaydesk.${hint}`;
    });
}
