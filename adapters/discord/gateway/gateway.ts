import { type Client, Events } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Packet } from '../inbound/events.ts';
import { GatewayClosed } from './gateway-closed.ts';
import { createGatewayClient } from './library-client.ts';

export interface GatewayOptions {
  token: string;
  apiUrl: string;
  clock: Clock;
  /** Ends the attempt. */
  signal: AbortSignal;
  /** Told of each event of a shard, in order; the first of a session is `READY`. */
  onPacket(packet: Packet, sessionId: string, shardId: number): void;
  /** Told when the client knows the servers of a shard that has a new session; `end` ends the connection. */
  onSession(client: Client<true>, shardId: number, end: (reason: unknown) => void): void;
  reportError(error: unknown): void;
}

export interface GatewayConnection {
  client: Client<true>;
  /** Resolves with what ended it; never rejects. */
  ended: Promise<unknown>;
  close(): Promise<void>;
}

/** How long the library may try to get a lost connection back. */
const RECONNECT_TIMEOUT_MS = 60_000;

const packetSchema = z.object({ t: z.string(), s: z.number(), d: z.unknown() });
const readySchema = z.object({ session_id: z.string() });

/** Resolves once the bot is logged in and knows its servers; the library then resumes lost connections by itself. */
export async function connectGateway(options: GatewayOptions): Promise<GatewayConnection> {
  const { token, apiUrl, signal, reportError } = options;
  const { client, close } = createGatewayClient({
    apiUrl,
    onDispatch: createForwarder(options),
    end: (reason) => end(reason),
    reportError,
  });
  const { ended, end } = watchEnd(client, options);
  const closeAll = async (): Promise<void> => {
    end(new Error('Closed'));
    await close();
  };
  signal.addEventListener('abort', () => end(new Error('Given up')));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  client.on(Events.Error, reportError);
  client.on(Events.ShardError, reportError);
  client.on(Events.ShardReady, (shardId) => options.onSession(client as Client<true>, shardId, end));
  client.login(token).catch(end);
  try {
    const endedBefore = ended.then((reason) => Promise.reject(reason));
    const readyClient = await Promise.race([ready, endedBefore]);
    endedBefore.catch(() => {});
    return { client: readyClient, ended, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What ends the connection: a close that the library does not recover from, or that it has not recovered from for long. */
function watchEnd(client: Client, { clock }: GatewayOptions): { ended: Promise<unknown>; end(reason: unknown): void } {
  let cancelTimeout = (): void => {};
  let resolveEnded: (reason: unknown) => void = () => {};
  const ended = new Promise<unknown>((resolve) => {
    resolveEnded = resolve;
  });
  const end = (reason: unknown): void => {
    cancelTimeout();
    resolveEnded(reason);
  };
  client.on(Events.ShardDisconnect, ({ code }) => end(new GatewayClosed(code)));
  client.on(Events.Invalidated, () => end(new Error('Discord ended the session')));
  client.on(Events.ShardReconnecting, () => {
    cancelTimeout();
    cancelTimeout = clock.schedule(clock.now() + RECONNECT_TIMEOUT_MS, () => end(new Error('The connection is lost')));
  });
  client.on(Events.ShardResume, () => cancelTimeout());
  client.on(Events.ShardReady, () => cancelTimeout());
  return { ended, end };
}

/** Hands on what is well formed, with the session that it belongs to. */
function createForwarder({ onPacket }: GatewayOptions): (raw: unknown, shardId: number) => void {
  const sessions = new Map<number, string>();
  return (raw, shardId) => {
    const packet = packetSchema.safeParse(raw).data;
    if (packet === undefined) return;
    const begun = packet.t === 'READY' ? readySchema.safeParse(packet.d).data?.session_id : undefined;
    if (begun !== undefined) sessions.set(shardId, begun);
    onPacket(packet, sessions.get(shardId) ?? '', shardId);
  };
}
