/** What discord.js is told of: servers, their channels, threads and roles. All else is the adapter's alone. */

import { type Client, Events, SimpleShardingStrategy, type WebSocketManagerOptions } from 'discord.js';
import { z } from 'zod';

type Manager = Parameters<NonNullable<WebSocketManagerOptions['buildStrategy']>>[0];

export interface GuardOptions {
  manager: Manager;
  client: Client;
  /** Told of every event of a shard, before the library is. */
  onDispatch(packet: unknown, shardId: number): void;
  /** Told when the library cannot read how a session begins: it would wait for ever, and events with it. */
  end(reason: Error): void;
  reportError(error: unknown): void;
}

/** By which the library knows of a session. */
const OF_SESSIONS = ['READY', 'RESUMED', 'GUILD_CREATE', 'GUILD_DELETE'];
const OF_SERVERS = [
  ...['GUILD_UPDATE', 'GUILD_ROLE_CREATE', 'GUILD_ROLE_UPDATE', 'GUILD_ROLE_DELETE'],
  ...['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE'],
  ...['THREAD_CREATE', 'THREAD_UPDATE', 'THREAD_DELETE', 'THREAD_LIST_SYNC'],
  ...['THREAD_MEMBER_UPDATE', 'THREAD_MEMBERS_UPDATE'],
];
/** Parts of a server that the desk has no use for, each of them one more that the library could fail to read. */
const NOT_WANTED = [
  ...['members', 'presences', 'voice_states', 'stage_instances', 'guild_scheduled_events'],
  ...['emojis', 'stickers', 'soundboard_sounds', 'activity_instances'],
];

const dispatchSchema = z.object({ data: z.looseObject({ t: z.string(), d: z.unknown() }), shardId: z.number() });

/**
 * The library's own strategy, which hands it no event that it has no use for, and none that it fails to read: those are left out,
 * and told of once a kind. (Left to itself, what its handlers throw ends the process; and it drops events about what it has not
 * seen: a reaction in an old DM, a message in an archived thread.)
 */
export function createGuardedStrategy(options: GuardOptions): SimpleShardingStrategy {
  const { manager, client, onDispatch, end, reportError } = options;
  const told = new Set<string>();
  let early: (() => void)[] = [];

  const guarded = (name: string, run: () => void): void => {
    try {
      run();
    } catch (cause) {
      if (name.toUpperCase() === 'READY') return end(new Error('Discord began a session in an unknown way', { cause }));
      if (told.has(name)) return;
      told.add(name);
      const message = `Discord's ${name} could not be read and is left out, as others like it will be`;
      reportError(new Error(message, { cause }));
    }
  };
  const emit = (event: string, payload: unknown): void => void Reflect.apply(manager.emit, manager, [event, payload]);
  const dispatch = (payload: unknown): void => {
    const { data, shardId } = dispatchSchema.parse(payload);
    guarded(data.t, () => onDispatch(data, shardId));
    const pass = (): void => guarded(data.t, () => emit('dispatch', { data: withWhatIsWanted(data), shardId }));
    if (OF_SESSIONS.includes(data.t) || (OF_SERVERS.includes(data.t) && client.isReady())) pass();
    else if (OF_SERVERS.includes(data.t)) early.push(pass);
  };
  client.once(Events.ClientReady, () => {
    // Before, the library would put them off itself, unguarded.
    for (const pass of early) pass();
    early = [];
  });
  const onEvent = (event: string, payload: unknown): void =>
    guarded(event, () => (event === 'dispatch' ? dispatch(payload) : emit(event, payload)));
  const listening = new Proxy(manager, {
    get: (target, name) => (name === 'emit' ? onEvent : Reflect.get(target, name)),
  });
  return new SimpleShardingStrategy(listening);
}

function withWhatIsWanted<Data extends { d: unknown }>(data: Data): Data {
  const { d } = data;
  if (typeof d !== 'object' || d === null) return data;
  return { ...data, d: Object.fromEntries(Object.entries(d).filter(([name]) => !NOT_WANTED.includes(name))) };
}
