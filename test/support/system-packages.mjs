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
  runApt(['update']);
  runApt(['install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES]);
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

/** While another apt-get works it holds locks of its own, for the lists and for the packages; they are waited for. */
const LOCKED = /Could not get lock|Unable to (?:acquire|lock)/;
const LOCK_TIMEOUT_S = 600;
const RETRY_AFTER_S = 3;

/** @throws Error when apt-get fails, or others keep its locks for ten minutes */
export function runApt(args, command = 'apt-get', timeoutSeconds = LOCK_TIMEOUT_S) {
  const waiting = ['-o', `DPkg::Lock::Timeout=${timeoutSeconds}`];
  for (let waited = 0; ; waited += RETRY_AFTER_S) {
    const { status, stderr, error } = spawnSync(command, [...waiting, ...args], {
      stdio: ['ignore', 'inherit', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status === 0) return;
    const isLocked = LOCKED.test(stderr ?? '') && waited < timeoutSeconds;
    if (!isLocked) throw new Error(`${command} ${args.join(' ')} ended with status ${status}.\n${error ?? stderr}`);
    // Nothing else is to be done meanwhile, so that the thread may stand still.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER_S * 1_000);
  }
}
