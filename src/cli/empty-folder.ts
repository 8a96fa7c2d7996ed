import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf } from '../lib/errors.ts';

/** @throws Error saying what is there, unless the folder is empty or not there yet */
export async function refuseUnlessEmpty(folder: string): Promise<void> {
  const advice = 'Name one that is empty, or not there yet; nothing was written.';
  const found = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    if (codeOf(error) === 'ENOTDIR') throw new Error(`${resolve(folder)} is a file, not a folder. ${advice}`);
    throw error;
  });
  if (found.length > 0) throw new Error(`${resolve(folder)} is not empty: it has ${found[0]}. ${advice}`);
}
