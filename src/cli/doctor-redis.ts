/** What the doctor says of Redis. */

import { isWrongPassword, readRedisInfo } from '../jobs/redis-info.ts';
import { messageOf } from '../lib/errors.ts';
import { type Diagnostic, diagnosticsAbout } from './doctor-diagnostic.ts';

/** What BullMQ wants at least, and what it recommends. */
const LEAST_MAJOR = 5;
const RECOMMENDED = [6, 2] as const;

const { ok, warning, problem } = diagnosticsAbout('Redis');

/** Looks at the server behind a URL. The URL's user and password are in none of the diagnostics. */
export async function examineRedis(url: string): Promise<Diagnostic[]> {
  const { host } = new URL(url);
  try {
    return examineInfo(host, await readRedisInfo(url));
  } catch (error) {
    if (isWrongPassword(error)) {
      return [
        problem(`${host} refuses the password`, 'Correct the user and password in REDIS_URL: the desk does not start.'),
      ];
    }
    const text = `${host} does not answer: ${messageOf(error)}`;
    return [warning(text, 'Until it does, jobs run in the process. Start it, correct REDIS_URL, or remove REDIS_URL.')];
  }
}

/** What a Redis that describes itself like this is good for. */
export function examineInfo(host: string, info: ReadonlyMap<string, string>): Diagnostic[] {
  return [examineVersion(host, info), examineEviction(info), examinePersistence(info)];
}

function examineVersion(host: string, info: ReadonlyMap<string, string>): Diagnostic {
  const version = info.get('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const text = `${host} answers: version ${version}`;
  if (major < LEAST_MAJOR) return problem(text, `Update it to version ${RECOMMENDED.join('.')} or newer.`);
  const isOld = major < RECOMMENDED[0] || (major === RECOMMENDED[0] && minor < RECOMMENDED[1]);
  return isOld ? warning(text, `Update it to version ${RECOMMENDED.join('.')} or newer.`) : ok(text);
}

function examineEviction(info: ReadonlyMap<string, string>): Diagnostic {
  const policy = info.get('maxmemory_policy');
  if (policy === 'noeviction') return ok('keeps every key when its memory is full (maxmemory-policy noeviction)');
  const text = `drops keys when its memory is full (maxmemory-policy ${policy}), which breaks the job queue`;
  return problem(text, 'Set "maxmemory-policy noeviction" in its configuration.');
}

function examinePersistence(info: ReadonlyMap<string, string>): Diagnostic {
  if (info.get('aof_enabled') === '1') return ok('writes what it holds to disk (appendonly)');
  const text = 'holds jobs in memory only, or in snapshots: after a crash the desk derives them again from its store';
  return warning(text, 'Set "appendonly yes" in its configuration to go on without those seconds of delay.');
}
