/**
 * A Discord for tests: a server that speaks Discord's HTTP API and gateway on the loopback, so that the real libraries run
 * against it, and people who are played by the test.
 */

import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createFaults } from '../shared/faults.ts';
import { createRequestLog, type RequestLog } from '../shared/request-log.ts';
import { createApiServer } from './api-server.ts';
import { addChannel, forbid, removeChannel } from './channels.ts';
import type { DiscordFault, DiscordFaults, DiscordMethod } from './discord-faults.ts';
import { Gateway } from './gateway.ts';
import { addGuild, addRole, announceGuild, leaveGuild } from './guilds.ts';
import { Intent } from './intents.ts';
import { InteractionsEndpoint } from './interactions-endpoint.ts';
import { deleteMessage } from './messages.ts';
import { ChannelKind } from './model.ts';
import type { PermissionName } from './permissions.ts';
import { DiscordPerson, type MessageRef, type Place } from './person.ts';
import { offeredCommands } from './person-interactions.ts';
import type { RateLimits } from './rate-limits.ts';
import { clearReactions } from './reactions.ts';
import { updateThread } from './threads.ts';
import { isTyping } from './typing.ts';
import { messagesSeen, type SeenMessage } from './view.ts';
import { channelOf, createWorld, guildOf, messageOf, newUser, type World } from './world.ts';

export interface DiscordPlatformOptions {
  /** The platform's time; the system's where it is left out. */
  clock?: { now(): number };
  botName?: string;
  /** The privileged intents that are switched on for the bot; all where it is left out. */
  privilegedIntents?: ('guildMembers' | 'guildPresences' | 'messageContent')[];
  /** None where it is left out; `USUAL_RATE_LIMITS` are Discord's. */
  rateLimits?: RateLimits;
  heartbeatIntervalMs?: number;
  /** How long a session that lost its connection waits to be resumed. */
  sessionTtlMs?: number;
}

/** Starts a Discord with a bot and nobody else; resolves when it listens. */
export async function createDiscordPlatform(options: DiscordPlatformOptions = {}): Promise<DiscordPlatform> {
  const world = createWorld({
    now: () => options.clock?.now() ?? Date.now(),
    botName: options.botName ?? 'Relaydesk',
    privilegedIntents: (options.privilegedIntents ?? ['guildMembers', 'guildPresences', 'messageContent']).reduce(
      (sum, name) => sum | Intent[name],
      0,
    ),
  });
  const platform = new DiscordPlatform(world, options);
  await platform.listen();
  return platform;
}

/** The platform as a test handles it. */
export class DiscordPlatform {
  readonly faults: DiscordFaults = createFaults<DiscordMethod, DiscordFault>();
  readonly requests: RequestLog = createRequestLog();
  readonly gateway: Gateway;
  readonly #interactions: InteractionsEndpoint;
  readonly #world: World;
  readonly #server: Server;
  #port = 0;

  constructor(world: World, options: DiscordPlatformOptions) {
    this.#world = world;
    this.gateway = new Gateway({
      world,
      faults: this.faults,
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
      sessionTtlMs: options.sessionTtlMs ?? 180_000,
    });
    const api = createApiServer({
      world,
      faults: this.faults,
      log: this.requests,
      rateLimits: options.rateLimits ?? {},
    });
    this.#interactions = new InteractionsEndpoint(world);
    this.#server = createAdaptorServer({ fetch: (request, { incoming }) => api(request, incoming) }) as Server;
    this.#server.on('upgrade', (request, socket, head) => this.gateway.handleUpgrade(request, socket, head));
    this.resetToken();
  }

  /** For the option `rest.api` of discord.js; the version is appended to it. */
  get url(): string {
    return `${this.#world.origin}/api`;
  }

  /** The bot's token. */
  get token(): string {
    return this.#world.token ?? '';
  }

  /** The bot's ids, and the key (in hexadecimal) that interactions sent over HTTP are verified with. */
  get bot(): { id: string; applicationId: string; publicKey: string } {
    const { botId, applicationId, publicKey } = this.#world;
    return { id: botId, applicationId, publicKey };
  }

  /**
   * Sends interactions to this address from now on, and no more over the gateway.
   * @throws where the address does not answer a signed ping, or takes one that is signed wrongly
   */
  async sendInteractionsTo(url: string): Promise<void> {
    await this.#interactions.verify(url);
  }

  /** Takes requests: at first, or again after `stopListening` and at the same address. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => resolve());
    });
    this.#port = (this.#server.address() as AddressInfo).port;
    this.#world.origin = `http://127.0.0.1:${this.#port}`;
  }

  /** An outage: connections are cut, and new ones refused. What people do meanwhile still happens. */
  async stopListening(): Promise<void> {
    this.gateway.drop();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.gateway.stop();
    if (this.#server.listening) await this.stopListening();
  }

  /** Makes a new token; the old one is refused from now on, and the connections that used it are closed with 4004. */
  resetToken(): string {
    this.revokeToken();
    const part = (text: string) => Buffer.from(text).toString('base64url');
    this.#world.token = `${part(this.#world.botId)}.${randomBytes(4).toString('base64url')}.${randomBytes(28).toString('base64url')}`;
    return this.#world.token;
  }

  /** Takes the token away without a new one. */
  revokeToken(): void {
    this.#world.token = undefined;
    this.gateway.close(4004);
  }

  /** A server with the bot in it, and a role of the bot's own. */
  createGuild(options: { name?: string; botPermissions?: PermissionName[] } = {}): Place {
    const guild = addGuild(this.#world, { name: options.name ?? 'Shop', botPermissions: options.botPermissions ?? [] });
    announceGuild(this.#world, guild);
    return { id: guild.id };
  }

  createChannel(
    guild: Place,
    options: { name: string; kind?: 'text' | 'forum' | 'announcement' | 'voice'; topic?: string },
  ): Place {
    const kind = ChannelKind[options.kind ?? 'text'];
    return {
      id: addChannel(this.#world, { kind, name: options.name, topic: options.topic }, guildOf(this.#world, guild.id))
        .id,
    };
  }

  /** A role of the server; the id is what `<@&…>` needs. */
  createRole(guild: Place, options: { name: string; mentionable?: boolean }): Place {
    return {
      id: addRole(this.#world, guildOf(this.#world, guild.id), {
        name: options.name,
        mentionable: options.mentionable ?? false,
      }),
    };
  }

  /** A person, who is a member of the servers named. */
  createUser(options: { name: string; in?: Place[]; locale?: string }): DiscordPerson {
    const user = { ...newUser(this.#world.nextId(), options.name), locale: options.locale ?? 'en-US' };
    this.#world.users.set(user.id, user);
    const person = new DiscordPerson(this.#world, user);
    for (const guild of options.in ?? []) person.join(guild);
    return person;
  }

  /** Forbids the bot these in one channel; an empty list lifts it. */
  denyBot(channel: Place, permissions: PermissionName[]): void {
    forbid(this.#world, channelOf(this.#world, channel.id), this.#world.botId, permissions);
  }

  /** The server's owner takes every reaction from a message, or every one with an emoji. */
  clearReactions({ channelId, id }: MessageRef, emoji?: string): void {
    const channel = channelOf(this.#world, channelId);
    const { ownerId } = guildOf(this.#world, channel.guildId ?? '');
    clearReactions(this.#world, messageOf(channel, id), ownerId, emoji);
  }

  /** What Discord does to a thread after days of silence. */
  archive(thread: Place): void {
    this.#changeThread(thread, { archived: true });
  }

  /** A moderator lets nobody write in a thread any more. */
  lock(thread: Place): void {
    this.#changeThread(thread, { locked: true, archived: true });
  }

  /** A moderator deletes somebody's message. */
  deleteMessage({ channelId, id }: MessageRef): void {
    const channel = channelOf(this.#world, channelId);
    deleteMessage(this.#world, messageOf(channel, id), guildOf(this.#world, channel.guildId ?? '').ownerId);
  }

  /** A moderator deletes a channel or thread. */
  deleteChannel({ id }: Place): void {
    const channel = channelOf(this.#world, id);
    removeChannel(this.#world, channel, guildOf(this.#world, channel.guildId ?? '').ownerId);
  }

  #changeThread({ id }: Place, body: object): void {
    const thread = channelOf(this.#world, id);
    updateThread(this.#world, thread, guildOf(this.#world, thread.guildId ?? '').ownerId, body);
  }

  /** Puts the bot out of a server. */
  kickBot(guild: Place): void {
    leaveGuild(this.#world, guildOf(this.#world, guild.id), this.#world.botId);
  }

  /** What anybody sees in a channel, oldest first; `as` adds what only that person sees. */
  messagesIn(channel: Place, as?: DiscordPerson): SeenMessage[] {
    return messagesSeen(this.#world, channelOf(this.#world, channel.id), as?.id);
  }

  /** Whether the bot is shown typing. */
  isBotTyping(channel: Place): boolean {
    return isTyping(this.#world, channelOf(this.#world, channel.id), this.#world.botId);
  }

  /** The names of the commands that complete as one types in a channel. */
  commandsIn(channel: Place): string[] {
    return offeredCommands(this.#world, channelOf(this.#world, channel.id)).map(({ form }) => form.name);
  }

  /** The threads of a channel: names, and whether they are archived or locked. */
  threadsIn(channel: Place): { id: string; name: string; archived: boolean; locked: boolean }[] {
    return [...this.#world.channels.values()].flatMap(({ id, name, parentId, thread }) =>
      parentId === channel.id && thread !== undefined
        ? [{ id, name, archived: thread.archived, locked: thread.locked }]
        : [],
    );
  }

  /** Resolves when `look` finds something: it looks now and after everything that happens on the platform. */
  until<T>(look: () => T | undefined | false): Promise<T> {
    return this.#world.changes.until(look);
  }
}
