/** One WebSocket of a bot: the protocol before there is a session, heartbeats, and compression. */

import { constants, createDeflate } from 'node:zlib';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Payload } from './gateway-session.ts';

/** The operations of the gateway, by the API's numbers. */
export const Op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voiceState: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** What the gateway says as it closes a connection. */
const REASONS: Record<number, string> = {
  4001: 'Unknown opcode.',
  4002: 'Error while decoding payload.',
  4003: 'Not authenticated.',
  4004: 'Authentication failed.',
  4005: 'Already authenticated.',
  4007: 'Invalid seq.',
  4008: 'Rate limited.',
  4009: 'Session timed out.',
  4010: 'Invalid shard.',
  4011: 'Sharding required.',
  4012: 'Invalid API version.',
  4013: 'Invalid intent(s).',
  4014: 'Disallowed intent(s).',
};

const MAX_PAYLOAD_BYTES = 4096;
const MAX_PAYLOADS_PER_MINUTE = 120;

export interface Connection {
  /** Whether it is the platform that closed it. */
  closedHere: boolean;
  send(payload: Payload): void;
  /** Sends a text as it is. */
  sendText(text: string): void;
  /** Closes with the reason that goes with the code. */
  close(code: number): void;
  /** Destroys the connection without a word. */
  drop(): void;
}

const payload = z.object({ op: z.int(), d: z.unknown() });

/** Wraps a socket; `receive` gets what is well formed and in time, the rest closes the connection. */
export function createConnection(
  socket: WebSocket,
  options: { url: string; now: () => number; receive: (payload: Payload) => void },
): Connection {
  const write = options.url.includes('compress=zlib-stream') ? compressed(socket) : plain(socket);
  const connection: Connection = {
    closedHere: false,
    send: (message) => write(JSON.stringify({ t: null, s: null, ...message })),
    sendText: write,
    close: (code) => {
      connection.closedHere = true;
      socket.close(code, REASONS[code]);
    },
    drop: () => {
      connection.closedHere = true;
      socket.terminate();
    },
  };
  let received: number[] = [];
  socket.on('message', (data) => {
    const text = data.toString();
    received = [...received.filter((at) => at > options.now() - 60_000), options.now()];
    if (received.length > MAX_PAYLOADS_PER_MINUTE) return connection.close(4008);
    const parsed = text.length > MAX_PAYLOAD_BYTES ? undefined : parse(text);
    if (parsed === undefined) return connection.close(4002);
    options.receive(parsed);
  });
  return connection;
}

function parse(text: string): Payload | undefined {
  try {
    return payload.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function plain(socket: WebSocket): (text: string) => void {
  return (text) => socket.send(text);
}

/** One stream of zlib for the whole connection, flushed after every message. */
function compressed(socket: WebSocket): (text: string) => void {
  const deflate = createDeflate();
  let chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.once('close', () => deflate.close());
  return (text) => {
    deflate.write(text);
    deflate.flush(constants.Z_SYNC_FLUSH, () => {
      const message = Buffer.concat(chunks);
      chunks = [];
      if (message.length > 0) socket.send(message);
    });
  };
}
