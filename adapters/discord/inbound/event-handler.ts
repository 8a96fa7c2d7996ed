/** What the gateway tells, on its way to the desk: in order, after what was missed, and until it is durable. */

import type { Client } from 'discord.js';
import { z } from 'zod';
import type { InboundEvent } from '../../../src/domain/inbound.ts';
import type { CustomerHistory, OnPublicMessage } from '../../../src/ports/adapter.ts';
import type { Accept } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { StoreError } from '../../../src/ports/store.ts';
import type { PhrasesIn } from '../../shared/presentation.ts';
import { createReportOnce, type ReportOnce } from '../../shared/report-once.ts';
import type { DiscordApi } from '../discord-api.ts';
import { DiscordFailure } from '../discord-failure.ts';
import type { DiscordRecords } from '../records.ts';
import type { DiscordCache } from './cache.ts';
import { findMissedMessages } from './catch-up.ts';
import { type ChannelDirectory, createChannelDirectory } from './channel-directory.ts';
import { createConversations } from './conversations.ts';
import { createEventQueue } from './event-queue.ts';
import { createEventReader, type Packet } from './events.ts';
import { createInteractions } from './interactions.ts';

export interface EventHandlerOptions {
  client: Client<true>;
  api: DiscordApi;
  clock: Clock;
  cache: DiscordCache;
  records: DiscordRecords;
  history: CustomerHistory;
  helpChannels: string[];
  /** The ids of channels in which people are listened to. */
  listenTo: string[];
  onPublicMessage: OnPublicMessage;
  phrasesIn: PhrasesIn;
  accept: Accept;
  /** Ends the connection; what is not durable by then is found in the history after the next one. */
  end(reason: unknown): void;
  reportError(error: unknown): void;
}

export interface EventHandler {
  /** Takes one event of the gateway that is of concern. */
  take(packet: Packet, sessionId: string): void;
  /** Finds and takes what was missed while there was no session. @throws DiscordFailure */
  catchUp(): Promise<void>;
  /** Resolves when no accept is under way. */
  stop(): Promise<void>;
}

const located = z.object({ id: z.string().optional(), message_id: z.string().optional(), channel_id: z.string() });

/** Takes events of one connection. */
export function createEventHandler(options: EventHandlerOptions): EventHandler {
  const { client, api, clock, history, accept, reportError } = options;
  const reportOnce = createReportOnce('Discord', reportError);
  const directory = createChannelDirectory(client, api);
  const { conversations, reader, interactions } = createReaders(options, directory, reportOnce);
  const eventQueue = createEventQueue({
    clock,
    reportError,
    onFull: () => options.end(new Error('The desk cannot take in what comes as fast as it comes')),
  });

  const acceptAll = async (events: InboundEvent[]): Promise<void> => {
    for (const event of events) await eventQueue.persist(() => accept(event));
  };
  const takeInteraction = async (data: unknown): Promise<void> => {
    const read = await eventQueue.persist(() => interactions.read(data), isUnreadable);
    if (read === undefined) return;
    if (read.event !== undefined) await acceptAll([read.event]);
    read.acknowledge();
  };
  const takeOne = async (packet: Packet, sessionId: string): Promise<void> => {
    if (packet.t === 'INTERACTION_CREATE') return takeInteraction(packet.d);
    const events = await eventQueue
      .persist(() => reader.read(packet, sessionId), isUnreadable)
      .catch((cause: unknown) => {
        if (cause instanceof DiscordFailure || cause instanceof StoreError) throw cause;
        reportOnce(packet.t, cause);
        return [];
      });
    await acceptAll(events);
  };
  /** Questions in a channel are conversations of their own; all else that happens in one thread is one. */
  const orderKeyOf = ({ d }: Packet): string => {
    const { id, message_id, channel_id } = located.safeParse(d).data ?? { channel_id: '' };
    const isChannel = directory.known(channel_id)?.kind === 'channel';
    return (isChannel ? (message_id ?? id) : undefined) ?? channel_id;
  };

  return {
    take(packet, sessionId) {
      eventQueue.put(orderKeyOf(packet), () => takeOne(packet, sessionId));
    },
    async catchUp() {
      const since = await history.lastEventAt();
      const activeConversations = await history.activeConversations();
      if (since === undefined) return;
      const missed = await findMissedMessages({
        api,
        clock,
        directory,
        conversations,
        since,
        activeConversations,
        reportUnreadable: (cause) => reportOnce('a message of the history', cause),
      });
      for (const message of missed) {
        const takeMissed = async () =>
          acceptAll(await eventQueue.persist(() => reader.readMissed(message), isUnreadable));
        await eventQueue.put(message.channel_id, takeMissed);
      }
    },
    stop: eventQueue.stop,
  };
}

/** What reads events of each kind. */
function createReaders(options: EventHandlerOptions, directory: ChannelDirectory, reportOnce: ReportOnce) {
  const { client, clock, history } = options;
  const botId = client.user.id;
  const conversations = createConversations({
    ...options,
    botId,
    directory,
    hasConversation: (conversationKey) => history.hasConversation(botId, conversationKey),
  });
  const shared = { ...options, botId, directory, conversations };
  const reportUnreadable = (name: string) => reportOnce(`${name} of a message`);
  return {
    conversations,
    reader: createEventReader({ ...shared, now: clock.now, reportUnreadable }),
    interactions: createInteractions(shared),
  };
}

/** Whether reading something again would fail the same way, as it does unless Discord or the store did not answer. */
function isUnreadable(error: unknown): boolean {
  return !(error instanceof StoreError) && (!(error instanceof DiscordFailure) || error.code === 'refused');
}

/** Whether events of this name say anything to the desk. */
export function isOfConcern(name: string): boolean {
  return name.startsWith('MESSAGE_') || name === 'INTERACTION_CREATE';
}
