/** Runs a command of the built program to its end. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/project-root.ts';

/** The built command; the tests' global setup has built it. */
export const RELAYDESK = join(projectRoot(), 'dist', 'src', 'cli', 'relaydesk.js');

export interface CommandResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** The folder it runs in; this one when not given. */
  cwd?: string;
  /** Its environment variables, beside PATH. */
  variables?: Record<string, string>;
  /** What it reads; nothing when not given. */
  input?: string;
  /** Called with what sends it a signal, and with its output, which grows. */
  onStart?(kill: (signal: NodeJS.Signals) => void, output: { stdout: string; stderr: string }): void;
}

export async function runRelaydesk(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { cwd, variables = {}, input = '', onStart } = options;
  const child = spawn(process.execPath, [RELAYDESK, ...args], {
    cwd,
    env: { PATH: process.env.PATH, MODELS_DIR: process.env.MODELS_DIR, ...variables },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that reads nothing may be over before.
  child.stdin.on('error', () => {}).end(input);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  onStart?.((signal) => child.kill(signal), output);
  const [exitCode] = await once(child, 'close');
  return { exitCode, ...output };
}
