import { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import type { Connection } from '../shared/connection-keeper.ts';
import type { SlackBody } from './event-queue.ts';
import { quietLogger, toSlackFailure } from './slack-api.ts';
import { parseJsonObject } from './wire.ts';

export interface SocketOptions {
  appToken: string;
  apiUrl: string;
  clock: Clock;
  /** Resolves, once an event is durable, to what it is acknowledged with. */
  take(body: SlackBody): Promise<unknown>;
  reportError(error: unknown): void;
}

/** Why a socket that was up is no more: Slack's reason for asking to go, or undefined when it broke off. */
export class SocketEnded extends Error {
  override readonly name = 'SocketEnded';
  readonly reason: string | undefined;

  constructor(reason: string | undefined) {
    super(`Slack's socket ended (${reason ?? 'broken off'})`);
    this.reason = reason;
  }
}

interface SocketEvent {
  body: SlackBody;
  ack(answer?: unknown): Promise<void>;
}

/** What comes over a socket; Slack's reason for asking the app to go is in the envelope alone. */
const ENVELOPE = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect'), reason: z.string().optional() }),
  z.object({
    type: z.literal('events_api'),
    envelope_id: z.string(),
    payload: z.looseObject({ event: z.looseObject({ type: z.string() }) }),
  }),
  z.object({
    type: z.enum(['interactive', 'slash_commands']),
    envelope_id: z.string(),
    payload: z.looseObject({}),
  }),
]);
type Envelope = z.infer<typeof ENVELOPE>;

const OPEN_TIMEOUT_MS = 20_000;
/** How long Slack may take to answer a goodbye before the socket is cut. */
const GOODBYE_MS = 1_000;

/**
 * Opens one Socket Mode connection, once: whoever supervises it opens the next. (Left to itself, the SDK waits seconds before it
 * connects again, forever asks with a revoked token, and ends the process over an inactive account.)
 * @throws SlackFailure
 */
export async function connectSocket(options: SocketOptions, signal: AbortSignal): Promise<Omit<Connection, 'detail'>> {
  const { appToken, apiUrl, clock, take, reportError } = options;
  const client = new GuardedClient(reportError, {
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger,
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: OPEN_TIMEOUT_MS },
  });
  let isOver = false;
  let reason: string | undefined;
  const ended = new Promise<SocketEnded>((resolve) => {
    client.on('disconnected', () => {
      isOver = true;
      resolve(new SocketEnded(reason));
    });
  });
  client.onEnvelope = (envelope) => {
    if (envelope.type === 'disconnect') reason ??= envelope.reason;
  };
  // What is not acknowledged, because it was not taken or the socket is gone by then, Slack sends again.
  client.on(
    'slack_event',
    ({ body, ack }: SocketEvent) =>
      void take(body)
        .then(ack)
        .catch(() => {}),
  );

  const close = async (): Promise<void> => {
    if (isOver) return;
    const cancel = clock.schedule(clock.now() + GOODBYE_MS, () => void client.disconnect());
    await client.disconnect();
    cancel();
  };
  const giveUp = (): void => void close();
  signal.addEventListener('abort', giveUp);
  try {
    await client.start();
    return { ended, close };
  } catch (error) {
    throw toSlackFailure('apps.connections.open', error ?? new SocketEnded(reason), appToken);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/**
 * The SDK's client, which is handed nothing that it would fail to read, or take for word from itself: it calls what listens to it
 * by the names that are in the events.
 */
class GuardedClient extends SocketModeClient {
  onEnvelope = (_envelope: Envelope): void => {};
  readonly #reportError: (error: unknown) => void;
  #hasTold = false;

  constructor(reportError: (error: unknown) => void, options: ConstructorParameters<typeof SocketModeClient>[0]) {
    super(options);
    this.#reportError = reportError;
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    try {
      const envelope = ENVELOPE.parse(typeof data === 'string' ? parseJsonObject(data) : undefined);
      if (envelope.type === 'events_api' && this.eventNames().includes(envelope.payload.event.type)) return;
      this.onEnvelope(envelope);
      await super.onWebSocketMessage(data, isBinary);
    } catch (cause) {
      if (this.#hasTold) return;
      this.#hasTold = true;
      this.#reportError(
        new Error('What Slack sent could not be read and is left out, as more like it will be', { cause }),
      );
    }
  }
}
