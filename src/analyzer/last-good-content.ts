/** The content that a desk has in force, or had when it ran last, kept in a file of its data folder. */

import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeskContent } from '../domain/content.ts';

/** Content that was put in force, and since when it is. */
export interface LastGoodContent {
  content: DeskContent;
  /** Epoch milliseconds. */
  keptAt: number;
}

/** The file in a data folder. */
export function lastGoodContentFile(dataFolder: string): string {
  return join(dataFolder, 'last-good-content.json');
}

/** What is kept; undefined where nothing is, or it cannot be read: the files themselves are the admin's to mend. */
export async function readLastGood(file: string): Promise<LastGoodContent | undefined> {
  try {
    const content = JSON.parse(await readFile(file, 'utf8')) as DeskContent;
    return { content, keptAt: (await stat(file)).mtimeMs };
  } catch {
    // Absent at the first start; unreadable counts as absent.
    return undefined;
  }
}

/** Keeps content in the place of what was kept; another process sees the one or the other whole. */
export async function keepLastGood(file: string, content: DeskContent): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
