/** Socket Mode: connections opened with a ticket, envelopes sent over any of them, acknowledgements read back. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../../src/ports/clock.ts';
import type { AttemptOutcome, Envelope, Transport } from './deliveries.ts';
import type { Identifiers } from './identifiers.ts';
import type { SlackFaults } from './slack-faults.ts';
import type { Json } from './types.ts';

const MOST_CONNECTIONS = 10;
const TICKET_LIFETIME_MS = 30_000;
const PING_INTERVAL_MS = 5_000;
const HOST = 'applink-local';

export type DisconnectReason = 'refresh_requested' | 'warning' | 'link_disabled' | 'too_many_websockets';

export interface SocketMode extends Transport {
  /** The path and query of a WebSocket address that lets one connection in. */
  openTicket(): string;
  /** Answers an HTTP upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many connections are open. */
  connections(): number;
  /** Asks every connection to go, as Slack does of each every few hours. */
  disconnect(reason: DisconnectReason): void;
  /** Sends a text over every connection as it is. */
  sendText(text: string): void;
  /** Cuts every connection without a word. */
  drop(): void;
  close(): void;
}

/** `changed` is called when a connection opens or closes. */
export function createSocketMode(options: {
  appId: string;
  ids: Identifiers;
  clock: Clock;
  faults: SlackFaults;
  acknowledgementTimeoutMs: number;
  changed(): void;
}): SocketMode {
  const { ids, clock, faults, changed } = options;
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, number>();
  const connections: WebSocket[] = [];
  const awaited = new Map<string, (payload: Json) => void>();
  let cancelPing = schedulePing();

  function schedulePing(): () => void {
    return clock.schedule(clock.now() + PING_INTERVAL_MS, () => {
      for (const connection of connections) connection.ping();
      cancelPing = schedulePing();
    });
  }

  function accept(connection: WebSocket): void {
    connection.on('message', (data) => read(connection, String(data)));
    connection.on('error', () => connection.terminate());
    if (connections.length >= MOST_CONNECTIONS) return sayGoodbye(connection, 'too_many_websockets');
    connections.push(connection);
    connection.on('close', () => {
      forget(connection);
      changed();
    });
    send(connection, {
      type: 'hello',
      num_connections: connections.length,
      debug_info: { host: HOST, build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: options.appId },
    });
    changed();
  }

  function forget(connection: WebSocket): void {
    const at = connections.indexOf(connection);
    if (at >= 0) connections.splice(at, 1);
  }

  function read(connection: WebSocket, text: string): void {
    const message = JSON.parse(text) as { envelope_id?: string; payload?: Json };
    if (message.envelope_id === undefined) return connection.close(1008, 'no envelope_id');
    awaited.get(message.envelope_id)?.(message.payload ?? {});
  }

  function sayGoodbye(connection: WebSocket, reason: DisconnectReason): void {
    send(connection, { type: 'disconnect', reason, debug_info: { host: HOST } });
    if (reason === 'warning') return;
    forget(connection);
  }

  function send(connection: WebSocket, message: Json, sent?: () => void): void {
    connection.send(JSON.stringify(message), sent);
  }

  return {
    openTicket() {
      const ticket = ids.uuid();
      tickets.set(ticket, clock.now() + TICKET_LIFETIME_MS);
      return `/link/?ticket=${ticket}&app_id=${ids.secret(32)}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
      const fault = faults.takeForRequest('websocket');
      const valid = (tickets.get(ticket) ?? 0) > clock.now();
      tickets.delete(ticket);
      if (fault?.kind === 'server-error') refuse(socket, `${fault.status} Server Error`);
      else if (fault !== undefined) socket.destroy();
      else if (!valid) refuse(socket, '403 Forbidden');
      else server.handleUpgrade(request, socket, head, accept);
    },
    send: (envelope) => {
      const connection = connections.shift();
      if (connection === undefined) return Promise.resolve({ kind: 'failed', reason: 'connection_failed' });
      connections.push(connection);
      return new Promise((resolve) => {
        const cancel = clock.schedule(clock.now() + options.acknowledgementTimeoutMs, () =>
          end({ kind: 'failed', reason: 'timeout' }),
        );
        const end = (outcome: AttemptOutcome) => {
          cancel();
          awaited.delete(envelope.envelopeId);
          resolve(outcome);
        };
        awaited.set(envelope.envelopeId, (payload) => end({ kind: 'acknowledged', payload }));
        send(connection, frameOf(envelope), envelope.thenDrop ? () => connection.terminate() : undefined);
      });
    },
    connections: () => connections.length,
    disconnect: (reason) => {
      for (const connection of [...connections]) sayGoodbye(connection, reason);
    },
    sendText: (text) => {
      for (const connection of connections) connection.send(text);
    },
    drop: () => {
      for (const connection of [...connections]) connection.terminate();
    },
    close() {
      cancelPing();
      for (const client of server.clients) client.terminate();
    },
  };
}

function frameOf(envelope: Envelope): Json {
  const frame = {
    envelope_id: envelope.envelopeId,
    payload: envelope.payload,
    type: envelope.kind,
    accepts_response_payload: envelope.acceptsResponse,
  };
  return envelope.kind === 'events_api'
    ? { ...frame, retry_attempt: envelope.retry, retry_reason: envelope.retryReason }
    : frame;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
