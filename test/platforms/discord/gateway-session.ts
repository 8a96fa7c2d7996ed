/** One session of a bot with the gateway: it outlives its connection, and is resumed with what was missed. */

import { randomBytes } from 'node:crypto';
import { Intent, readable, wants } from './intents.ts';
import { may } from './permissions.ts';
import { toWireGuildCreate, toWireUser } from './wire.ts';
import { type PlatformEvent, userOf, type World } from './world.ts';

/** A message of the gateway. */
export interface Payload {
  op: number;
  d: unknown;
  s?: number;
  t?: string;
}

export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** The sequence number of the last event. */
  sequence: number;
  /** Every event of the session, for a resumption. */
  readonly events: Payload[];
  /** Where events go at once; undefined while nobody is connected. */
  send: ((payload: Payload) => void) | undefined;
  /** When the connection was lost, in epoch milliseconds. */
  lostAt: number | undefined;
}

/** A session that has just identified. */
export function createSession(
  intents: number,
  shard: readonly [number, number],
  send: (payload: Payload) => void,
): Session {
  return { id: randomBytes(16).toString('hex'), intents, shard, sequence: 0, events: [], send, lostAt: undefined };
}

/** Adds an event to the session and sends it if somebody is connected. */
export function dispatch(session: Session, name: string, data: unknown): void {
  session.sequence += 1;
  const payload = { op: 0, t: name, s: session.sequence, d: data };
  session.events.push(payload);
  session.send?.(payload);
}

/** The event as this session is told it, or undefined where it is not told. */
export function eventFor(world: World, session: Session, event: PlatformEvent): object | undefined {
  if (!wants(session.intents, event.name, event.guildId !== undefined)) return undefined;
  if (shardOf(event.guildId, session.shard[1]) !== session.shard[0]) return undefined;
  const channel = event.channelId === undefined ? undefined : world.channels.get(event.channelId);
  if (channel !== undefined && !may(world, channel, world.botId, 'viewChannel')) return undefined;
  return readable(session.intents, world.botId, event.name, event.data);
}

/** The shard that a server is on; DMs are on the first. */
export function shardOf(guildId: string | undefined, shardCount: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** Whether a session still waits for its bot. */
export function isResumable({ lostAt }: Session, now: number, ttlMs: number): boolean {
  return lostAt === undefined || now - lostAt <= ttlMs;
}

/** What a session begins with: READY, then every server of its shard. */
export function greet(world: World, session: Session): void {
  const guilds = [...world.guilds.values()].filter(
    ({ id, members }) => members.has(world.botId) && shardOf(id, session.shard[1]) === session.shard[0],
  );
  dispatch(session, 'READY', {
    v: 10,
    user: { ...toWireUser(userOf(world, world.botId)), verified: true, mfa_enabled: false, email: null },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: `${world.origin.replace('http', 'ws')}/resume`,
    shard: session.shard,
    application: { id: world.applicationId, flags: 0 },
    private_channels: [],
    user_settings: {},
    relationships: [],
    presences: [],
  });
  if ((session.intents & Intent.guilds) === 0) return;
  const everyMember = (session.intents & Intent.guildMembers) !== 0;
  for (const guild of guilds) dispatch(session, 'GUILD_CREATE', toWireGuildCreate(world, guild, everyMember));
}

/** Sends what was missed since a sequence number, then goes on at this connection. */
export function goOn(session: Session, since: number, send: (payload: Payload) => void): void {
  for (const event of session.events.filter(({ s = 0 }) => s > since)) send(event);
  session.send = send;
  session.lostAt = undefined;
  dispatch(session, 'RESUMED', { _trace: [] });
}
