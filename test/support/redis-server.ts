import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createClient } from 'redis';
import { findFreePort } from './free-port.ts';

/** A real Redis of a test's own, on a free loopback port, that keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Runs one command on a connection of its own. */
  command(...words: string[]): Promise<unknown>;
  /** Ends the server, and with it all it holds. */
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** Has it keep its connections and answer nothing, until it is resumed. */
  freeze(): void;
  resume(): void;
}

/** Starts a Redis server (the `redis-server` on the PATH), on a free port by default, and resolves once it accepts connections. */
export async function startRedisServer(onPort?: number): Promise<RedisServer> {
  const port = onPort ?? (await findFreePort());
  const url = `redis://127.0.0.1:${port}`;
  let server = await spawnServer(port);
  process.once('exit', () => server.kill('SIGKILL'));
  return {
    url,
    command: (...words) => runCommand(url, words),
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
    async start() {
      server = await spawnServer(port);
    },
    freeze: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
  };
}

async function spawnServer(port: number): Promise<ChildProcess> {
  const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  const output: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    output.push(line);
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start:\n${output.join('\n')}`);
}

async function runCommand(url: string, words: string[]): Promise<unknown> {
  const client = createClient({ url });
  await client.connect();
  try {
    return await client.sendCommand(words);
  } finally {
    client.destroy();
  }
}
