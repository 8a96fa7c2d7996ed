import { createHash, randomUUID } from 'node:crypto';
import { MessageFlags, Routes } from 'discord.js';
import { backoffMs } from '../../../src/lib/backoff.ts';
import { DeliveryError } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { sendFurther } from '../../shared/further-parts.ts';
import { createMultipartForm, type MultipartForm } from '../../shared/multipart.ts';
import type { RateLimiter } from '../../shared/rate-limit.ts';
import { wait } from '../../shared/wait.ts';
import type { DiscordApi } from '../discord-api.ts';
import { DiscordFailure, isRefusal, toDeliveryError } from '../discord-failure.ts';
import { sentMessage } from '../inbound/wire.ts';
import type { MessageLocation } from '../keys.ts';
import type { PostedFile } from '../records.ts';
import type { Destination } from './destinations.ts';
import type { OutgoingFile } from './files.ts';
import type { Part } from './parts.ts';

export interface MessageClientOptions {
  api: DiscordApi;
  clock: Clock;
  limiter: RateLimiter;
}

/** A message that stands on Discord, with its files. */
export interface Posted extends MessageLocation {
  files: PostedFile[];
}

/** Puts single messages on Discord. What has the same nonce is there once. Both fail with DiscordFailure or DeliveryError. */
export interface MessageClient {
  /** One whose answer is lost is sent again, at once and then for a quarter of a minute, under the same nonce. */
  post(destination: Destination, part: Part, nonce: string): Promise<Posted>;
  /** The same for what follows a part that is there already: where it could be sent later, it is waited for. */
  postFurther(destination: Destination, part: Part, nonce: string): Promise<Posted>;
}

/** How often something is tried again that the customer may have already. */
const MOST_ATTEMPTS = 5;
/** For so long Discord is certain to know a nonce again; it says "the past few minutes". */
export const NONCE_TTL_MS = 60_000;
const NONCE_LENGTH = 24;
/** Nobody is notified by a message of the bot, not even whom it answers. */
export const NOBODY = { parse: [], replied_user: false };

/** Each message waits for its turn at the limiter. */
export function createMessageClient({ api, clock, limiter }: MessageClientOptions): MessageClient {
  const postOnce = async ({ channelId, replyTo }: Destination, part: Part, nonce: string): Promise<Posted> => {
    const { files, close } = await part.openFiles();
    const payload = {
      content: part.content,
      components: part.components,
      nonce,
      enforce_nonce: true,
      flags: MessageFlags.SuppressEmbeds,
      allowed_mentions: NOBODY,
      ...(files.length === 0 ? {} : { attachments: files.map(({ name }, id) => ({ id, filename: name })) }),
      ...(replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
    };
    try {
      await limiter.take(channelId);
      const content = files.length === 0 ? { body: payload } : { form: toForm(payload, files) };
      const { id, attachments = [] } = await api.ask(sentMessage, 'POST', Routes.channelMessages(channelId), content);
      return { channelId, messageId: id, files: toPostedFiles(files, attachments) };
    } finally {
      await close();
    }
  };
  const post = async (destination: Destination, part: Part, nonce: string): Promise<Posted> => {
    const startedAt = clock.now();
    try {
      return await postOnce(destination, part, nonce);
    } catch (error) {
      const isLost = error instanceof DiscordFailure && error.code === 'lost';
      if (isLost && clock.now() - startedAt < NONCE_TTL_MS)
        return postAgain(destination, part, nonce, { lost: error, startedAt });
      // The same text stood there minutes ago and was taken back: this is another message.
      if (isRefusal(error, 'unknownMessage')) return postOnce(destination, part, toNonce(randomUUID()));
      // Where the bot may not read what was said before, it can answer all the same.
      if (isRefusal(error, 'replyNeedsHistory') && destination.replyTo !== undefined)
        return post({ channelId: destination.channelId }, part, nonce);
      throw error;
    }
  };
  const postAgain = async (
    to: Destination,
    part: Part,
    nonce: string,
    { lost, startedAt }: { lost: DiscordFailure; startedAt: number },
  ): Promise<Posted> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await postOnce(to, part, nonce);
      } catch (error) {
        const { failure, retryAfterMs } = toDeliveryError(error);
        const delayMs = retryAfterMs ?? backoffMs(attempt);
        const isKnownAgain = clock.now() + delayMs - startedAt < NONCE_TTL_MS;
        if (failure === 'refused' || attempt === MOST_ATTEMPTS || !isKnownAgain) throw toDoubt(lost, error);
        await wait(clock, delayMs);
      }
    }
  };
  const postFurther = (destination: Destination, part: Part, nonce: string): Promise<Posted> =>
    sendFurther(clock, toDeliveryError, () => post(destination, part, nonce));
  return { post, postFurther };
}

/** The same for the same thing, however often it is sent. */
export function toNonce(...what: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, NONCE_LENGTH);
}

function toDoubt(lost: DiscordFailure, error: unknown): DeliveryError {
  const detail = isRefusal(error, 'unknownMessage') ? 'the message arrived and was deleted' : lost.message;
  return new DeliveryError('unknown', `Discord's answer was lost (${detail})`, { cause: error });
}

/** In the order in which they were sent. */
function toPostedFiles(sent: OutgoingFile[], posted: { id: string }[]): PostedFile[] {
  if (sent.length !== posted.length) return [];
  return posted.flatMap(({ id }, index) => {
    const source = sent[index]?.source;
    return source === undefined ? [] : { id, source };
  });
}

function toForm(payload: object, files: OutgoingFile[]): MultipartForm {
  const fields = { payload_json: JSON.stringify(payload) };
  return createMultipartForm(
    fields,
    files.map(({ name, mediaType, content }, index) => ({ field: `files[${index}]`, name, mediaType, content })),
  );
}
