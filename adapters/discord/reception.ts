/** What the gateway tells, on its way to the desk: in order, after what was missed, and until it is durable. */

import type { Client } from 'discord.js';
import { z } from 'zod';
import type { Accept, InboundEvent } from '../../src/domain/channel.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { type DiscordHistory, findMissedMessages } from './catch-up.ts';
import { createConversations } from './conversations.ts';
import type { DiscordApi } from './discord-api.ts';
import { DiscordFailure } from './discord-failure.ts';
import { createEventReader, type Packet } from './events.ts';
import { createIntake } from './intake.ts';
import { createInteractions } from './interactions.ts';
import type { Memory } from './memory.ts';
import { createPlaces } from './places.ts';

export interface ReceptionOptions {
  client: Client<true>;
  api: DiscordApi;
  clock: Clock;
  memory: Memory;
  history: DiscordHistory;
  helpChannels: string[];
  accept: Accept;
  /** Ends the connection; what is not durable by then is found in the history after the next one. */
  end(reason: unknown): void;
  reportError(error: unknown): void;
}

export interface Reception {
  /** Takes one event of the gateway that is of concern. */
  take(packet: Packet, sessionId: string): void;
  /** Finds and takes what was missed while there was no session. @throws DiscordFailure */
  catchUp(): Promise<void>;
  /** Resolves when no accept is under way. */
  stop(): Promise<void>;
}

const located = z.object({ id: z.string().optional(), message_id: z.string().optional(), channel_id: z.string() });

/** Takes events of one connection. */
export function createReception(options: ReceptionOptions): Reception {
  const { client, api, clock, memory, history, accept, reportError } = options;
  const botId = client.user.id;
  const places = createPlaces(client, api);
  const conversations = createConversations({ botId, places, memory, helpChannels: options.helpChannels });
  const reader = createEventReader({ botId, api, places, conversations, memory, now: clock.now });
  const interactions = createInteractions({ botId, api, places, memory, reportError });
  const intake = createIntake({
    clock,
    reportError,
    onFull: () => options.end(new Error('The desk cannot take in what comes as fast as it comes')),
  });

  const acceptAll = async (events: InboundEvent[]): Promise<void> => {
    for (const event of events) await intake.persist(() => accept(event));
  };
  const takeInteraction = async (data: unknown): Promise<void> => {
    const read = await intake.persist(() => interactions.read(data), isUnreadable);
    if (read === undefined) return;
    if (read.event !== undefined) await acceptAll([read.event]);
    read.acknowledge();
  };
  const takeOne = async (packet: Packet, sessionId: string): Promise<void> => {
    if (packet.t === 'INTERACTION_CREATE') return takeInteraction(packet.d);
    const events = await intake
      .persist(() => reader.read(packet, sessionId), isUnreadable)
      .catch((cause: unknown) => {
        if (cause instanceof DiscordFailure) throw cause;
        throw new Error(`Discord's ${packet.t} could not be read and is left out`, { cause });
      });
    await acceptAll(events);
  };
  /** Questions in a channel are conversations of their own; all else that happens in one place is one. */
  const orderKeyOf = ({ d }: Packet): string => {
    const { id, message_id, channel_id } = located.safeParse(d).data ?? { channel_id: '' };
    const isChannel = places.known(channel_id)?.kind === 'channel';
    return (isChannel ? (message_id ?? id) : undefined) ?? channel_id;
  };

  return {
    take(packet, sessionId) {
      intake.put(orderKeyOf(packet), () => takeOne(packet, sessionId));
    },
    async catchUp() {
      const since = await history.lastEventAt();
      const activeConversations = await history.activeConversations();
      for (const conversation of activeConversations) memory.conversations.set(conversation, true);
      if (since === undefined) return;
      const missed = await findMissedMessages({ api, clock, places, conversations, since, activeConversations });
      for (const message of missed) {
        const takeMissed = async () => acceptAll(await intake.persist(() => reader.readMissed(message), isUnreadable));
        await intake.put(message.channel_id, takeMissed);
      }
    },
    stop: intake.stop,
  };
}

/** Whether reading something again would fail the same way, as it does unless it was Discord that did not answer. */
function isUnreadable(error: unknown): boolean {
  return !(error instanceof DiscordFailure) || error.code === 'refused';
}

/** Whether events of this name say anything to the desk. */
export function isOfConcern(name: string): boolean {
  return name.startsWith('MESSAGE_') || name === 'INTERACTION_CREATE';
}
