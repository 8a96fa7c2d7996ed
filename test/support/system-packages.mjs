import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NEEDED_COMMANDS = ['chromium', 'redis-server'];
const DEBIAN_PACKAGES = ['chromium', 'redis-server', 'fonts-noto-cjk'];

/** Installs what the tests need beside npm's packages where it can (apt, as root), else throws and says what to install. */
export function ensureSystemPackages() {
  const missing = NEEDED_COMMANDS.filter((command) => !isInstalled(command));
  if (missing.length === 0) return;
  if (!isInstalled('apt-get') || process.getuid?.() !== 0) {
    throw new Error(
      `The tests need ${missing.join(' and ')} on the PATH. On Debian: sudo apt-get install ${DEBIAN_PACKAGES.join(' ')}`,
    );
  }
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES]);
}

function isInstalled(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, command)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}.`);
}
