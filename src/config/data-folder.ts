import { mkdir, stat } from 'node:fs/promises';
import { ConfigError } from './config-error.ts';

/**
 * Creates the folder where it is missing, for its owner alone.
 * @throws ConfigError when that is not possible, or something else is there
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const isThere = await stat(folder).catch(() => undefined);
    if (isThere?.isDirectory()) return;
    const what = isThere === undefined ? `cannot be created (${reasonOf(error)})` : 'is a file, not a folder';
    throw new ConfigError(
      `${folder} ${what}: choose another folder (DATA_DIR), or let the user who runs the desk write there.`,
    );
  }
}

/** On a read-only disk Linux says that the folder above is missing. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ENOENT' ? 'the disk or the folder above is read-only or missing' : code;
}
