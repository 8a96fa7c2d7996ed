/** The gateway: identify, resume with replay, heartbeats, and every event to every session that is to have it. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type DiscordFaults, type GatewayStep, isGatewayFault } from './discord-faults.ts';
import { type Connection, createConnection, Op } from './gateway-connection.ts';
import {
  createSession,
  dispatch,
  eventFor,
  goOn,
  greet,
  isResumable,
  type Payload,
  type Session,
} from './gateway-session.ts';
import { refusalOf } from './intents.ts';
import { toWireMember } from './wire.ts';
import type { PlatformEvent, World } from './world.ts';

export interface GatewayOptions {
  world: World;
  faults: DiscordFaults;
  heartbeatIntervalMs: number;
  /** How long a session waits to be resumed. */
  sessionTtlMs: number;
}

const identify = z.object({
  token: z.string(),
  intents: z.unknown(),
  properties: z.looseObject({}),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const membersRequest = z.object({
  guild_id: z.string(),
  user_ids: z.union([z.string().transform((id) => [id]), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

/** A gateway of versions 9 and 10 in JSON, with zlib-stream compression where it is asked for. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #world: World;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #connections = new Map<Connection, Session | undefined>();
  readonly #sessions = new Map<string, Session>();
  #overtaken: PlatformEvent[] = [];

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#world = options.world;
    options.world.listen((event) => this.#deliver(event));
  }

  /** How many bots are connected and have a session. */
  connected(): number {
    return [...this.#connections.values()].filter((session) => session !== undefined).length;
  }

  /** Destroys every connection without a word; the sessions stay resumable. */
  drop(): void {
    for (const session of this.#sessions.values()) session.send = undefined;
    for (const connection of this.#connections.keys()) connection.drop();
  }

  /** Closes every connection with a code, such as 1001 or 4000. */
  close(code: number): void {
    for (const connection of this.#connections.keys()) connection.close(code);
  }

  /** Tells every bot to connect again and resume (op 7). */
  requestReconnect(): void {
    for (const connection of this.#connections.keys()) connection.send({ op: Op.reconnect, d: null });
  }

  /** Tells every session of something that nobody did, whatever it says; a session that is resumed is told it again. */
  tell(name: string, data: unknown): void {
    for (const session of this.#sessions.values()) dispatch(session, name, data);
  }

  /** Every event of every session, as told. */
  told(): Payload[] {
    return [...this.#sessions.values()].flatMap(({ events }) => events);
  }

  /** Sends a text over every connection as it is. */
  sendText(text: string): void {
    for (const connection of this.#connections.keys()) connection.sendText(text);
  }

  /** Declares every session invalid (op 9); without `resumable` it is forgotten, and what was missed stays missed. */
  invalidateSessions(resumable: boolean): void {
    if (!resumable) this.#sessions.clear();
    for (const [connection, session] of this.#connections) {
      if (session !== undefined) session.send = undefined;
      this.#connections.set(connection, undefined);
      connection.send({ op: Op.invalidSession, d: resumable });
    }
  }

  /** For the server: takes a WebSocket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, request.url ?? '/'));
  }

  /** For the server: ends every connection. */
  stop(): void {
    this.drop();
    this.#sockets.close();
  }

  #open(socket: WebSocket, url: string): void {
    const { heartbeatIntervalMs } = this.#options;
    const connection = createConnection(socket, {
      url,
      now: this.#world.now,
      receive: (payload) => this.#receive(connection, payload),
    });
    this.#connections.set(connection, undefined);
    socket.on('close', (code) => this.#lose(connection, code));
    socket.on('error', () => connection.drop());
    const version = new URL(url, 'ws://gateway').searchParams.get('v');
    if (version !== '10' && version !== '9') return connection.close(4012);
    this.#step(connection, 'CONNECT', () =>
      connection.send({ op: Op.hello, d: { heartbeat_interval: heartbeatIntervalMs } }),
    );
  }

  #receive(connection: Connection, { op, d }: Payload): void {
    const session = this.#connections.get(connection);
    switch (op) {
      case Op.heartbeat:
        return this.#step(connection, 'HEARTBEAT', () => connection.send({ op: Op.heartbeatAck, d: null }));
      case Op.identify:
        if (session !== undefined) return connection.close(4005);
        return this.#step(connection, 'IDENTIFY', () => this.#identify(connection, d));
      case Op.resume:
        if (session !== undefined) return connection.close(4005);
        return this.#step(connection, 'RESUME', () => this.#resume(connection, d));
      case Op.requestMembers:
        return session === undefined ? connection.close(4003) : this.#sendMembers(session, d);
      case Op.presence:
      case Op.voiceState:
        return session === undefined ? connection.close(4003) : undefined;
      default:
        return connection.close(session === undefined ? 4003 : 4001);
    }
  }

  /** Does what is asked, unless a fault is due. */
  #step(connection: Connection, name: GatewayStep, run: () => void): void {
    const fault = this.#options.faults.takeFitting(name, isGatewayFault);
    switch (fault?.kind) {
      case undefined:
        return run();
      case 'socket-dropped':
        return connection.drop();
      case 'closed':
        return connection.close(fault.code);
      case 'session-invalid':
        return connection.send({ op: Op.invalidSession, d: fault.resumable });
    }
  }

  #identify(connection: Connection, data: unknown): void {
    const asked = identify.safeParse(data).data;
    if (asked === undefined) return connection.close(4002);
    if (!this.#isToken(asked.token)) return connection.close(4004);
    const refusal = refusalOf(asked.intents, this.#world.privilegedIntents);
    if (refusal !== undefined) return connection.close(refusal);
    if (asked.shard !== undefined && asked.shard[0] >= asked.shard[1]) return connection.close(4010);
    const session = createSession(Number(asked.intents), asked.shard ?? [0, 1], connection.send);
    this.#sessions.set(session.id, session);
    this.#connections.set(connection, session);
    greet(this.#world, session);
    this.#world.changes.happened();
  }

  #resume(connection: Connection, data: unknown): void {
    const asked = resume.safeParse(data).data;
    if (asked === undefined) return connection.close(4002);
    if (!this.#isToken(asked.token)) return connection.close(4004);
    const session = this.#sessions.get(asked.session_id);
    if (session === undefined || !isResumable(session, this.#world.now(), this.#options.sessionTtlMs)) {
      this.#sessions.delete(asked.session_id);
      return connection.send({ op: Op.invalidSession, d: false });
    }
    if (asked.seq > session.sequence) return connection.close(4007);
    this.#connections.set(connection, session);
    goOn(session, asked.seq, connection.send);
    this.#world.changes.happened();
  }

  #sendMembers(session: Session, data: unknown): void {
    const asked = membersRequest.safeParse(data).data;
    const guild = asked === undefined ? undefined : this.#world.guilds.get(asked.guild_id);
    if (asked === undefined || guild === undefined) return;
    const members = [...guild.members.values()].filter(({ userId }) => asked.user_ids?.includes(userId) ?? true);
    dispatch(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: members.map((member) => toWireMember(this.#world, member)),
      chunk_index: 0,
      chunk_count: 1,
      not_found: asked.user_ids?.filter((id) => !guild.members.has(id)) ?? [],
      nonce: asked.nonce,
    });
  }

  #deliver(event: PlatformEvent): void {
    if (event.name === 'INTERACTION_CREATE' && this.#world.interactionsEndpoint !== undefined) return;
    const fault = this.#options.faults.takeFitting(event.name, isGatewayFault);
    if (fault?.kind === 'overtaken') {
      this.#overtaken.push(event);
      return;
    }
    if (fault?.kind === 'socket-dropped') this.drop();
    if (fault?.kind === 'without') this.#deliverNow({ ...event, data: withoutField(event.data, fault.field) });
    else if (fault?.kind !== 'lost') this.#deliverNow(event);
    if (fault?.kind === 'redelivered') this.#deliverNow(event);
    const late = this.#overtaken;
    this.#overtaken = [];
    for (const held of late) this.#deliverNow(held);
  }

  #deliverNow(event: PlatformEvent): void {
    for (const session of this.#sessions.values()) {
      const data = eventFor(this.#world, session, event);
      if (data !== undefined) dispatch(session, event.name, data);
    }
  }

  /** A bot that closes with 1000 or 1001 gives its session up. */
  #lose(connection: Connection, code: number): void {
    const session = this.#connections.get(connection);
    this.#connections.delete(connection);
    const wentOnElsewhere = [...this.#connections.values()].includes(session);
    if (session !== undefined && !wentOnElsewhere) {
      session.send = undefined;
      session.lostAt = this.#world.now();
      if (!connection.closedHere && (code === 1000 || code === 1001)) this.#sessions.delete(session.id);
    }
    this.#world.changes.happened();
  }

  #isToken(token: string): boolean {
    return token.replace(/^Bot /, '') === this.#world.token;
  }
}

function withoutField(data: object, field: string): object {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== field));
}
