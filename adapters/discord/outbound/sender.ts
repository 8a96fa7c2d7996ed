import { Routes } from 'discord.js';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { DeliveryError, type MessageKeys } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { RateLimiter } from '../../shared/rate-limit.ts';
import type { DiscordApi } from '../discord-api.ts';
import { isRefusal, toDeliveryError } from '../discord-failure.ts';
import type { DiscordCache } from '../inbound/cache.ts';
import { fromMessageKey, type MessageLocation, toMessageKey } from '../keys.ts';
import type { DiscordRecords } from '../records.ts';
import type { Destination, Destinations } from './destinations.ts';
import { type EditPlan, type PartChange, planEdit } from './edit-plan.ts';
import { groupFiles, sourceOf } from './files.ts';
import { createMessageClient, NOBODY, type Posted, toNonce } from './message-client.ts';
import { componentsOf, type Part, type PartsOptions, toEditedTexts, toParts, toTextPart } from './parts.ts';

export interface SenderOptions extends PartsOptions {
  api: DiscordApi;
  clock: Clock;
  limiter: RateLimiter;
  destinations: Destinations;
  cache: DiscordCache;
  records: DiscordRecords;
  /** Told when a customer turns out to take no direct messages. */
  onUnreachable(to: ConversationAddress, messageId: string, detail: string): void;
  reportError(error: unknown): void;
}

/** All fail only with a DeliveryError. */
export interface Sender {
  /** Resolves to the keys of the parts; the last has the buttons. */
  send(to: ConversationAddress, message: OutgoingMessage): Promise<MessageKeys>;
  edit(to: ConversationAddress, keys: MessageKeys, message: OutgoingMessage): Promise<MessageKeys>;
  remove(keys: MessageKeys): Promise<void>;
}

/** The destination, with the mark of the message there that is answered. */
function answering(destination: Destination, answersKey: string | undefined): Destination {
  const answered = answersKey === undefined ? undefined : fromMessageKey(answersKey);
  return answered?.channelId === destination.channelId ? { ...destination, replyTo: answered.messageId } : destination;
}

const NOT_ALLOWED = ['missingPermissions', 'missingAccess'] as const;

/** Sends and changes messages; one whose answer was lost is sent once more, under the nonce that shows it once. */
export function createSender(options: SenderOptions): Sender {
  const { destinations } = options;
  const postAll = createPartSender(options);
  const { removeOne } = createMessageChanges(options);
  const editAll = createEditor(options, postAll);
  const sendNew = async (to: ConversationAddress, message: OutgoingMessage): Promise<MessageKeys> => {
    const destination = await destinations.finish(to, message).catch((error: unknown) => {
      throw toDeliveryError(error, true);
    });
    const { parts, close } = await toParts(message, options);
    try {
      return asKeys(await postAll(to, answering(destination, message.answersKey), message.id, parts));
    } catch (error) {
      // A thread is opened by one permission and written in by another.
      const beside = isRefusal(error, ...NOT_ALLOWED) ? destinations.besideThread(to, message) : undefined;
      if (beside === undefined) throw error;
      const keys = asKeys(await postAll(to, beside, message.id, parts));
      destinations.settle(to.conversationKey, beside);
      return keys;
    } finally {
      await close();
    }
  };
  return {
    async send(to, message) {
      try {
        return await sendNew(to, message);
      } catch (error) {
        const failure = toDeliveryError(error);
        if (isRefusal(error, 'cannotMessageUser')) options.onUnreachable(to, message.id, failure.message);
        throw failure;
      }
    },
    async edit(to, keys, message) {
      try {
        return await editAll(to, keys, message);
      } catch (error) {
        throw toDeliveryError(error, true);
      }
    },
    async remove(keys) {
      try {
        for (const key of keys) await removeOne(fromMessageKey(key));
      } catch (error) {
        throw toDeliveryError(error, true);
      }
    },
  };
}

type PostAll = ReturnType<typeof createPartSender>;

/** Changes a message part by part; one that is there keeps its buttons, with their marks, while the parts are the same. */
function createEditor(options: SenderOptions, postAll: PostAll) {
  const { destinations, records, reportError } = options;
  const { change, removeOne } = createMessageChanges(options);
  const planOf = async (keys: MessageKeys, message: OutgoingMessage): Promise<EditPlan> => {
    const present = await Promise.all(
      keys.map(async (key) => ({ key, files: await records.filesOf(fromMessageKey(key).messageId) })),
    );
    const { attachments } = message;
    const fileParts = Math.max(0, groupFiles(attachments).length - 1);
    return planEdit(present, { texts: toEditedTexts(message, options), sources: attachments.map(sourceOf), fileParts });
  };
  const changePart = async ({ key, content, keptFiles }: PartChange, components: object): Promise<void> => {
    const location = fromMessageKey(key);
    const body = {
      ...(content === undefined ? {} : { content, allowed_mentions: NOBODY }),
      ...(keptFiles === undefined ? {} : { attachments: keptFiles.map(({ id }) => ({ id })) }),
      ...components,
    };
    if (Object.keys(body).length === 0) return;
    await change(location, body);
    if (keptFiles?.length) await records.noteFiles(location.messageId, keptFiles).catch(reportError);
  };
  return async (to: ConversationAddress, keys: MessageKeys, message: OutgoingMessage): Promise<MessageKeys> => {
    const { texts, added, files, removed } = await planOf(keys, message);
    const staying = [...texts, ...files];
    const lastBefore = keys.at(-1);
    const last = files.at(-1)?.key ?? (added.length > 0 ? undefined : texts.at(-1)?.key);
    const buttons = last === lastBefore ? [] : componentsOf(message, options);
    const componentsFor = ({ key }: PartChange): object => {
      if (last === lastBefore || (key !== last && key !== lastBefore)) return {};
      return { components: key === last ? buttons : [] };
    };
    for (const part of staying) await changePart(part, componentsFor(part));
    const parts = added.map(toTextPart);
    const lastPart = parts.at(-1);
    if (lastPart !== undefined && last === undefined) lastPart.components = buttons;
    const further = await postAll(to, destinations.known(to.conversationKey), message.id, parts, texts.length);
    for (const key of removed) await removeOne(fromMessageKey(key));
    return asKeys([...texts.map(({ key }) => key), ...further, ...files.map(({ key }) => key)]);
  };
}

/** Sends parts after those that are there already. */
function createPartSender(options: SenderOptions) {
  const { cache, records, reportError } = options;
  const { post, postFurther } = createMessageClient(options);
  const remember = async (
    to: ConversationAddress,
    { replyTo }: Destination,
    { messageId, files }: Posted,
  ): Promise<void> => {
    cache.authors.set(messageId, 'bot');
    // It has arrived, whether or not that can be noted.
    if (replyTo !== undefined) await records.noteConversation(messageId, to.conversationKey).catch(reportError);
    if (files.length > 0) await records.noteFiles(messageId, files).catch(reportError);
  };
  return async (to: ConversationAddress, destination: Destination, id: string, parts: Part[], present = 0) => {
    const keys: string[] = [];
    for (const [index, part] of parts.entries()) {
      const isFirst = present + index === 0;
      const nonce = toNonce(id, present + index, part.content);
      const location = await (isFirst ? post : postFurther)(destination, part, nonce).catch((error: unknown) => {
        throw isFirst ? error : toPartialDelivery(error, present + index, present + parts.length);
      });
      await remember(to, destination, location);
      keys.push(toMessageKey(location));
    }
    return keys;
  };
}

/** Changes and removes single messages. */
function createMessageChanges({ api, limiter }: SenderOptions) {
  /** A thread that Discord closed after days of silence is opened again: only new messages do that by themselves. */
  const inOpenThread = async (channelId: string, run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      if (!isRefusal(error, 'archivedThread')) throw error;
      await api.tell('PATCH', Routes.channel(channelId), { body: { archived: false } });
      await run();
    }
  };
  return {
    async change({ channelId, messageId }: MessageLocation, body: object): Promise<void> {
      await limiter.take(channelId);
      await inOpenThread(channelId, () => api.tell('PATCH', Routes.channelMessage(channelId, messageId), { body }));
    },
    async removeOne({ channelId, messageId }: MessageLocation): Promise<void> {
      const run = (): Promise<void> => api.tell('DELETE', Routes.channelMessage(channelId, messageId));
      await inOpenThread(channelId, run).catch((error: unknown) => {
        if (!isRefusal(error, 'unknownMessage', 'unknownChannel')) throw error;
      });
    },
  };
}

function asKeys([first, ...rest]: string[]): MessageKeys {
  if (first === undefined) throw new DeliveryError('refused', 'There was nothing to send');
  return [first, ...rest];
}

function toPartialDelivery(error: unknown, sent: number, total: number): DeliveryError {
  const { message } = toDeliveryError(error);
  return new DeliveryError('unknown', `Only ${sent} of ${total} parts are certain to have arrived: ${message}`, {
    cause: error,
  });
}
