import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds Relaydesk's package.json, whether the program runs from its sources or from what was built. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!isRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(`No package.json of Relaydesk above ${import.meta.dirname}: install it again.`);
    folder = parent;
  }
  return folder;
}

function isRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'relaydesk';
}
