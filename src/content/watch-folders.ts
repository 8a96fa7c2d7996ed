/** Notices that something changed in the folders of a content root. */

import { type Dirent, type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTENT_FOLDERS } from './list-files.ts';

export interface FolderWatchOptions {
  /** The folder that holds `intents/` and `knowledge/`. */
  root: string;
  onChange(): void;
  /** Some changes cannot be noticed, such as when the system has no watch left. */
  onBlind(error: unknown): void;
}

export interface FolderWatch {
  /** Watches the folders that are there now instead of those before. What is read after this cannot change unnoticed. */
  renew(): Promise<void>;
  close(): void;
}

/**
 * Watches folders rather than files, and is renewed before every reading: so a folder that was moved, replaced or
 * linked elsewhere in one step is followed like a file that was saved.
 */
export function createFolderWatch({ root, onChange, onBlind }: FolderWatchOptions): FolderWatch {
  const watchers = new Set<FSWatcher>();
  const close = () => {
    for (const watcher of watchers) watcher.close();
    watchers.clear();
  };
  const observe = (path: string, concerns = (_name: string | null) => true) => {
    try {
      const watcher = watch(path, (_event, name) => {
        if (concerns(name)) onChange();
      });
      watchers.add(watcher.on('error', onBlind));
    } catch (error) {
      if (!isGone(error)) onBlind(error);
    }
  };
  return {
    close,
    async renew() {
      close();
      observe(root, (name) => name === null || CONTENT_FOLDERS.some((folder) => folder === name));
      for (const folder of CONTENT_FOLDERS) {
        observe(join(root, folder));
        for (const path of await entriesOf(
          join(root, folder),
          (entry) => entry.isDirectory() || entry.isSymbolicLink(),
        )) {
          observe(path);
          for (const link of await entriesOf(path, (entry) => entry.isSymbolicLink())) observe(link);
        }
      }
    },
  };
}

/** The paths of some of a folder's entries; none when it cannot be read, which is for the reading to tell. */
async function entriesOf(folder: string, isWanted: (entry: Dirent) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(isWanted).map(({ name }) => join(folder, name));
}

/** A folder that has gone is noticed by the watch on the one around it. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
