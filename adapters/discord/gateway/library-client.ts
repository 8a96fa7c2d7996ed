import {
  Client,
  Events,
  Options,
  SimpleShardingStrategy,
  type WebSocketManagerOptions,
  WebSocketShardStatus,
} from 'discord.js';
import { z } from 'zod';
import { createReportOnce } from '../../shared/report-once.ts';
import { REQUIRED_INTENTS } from '../permissions.ts';

export interface GatewayClientOptions extends Omit<GuardOptions, 'manager' | 'client'> {
  apiUrl: string;
}

/** discord.js's client, not logged in; `close` ends it at whatever it is doing. */
export function createGatewayClient(options: GatewayClientOptions): { client: Client; close(): Promise<void> } {
  let isClosed = false;
  let manager: Parameters<BuildStrategy>[0] | undefined;
  const client = createClient(options.apiUrl, (built) => {
    const { retrieveSessionInfo } = built.options;
    // Destroyed between two connections, the library would still make the next one, which begins with this question.
    built.options.retrieveSessionInfo = (shardId) => (isClosed ? new Promise(() => {}) : retrieveSessionInfo(shardId));
    manager = built;
    return createGuardedStrategy({ ...options, manager: built, client });
  });
  const destroy = (): Promise<void> => client.destroy();
  return {
    client,
    async close() {
      isClosed = true;
      const statuses = await manager?.fetchStatus();
      const isConnecting = statuses?.some((status) => status === WebSocketShardStatus.Connecting);
      if (!isConnecting) return destroy();
      // Destroyed while it connects, it would let go of the socket, whose error would then end the process.
      manager?.once('hello', destroy);
      manager?.once('closed', () => setImmediate(destroy));
    },
  };
}

type BuildStrategy = NonNullable<WebSocketManagerOptions['buildStrategy']>;

/** Of the library's caches only servers, channels and roles are wanted: the others stay empty; without partials, no DM is kept. */
function createClient(apiUrl: string, buildStrategy: BuildStrategy): Client {
  const onlyOneself = {
    maxSize: 0,
    keepOverLimit: ({ id, client }: { id: string; client: Client }) => id === client.user?.id,
  };
  return new Client({
    intents: REQUIRED_INTENTS,
    shards: 'auto',
    allowedMentions: { parse: [] },
    rest: { api: apiUrl, version: '10', retries: 0 },
    ws: { buildStrategy },
    sweepers: Options.DefaultSweeperSettings,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      UserManager: onlyOneself,
      GuildMemberManager: onlyOneself,
      ThreadMemberManager: onlyOneself,
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
    }),
  });
}

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
  const reportOnce = createReportOnce('Discord', reportError);
  let early: (() => void)[] = [];

  const guarded = (name: string, run: () => void): void => {
    try {
      run();
    } catch (cause) {
      if (name.toUpperCase() === 'READY') return end(new Error('Discord began a session in an unknown way', { cause }));
      reportOnce(name, cause);
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
