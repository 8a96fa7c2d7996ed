import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file of this relative path that is nearest above a folder, or in it; undefined where there is none. */
export function findUpwards(folder: string, path: string): string | undefined {
  const file = join(folder, path);
  if (existsSync(file)) return file;
  return folder === dirname(folder) ? undefined : findUpwards(dirname(folder), path);
}
