/** What is measured: programs that connect to the platforms they are told of and answer what is written there. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readProcessorTimeMs } from '../support/desk-process.ts';
import type { Customers } from './customers.ts';
import type { EchoBotName } from './echo-bots.ts';

export interface Subject {
  name: string;
  /** Starts it as a process of its own, with the variables it connects by, and does not wait until it has connected. */
  start(variables: Record<string, string>): Promise<Running>;
}

export interface Running {
  /** How long the process has kept processors busy so far; NaN where the system does not tell. */
  processorTimeMs(): number;
  /** Kills it: nothing that a bench said has to be kept. */
  stop(): Promise<void>;
}

/** A subject at work: with the customers whose messages reach it. */
export interface Connected extends Running {
  name: string;
  customers: Customers[];
}

const LONGEST_WAIT_MS = 15_000;

/** Several echo bots in one process. */
export function echoSubject(name: string, bots: EchoBotName[]): Subject {
  return {
    name,
    async start(variables) {
      const program = join(import.meta.dirname, 'echo-process.js');
      const child = spawn(process.execPath, [program, ...bots], {
        env: { PATH: process.env.PATH, ...variables },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      return { processorTimeMs: () => readProcessorTimeMs(child.pid) ?? Number.NaN, stop: () => kill(child) };
    },
  };
}

/** Starts the subject and waits until it has connected to each platform; one that it does not connect to in time is left out. */
export async function connect(subject: Subject, customers: Customers[]): Promise<Connected> {
  const port = await freePort();
  const address = { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  const running = await subject.start(Object.assign(address, ...customers.map(({ variables }) => variables)));
  const deadline = new Promise<false>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS, false).unref());
  const reached = await Promise.all(
    customers.map((ones) => Promise.race([deadline, ones.connected().then(() => true)])),
  );
  return {
    name: subject.name,
    processorTimeMs: running.processorTimeMs,
    customers: customers.filter((_, index) => reached[index]),
    async stop() {
      await running.stop();
      await Promise.all(customers.map((ones) => ones.close()));
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
