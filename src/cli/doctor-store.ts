/** What the doctor says of the embedded store. */

import { mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, messageOf } from '../lib/errors.ts';
import { inspectStore, type StoreContents, type StoreInspection } from '../store/sqlite/inspect-store.ts';
import { type Diagnostic, diagnosticsAbout } from './doctor-diagnostic.ts';

const LITTLE_SPACE_MB = 1_024;
const TOO_LITTLE_SPACE_MB = 100;

const { ok, warning, problem } = diagnosticsAbout('Store');

/** Looks at the data folder and at the store in it. `inUse` tells whether a desk is running on it. */
export async function examineStore(dataDir: string): Promise<{ diagnostics: Diagnostic[]; inUse: boolean }> {
  const diagnostics = await examineFolder(dataDir);
  if (diagnostics.some(({ level }) => level === 'problem')) return { diagnostics, inUse: false };
  const file = join(dataDir, 'relaydesk.db');
  try {
    const inspection = await inspectStore(file);
    if (inspection === undefined)
      return { diagnostics: [...diagnostics, ok('none yet: the first start makes it')], inUse: false };
    return { diagnostics: [...diagnostics, ...examine(file, inspection)], inUse: inspection.inUse };
  } catch (error) {
    return {
      diagnostics: [...diagnostics, problem(messageOf(error), 'Mend that, or restore a backup of the file.')],
      inUse: false,
    };
  }
}

async function examineFolder(dataDir: string): Promise<Diagnostic[]> {
  try {
    const folder = await nearestFolder(dataDir);
    await rm(await mkdtemp(join(folder, '.doctor-')), { recursive: true });
    const { bavail, bsize } = await statfs(folder);
    const space = examineSpace(dataDir, Math.floor((bavail * bsize) / 1024 / 1024));
    return [space, ...(folder === dataDir ? await examinePrivacy(dataDir) : [])];
  } catch (error) {
    const advice = 'Give the user who runs the desk the right to write there, or choose another folder (DATA_DIR).';
    return [problem(`${dataDir} cannot be written: ${messageOf(error)}`, advice)];
  }
}

const FOR_OTHERS = 0o077;
const READ_BY_OTHERS = 0o044;

/** What customers and staff said is nobody else's on the machine: folders that earlier versions made let others in. */
async function examinePrivacy(dataDir: string): Promise<Diagnostic[]> {
  // Windows keeps rights in another way, and tells none here.
  if (process.platform === 'win32' || !(await isOpenFor(dataDir, FOR_OTHERS))) return [];
  const names = await readdir(dataDir);
  const areReadable = await Promise.all(names.map((name) => isOpenFor(join(dataDir, name), READ_BY_OTHERS)));
  const readable = names.filter((_name, index) => areReadable[index]);
  const what = readable.length === 0 ? 'though not read what is in it' : `and read ${readable.join(', ')}`;
  const advice = `Close it to others: chmod -R go= '${dataDir}'`;
  return [warning(`other users of this machine can look into ${dataDir}, ${what}`, advice)];
}

/** False of what is gone by now, as the log of a store that was just closed. */
async function isOpenFor(path: string, rights: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && (found.mode & rights) !== 0;
}

/** The folder itself, or the nearest above it that exists. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    await statfs(folder);
    return folder;
  } catch (error) {
    const parent = dirname(folder);
    if (parent === folder || codeOf(error) !== 'ENOENT') throw error;
    return nearestFolder(parent);
  }
}

function examineSpace(dataDir: string, freeMb: number): Diagnostic {
  const text = `${dataDir} can be written; ${freeMb} MB are free`;
  const advice = 'Free some space, or choose a folder on another disk (DATA_DIR).';
  if (freeMb < TOO_LITTLE_SPACE_MB) return problem(text, advice);
  return freeMb < LITTLE_SPACE_MB ? warning(text, advice) : ok(text);
}

function examine(file: string, { inUse, version, currentVersion, contents }: StoreInspection): Diagnostic[] {
  if (version > currentVersion) {
    const text = `${file} was written by a newer program (version ${version}; this one knows ${currentVersion})`;
    return [problem(text, 'Start the newer program, or restore a backup made before the update.')];
  }
  const running = inUse ? ['a desk is running on it'] : [];
  if (contents === undefined) {
    const text = `version ${version}: the next start brings it to version ${currentVersion}`;
    return [warning([text, ...running].join('; '), 'Back the file up before that.')];
  }
  return [ok([`version ${version}`, ...running].join('; ')), ...examineContents(contents)];
}

function examineContents(contents: StoreContents): Diagnostic[] {
  const { deadEvents, lastDeadError, failedMessages, unknownMessages } = contents;
  const found: Diagnostic[] = [];
  if (deadEvents > 0) {
    const text = `${deadEvents} events could not be handled and were set aside; why, of the last one: ${lastDeadError}`;
    const advice =
      'What customers said in them has a ticket: see to those in the console. Please report what the log says of "set aside".';
    found.push(warning(text, advice));
  }
  if (failedMessages > 0) {
    const text = `${failedMessages} messages of the last days were refused by their platform`;
    found.push(warning(text, 'Each has a ticket that says why: see to those in the console.'));
  }
  if (unknownMessages > 0) {
    const text = `${unknownMessages} messages of the last days may or may not have arrived`;
    found.push(warning(text, 'Each has a ticket: look on the platform whether the customer got it.'));
  }
  return found;
}
