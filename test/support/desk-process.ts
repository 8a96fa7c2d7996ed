/** The real program as a process of its own, as a user starts it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { RELAYDESK, runRelaydesk } from './run-relaydesk.ts';

export interface DeskProcess {
  url: string;
  /** Asks it for a link that signs the first admin in. */
  signInUrl(): Promise<string>;
  /** All it has printed so far. */
  output(): string;
  /** How long the process has kept processors busy so far; where the system does not tell, how long it has run. */
  processorTimeMs(): number;
  /** Sends a signal and resolves to the exit code, or to the signal's name where that ended it. */
  stop(signal: NodeJS.Signals): Promise<number | string | null>;
}

/** Starts `relaydesk start` on a free or a given port and resolves when it is ready. Rejects with its output when it ends before. */
export async function startDeskProcess(options: {
  dataDir: string;
  contentDir: string;
  port?: number;
  variables?: Record<string, string>;
  /** Told of the process as soon as it runs, for one that may never be ready. */
  onSpawn?: (started: Pick<DeskProcess, 'stop'>) => void;
}): Promise<DeskProcess> {
  const { dataDir, contentDir, port = 0, variables = {} } = options;
  const child = spawn(process.execPath, [RELAYDESK, 'start'], {
    cwd: contentDir,
    env: {
      PATH: process.env.PATH,
      MODELS_DIR: process.env.MODELS_DIR,
      DATA_DIR: dataDir,
      CONTENT_DIR: contentDir,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onSpawn?.({ stop: (signal) => stop(child, signal) });
  const startedAt = performance.now();
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops it')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code, signal) => reject(new Error(`The desk ended with ${code ?? signal}:\n${output}`)));
  });
  await ready;
  return {
    url: find(output, /Customer chat\s+(\S+)\/chat/),
    async signInUrl() {
      const { stdout, stderr } = await runRelaydesk(['sign-in'], { cwd: contentDir, variables: { DATA_DIR: dataDir } });
      return find(stdout + stderr, /(http\S+)/);
    },
    output: () => output,
    processorTimeMs: () => readProcessorTimeMs(child.pid) ?? performance.now() - startedAt,
    stop: (signal) => stop(child, signal),
  };
}

/**
 * How long a process has kept processors busy; undefined where the system does not tell. Linux tells the time in user and
 * system mode in hundredths of a second: proc(5), fields 14 and 15 of `stat`.
 */
export function readProcessorTimeMs(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function find(output: string, pattern: RegExp): string {
  const found = pattern.exec(output)?.[1];
  if (found === undefined) throw new Error(`The desk did not print ${pattern}:\n${output}`);
  return found;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code, endedBy] = await exited;
  return code ?? endedBy;
}
