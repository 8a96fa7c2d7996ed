/** Notices that something changed in the folders of a content root. */

import { type Dirent, type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ACTIONS_FOLDER, CONTENT_FOLDERS } from './list-files.ts';

export interface FolderWatchOptions {
  /** The folder that holds `intents/`, `knowledge/`, `actions/` and `desk.yaml`. */
  root: string;
  /** Other folders to watch, as they are now. */
  others?(): Promise<string[]>;
  onChange(): void;
  /** Some changes cannot be noticed, such as when the system has no watch left. */
  onBlind(error: unknown): void;
}

export interface FolderWatch {
  /** Watches the folders that are there now instead of those before. What is read after this cannot change unnoticed. */
  renew(): Promise<void>;
  close(): void;
}

const WATCHED: readonly string[] = [...CONTENT_FOLDERS, ACTIONS_FOLDER, 'desk.yaml'];

/** How often it is looked whether the paths still lead where they did, in milliseconds. */
const COMPARE_INTERVAL_MS = 1_000;

/**
 * Watches folders rather than files, and is renewed before every reading: so a folder that was moved, replaced or
 * linked elsewhere in one step is followed like a file that was saved. The system watches what a path led to, not the
 * path: where it leads is therefore compared once a second, which tells of a root, or a folder above it, that was replaced.
 */
export function createFolderWatch({ root, others, onChange, onBlind }: FolderWatchOptions): FolderWatch {
  const watchers = new Set<FSWatcher>();
  /** What each watched path led to when its watch began. */
  let targets = new Map<string, string>();
  const closeWatchers = () => {
    for (const watcher of watchers) watcher.close();
    watchers.clear();
  };
  const compareTargets = async () => {
    const compared = targets;
    for (const [path, target] of compared) {
      const isSame = (await targetOf(path)) === target;
      if (compared !== targets) return;
      if (!isSame) return onChange();
    }
  };
  const comparing = repeat(COMPARE_INTERVAL_MS, compareTargets);
  const observe = async (path: string, concerns = (_name: string | null) => true) => {
    // Before the watch begins: what replaces it in between is then found to differ.
    targets.set(path, await targetOf(path));
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
    close() {
      comparing.end();
      closeWatchers();
    },
    async renew() {
      closeWatchers();
      targets = new Map();
      await observe(root, (name) => name === null || WATCHED.some((folder) => folder === name));
      for (const folder of CONTENT_FOLDERS) {
        await observe(join(root, folder));
        for (const path of await entriesOf(
          join(root, folder),
          (entry) => entry.isDirectory() || entry.isSymbolicLink(),
        )) {
          await observe(path);
          for (const link of await entriesOf(path, (entry) => entry.isSymbolicLink())) await observe(link);
        }
      }
      const actions = join(root, ACTIONS_FOLDER);
      await observe(actions);
      for (const link of await entriesOf(actions, (entry) => entry.isSymbolicLink())) await observe(link);
      for (const folder of (await others?.()) ?? []) await observe(folder);
    },
  };
}

/** Calls `run` again and again, each time so long after the last call has resolved, until ended. */
function repeat(intervalMs: number, run: () => Promise<void>): { end(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  const wait = () => {
    if (!isEnded) timer = setTimeout(() => run().then(wait), intervalMs);
  };
  wait();
  return {
    end() {
      isEnded = true;
      clearTimeout(timer);
    },
  };
}

/** Which file or folder a path leads to, links followed; why it leads nowhere, where it does. Never rejects. */
async function targetOf(path: string): Promise<string> {
  try {
    // The time of its making tells a folder from one that was removed and whose number it was given.
    const { dev, ino, birthtimeMs } = await stat(path);
    return `${dev} ${ino} ${birthtimeMs}`;
  } catch (error) {
    return String(error);
  }
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
