/** Deliveries to a webhook: one after the other in each chat, and again after a failure, as Telegram's WebhookActor does it. */

import { Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Update } from 'grammy/types';
import { postJson } from './post-json.ts';
import type { QueuedUpdate } from './update-queue.ts';
import type { World } from './world.ts';

const FIRST_DELAY_SECONDS = 1;
const LONGEST_DELAY_SECONDS = 60;
const LONGEST_RETRY_AFTER_SECONDS = 3600;

/** Where updates go. */
export interface Endpoint {
  url: string;
  /** Sent in a header when there is one. */
  secret: string;
  maxConnections: number;
}

/** A method that came in the answer to a delivery. */
export type WebhookCall = Record<string, unknown>;

export interface DeliveryOptions {
  endpoint: Endpoint;
  onError(message: string): void;
  onCall(call: WebhookCall): Promise<void>;
}

export interface Deliveries {
  /** Sends what may be sent now. */
  wake(): void;
  /** Ends those under way; none follows. */
  stop(): void;
}

/** How one update has failed so far, and when it may be tried again. */
interface Attempt {
  failures: number;
  delaySeconds: number;
  notBefore: number;
}

/** Delivers the world's updates to one endpoint until it is stopped. */
export function createDeliveries(world: World, { endpoint, onError, onCall }: DeliveryOptions): Deliveries {
  const connectionOptions = { keepAlive: true, maxSockets: endpoint.maxConnections };
  const agent = endpoint.url.startsWith('https:') ? new HttpsAgent(connectionOptions) : new Agent(connectionOptions);
  let isStopped = false;
  const busyQueues = new Set<string>();
  const attempts = new Map<number, Attempt>();

  const wake = (): void => {
    if (isStopped) return;
    const seen = new Set<string>();
    for (const entry of world.updates.waiting()) {
      if (busyQueues.size >= endpoint.maxConnections) return;
      if (seen.has(entry.queueKey)) continue;
      seen.add(entry.queueKey);
      const isDue = (attempts.get(entry.update.update_id)?.notBefore ?? 0) <= world.clock.now();
      if (isDue && !busyQueues.has(entry.queueKey)) void deliver(entry);
    }
  };

  const deliver = async ({ update, queueKey }: QueuedUpdate): Promise<void> => {
    busyQueues.add(queueKey);
    const outcome = await post(endpoint, update, agent);
    if (isStopped) return;
    busyQueues.delete(queueKey);
    if (outcome.error === undefined) {
      attempts.delete(update.update_id);
      world.updates.forget(update.update_id);
      if (outcome.call) await onCall(outcome.call);
    } else {
      onError(outcome.error);
      postpone(update.update_id, outcome.retryAfterSeconds);
    }
    world.changes.happened();
    wake();
  };

  /** At once after the first failure, then after 2, 4, 8 … seconds, unless the answer said when. */
  const postpone = (updateId: number, retryAfterSeconds: number): void => {
    const before = attempts.get(updateId) ?? { failures: 0, delaySeconds: FIRST_DELAY_SECONDS };
    const isDoubled = retryAfterSeconds === 0 && before.failures > 0;
    const delaySeconds = isDoubled ? Math.min(before.delaySeconds * 2, LONGEST_DELAY_SECONDS) : before.delaySeconds;
    const waitSeconds = isDoubled ? delaySeconds : retryAfterSeconds;
    const notBefore = world.clock.now() + waitSeconds * 1000;
    attempts.set(updateId, { failures: before.failures + 1, delaySeconds, notBefore });
    if (waitSeconds > 0) world.clock.schedule(notBefore, wake);
  };

  return {
    wake,
    stop: () => {
      isStopped = true;
      agent.destroy();
    },
  };
}

type Outcome = { error: undefined; call: WebhookCall | undefined } | { error: string; retryAfterSeconds: number };

async function post({ url, secret }: Endpoint, update: Update, agent: Agent): Promise<Outcome> {
  const headers: Record<string, string> = secret === '' ? {} : { 'x-telegram-bot-api-secret-token': secret };
  try {
    const answer = await postJson(url, update, { agent, headers });
    if (answer.status >= 200 && answer.status <= 299) return { error: undefined, call: readCall(answer.body) };
    const asked = Number(answer.headers['retry-after'] ?? 0) || 0;
    return {
      error: `Wrong response from the webhook: ${answer.status} ${answer.statusText}`,
      retryAfterSeconds: Math.min(asked, LONGEST_RETRY_AFTER_SECONDS),
    };
  } catch (error) {
    const isRefused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    return { error: isRefused ? 'Connection refused' : 'Webhook connection closed', retryAfterSeconds: 0 };
  }
}

/** The method that an answer carries, if it carries one: the only way to call the API without a request of one's own. */
function readCall(text: string): WebhookCall | undefined {
  try {
    const call: unknown = JSON.parse(text);
    return typeof call === 'object' && call !== null && 'method' in call ? { ...call } : undefined;
  } catch {
    return undefined;
  }
}
