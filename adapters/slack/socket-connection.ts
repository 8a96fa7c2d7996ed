import { SocketModeClient } from '@slack/socket-mode';
import type { Clock } from '../../src/domain/clock.ts';
import type { Connection } from '../kit/supervisor.ts';
import type { SlackBody } from './intake.ts';
import { parseJsonObject } from './json.ts';
import { quietLogger } from './quiet-logger.ts';
import { toSlackFailure } from './slack-api.ts';

export interface SocketOptions {
  appToken: string;
  apiUrl: string;
  clock: Clock;
  /** Resolves, once an event is durable, to what it is acknowledged with. */
  take(body: SlackBody): Promise<unknown>;
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

const OPEN_TIMEOUT_MS = 20_000;
/** How long Slack may take to answer a goodbye before the socket is cut. */
const GOODBYE_MS = 1_000;

/**
 * Opens one Socket Mode connection, once: whoever supervises it opens the next. (Left to itself, the SDK waits seconds before it
 * connects again, forever asks with a revoked token, and ends the process over an inactive account.)
 * @throws SlackFailure
 */
export async function connectSocket(options: SocketOptions, signal: AbortSignal): Promise<Omit<Connection, 'detail'>> {
  const { appToken, apiUrl, clock, take } = options;
  const client = new SocketModeClient({
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
  client.on('ws_message', (data: unknown) => {
    reason ??= goodbyeReasonIn(data);
  });
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

/** Only the envelope says why Slack wants the socket to go; the SDK keeps it to itself. */
function goodbyeReasonIn(data: unknown): string | undefined {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return undefined;
  const envelope = parseJsonObject(data) ?? {};
  const isGoodbye = 'type' in envelope && envelope.type === 'disconnect' && 'reason' in envelope;
  return isGoodbye ? String(envelope.reason) : undefined;
}
