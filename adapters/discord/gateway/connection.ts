import type { Client } from 'discord.js';
import type { CustomerHistory, OnPublicMessage } from '../../../src/ports/adapter.ts';
import type { Accept } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Connection } from '../../shared/connection-keeper.ts';
import type { PhrasesIn } from '../../shared/presentation.ts';
import { registerCommands } from '../commands.ts';
import type { DiscordApi } from '../discord-api.ts';
import type { DiscordCache } from '../inbound/cache.ts';
import { createEventHandler, type EventHandler, isOfConcern } from '../inbound/event-handler.ts';
import type { Packet } from '../inbound/events.ts';
import type { DiscordRecords } from '../records.ts';
import type { DiscordSettings } from '../settings.ts';
import { connectGateway } from './gateway.ts';

export interface DiscordConnectionOptions {
  token: string;
  apiUrl: string;
  settings: DiscordSettings;
  clock: Clock;
  api: DiscordApi;
  cache: DiscordCache;
  records: DiscordRecords;
  /** What earlier connections were told and could not hand on; this one hands it on, or leaves its own. */
  leftOver: ReceivedPacket[];
  history: CustomerHistory;
  onPublicMessage: OnPublicMessage;
  accept: Accept;
  signal: AbortSignal;
  locales(): string[];
  phrasesIn: PhrasesIn;
  reportError(error: unknown): void;
}

/** An event with the session that it belongs to. */
export type ReceivedPacket = [packet: Packet, sessionId: string];

/** Connects to the gateway. What comes while a new session catches up waits until that is done; only what people press does not. */
export async function connectDiscord(options: DiscordConnectionOptions): Promise<Connection> {
  let eventHandler: EventHandler | undefined;
  let catchingUp = Promise.resolve();
  /** By shard, while it catches up. */
  const waiting = new Map<number, ReceivedPacket[]>();

  const eventHandlerOf = (client: Client<true>, end: (reason: unknown) => void): EventHandler => {
    eventHandler ??= createEventHandler({ ...options, ...options.settings, client, end });
    return eventHandler;
  };
  const catchUp = async (client: Client<true>, shardId: number, end: (reason: unknown) => void): Promise<void> => {
    const held = waiting.get(shardId);
    const taker = eventHandlerOf(client, end);
    await taker.catchUp();
    if (held === undefined || waiting.get(shardId) !== held) return;
    waiting.delete(shardId);
    for (const told of [...options.leftOver.splice(0), ...held]) taker.take(...told);
  };
  const gateway = await connectGateway({
    ...options,
    onPacket(packet, sessionId, shardId) {
      if (packet.t === 'READY') waiting.set(shardId, []);
      if (!isOfConcern(packet.t)) return;
      const held = packet.t === 'INTERACTION_CREATE' && eventHandler ? undefined : waiting.get(shardId);
      if (held === undefined) eventHandler?.take(packet, sessionId);
      else held.push([packet, sessionId]);
    },
    onSession(client, shardId, end) {
      catchingUp = catchingUp.then(() => catchUp(client, shardId, end)).catch(end);
    },
  });
  const { client, ended } = gateway;
  registerCommands(options.api, client.application.id, options).catch(options.reportError);
  return {
    detail: `Receiving messages as ${client.user.username}`,
    ended,
    async close() {
      await gateway.close();
      // Discord tells nothing twice: what it has told is taken in to the end.
      await catchingUp;
      options.leftOver.push(...[...waiting.values()].flat());
      await eventHandler?.stop();
    },
  };
}
