import { Client, Options, type WebSocketManagerOptions, WebSocketShardStatus } from 'discord.js';
import { createGuardedStrategy, type GuardOptions } from './library-guard.ts';
import { REQUIRED_INTENTS } from './permissions.ts';

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
