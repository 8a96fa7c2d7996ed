import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf } from '../lib/errors.ts';
import { ConfigError } from './config-error.ts';

/**
 * Creates the folder, and those above it, where they are missing, for its owner alone.
 * @throws ConfigError when that is not possible, or something else is there
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  const advice = 'choose another folder (DATA_DIR), or let the user who runs the desk write there.';
  if (found !== undefined) throw new ConfigError(`${folder} is a file, not a folder: ${advice}`);
  try {
    await createFolder(folder);
  } catch (error) {
    const reason = reasonOf(error);
    throw new ConfigError(`${folder} cannot be created (${reason}): ${advice}`);
  }
}

/** Node's own recursive way never ends where a folder that exists takes no other, as below /proc. */
async function createFolder(folder: string): Promise<void> {
  const parent = dirname(folder);
  if ((await stat(parent).catch(() => undefined)) === undefined) await createFolder(parent);
  await mkdir(folder, { mode: 0o700 });
}
