/** New files in a folder, all of them or none. */

import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../lib/errors.ts';

/**
 * Writes texts by their paths below a folder. Where one cannot be written, those that were are taken away again.
 * @throws Error when a file is there already, or cannot be written
 */
export async function writeNewFiles(root: string, texts: ReadonlyMap<string, string>): Promise<void> {
  const begun: string[] = [];
  try {
    for (const [path, text] of texts) {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true });
      const handle = await open(file, 'wx');
      begun.push(file);
      await handle.writeFile(text).finally(() => handle.close());
    }
  } catch (error) {
    await Promise.all(begun.map((file) => rm(file, { force: true })));
    if (codeOf(error) !== 'EEXIST') throw error;
    const { path } = error as NodeJS.ErrnoException;
    throw new Error(`${path} is there already: nothing was written.`, { cause: error });
  }
}
