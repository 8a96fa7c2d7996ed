/**
 * After a build: puts the command among the project's own, where `npx relaydesk` finds it at once. With a `bin` entry in
 * package.json npx would first install the project into a cache of its own, at every call.
 */

import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

const COMMAND = 'dist/src/cli/relaydesk.js';
const LINK = 'node_modules/.bin/relaydesk';

chmodSync(COMMAND, 0o755);
mkdirSync('node_modules/.bin', { recursive: true });
rmSync(LINK, { force: true });
if (process.platform === 'win32') {
  writeFileSync(LINK, `exec node "$(dirname "$0")/../../${COMMAND}" "$@"\n`);
  writeFileSync(`${LINK}.cmd`, `@node "%~dp0..\\..\\${COMMAND.replaceAll('/', '\\')}" %*\r\n`);
} else {
  symlinkSync(`../../${COMMAND}`, LINK);
}
