/** setWebhook, deleteWebhook and getWebhookInfo. */

import type { WebhookInfo } from 'grammy/types';
import { createDeliveries, type Deliveries, type Endpoint, type WebhookCall } from './deliveries.ts';
import { DescribedResult } from './methods/method.ts';
import type { Query } from './query.ts';
import { badRequest } from './telegram-error.ts';
import type { World } from './world.ts';

const DEFAULT_CONNECTIONS = 40;
const MOST_CONNECTIONS = 100;
const LONGEST_SECRET = 256;
const LEGAL_PORTS = ['', '443', '80', '88', '8443'];

export interface WebhookOptions {
  /** Only https on Telegram's four ports, as api.telegram.org has it; a Bot API server of one's own takes http as well. */
  requiresHttps: boolean;
  /** A webhook takes the place of the poll under way. */
  onSet(): void;
  /** Carries out a method that came in the answer to a delivery. */
  onCall(call: WebhookCall): Promise<void>;
}

export interface Webhook {
  setWebhook(query: Query): DescribedResult;
  deleteWebhook(query: Query): DescribedResult;
  getWebhookInfo(): WebhookInfo;
  isActive(): boolean;
  close(): void;
}

/** The endpoint set, its deliveries and what went wrong with the last of them. */
interface ActiveWebhook {
  endpoint: Endpoint;
  deliveries: Deliveries;
  lastError: { last_error_date: number; last_error_message: string } | undefined;
}

/** Delivers the world's updates to an address, once one is set. */
export function createWebhook(world: World, options: WebhookOptions): Webhook {
  let active: ActiveWebhook | undefined;
  world.updates.onAdded(() => active?.deliveries.wake());

  const close = (): void => {
    active?.deliveries.stop();
    active = undefined;
    world.changes.happened();
  };

  const open = (endpoint: Endpoint): void => {
    const onError = (message: string): void => {
      opened.lastError = { last_error_date: world.now(), last_error_message: message };
    };
    const deliveries = createDeliveries(world, { endpoint, onError, onCall: options.onCall });
    const opened: ActiveWebhook = { endpoint, deliveries, lastError: undefined };
    active = opened;
    // The answer to setWebhook goes out before the first delivery.
    setImmediate(deliveries.wake);
  };

  const deleteWebhook = (query: Query): DescribedResult => {
    if (query.flag('drop_pending_updates')) world.updates.dropAll();
    const wasSet = active !== undefined;
    close();
    return new DescribedResult(true, wasSet ? 'Webhook was deleted' : 'Webhook is already deleted');
  };

  return {
    setWebhook: (query) => {
      if (query.text('url') === '') return deleteWebhook(query);
      const endpoint = readEndpoint(query, options.requiresHttps);
      world.updates.allow(query.json('allowed_updates', 'allowed updates'));
      if (query.flag('drop_pending_updates')) world.updates.dropAll();
      else if (isSame(active?.endpoint, endpoint)) return new DescribedResult(true, 'Webhook is already set');
      close();
      open(endpoint);
      options.onSet();
      return new DescribedResult(true, 'Webhook was set');
    },
    deleteWebhook,
    getWebhookInfo: () => {
      const allowed = world.updates.allowed();
      return {
        url: active?.endpoint.url ?? '',
        has_custom_certificate: false,
        pending_update_count: [...world.updates.waiting()].length,
        ...(active ? { max_connections: active.endpoint.maxConnections, ...active.lastError } : {}),
        ...(allowed.length > 0 ? { allowed_updates: allowed } : {}),
      };
    },
    isActive: () => active !== undefined,
    close,
  };
}

function readEndpoint(query: Query, requiresHttps: boolean): Endpoint {
  const url = query.text('url');
  checkUrl(url, requiresHttps);
  const secret = query.text('secret_token');
  if (secret.length > LONGEST_SECRET) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  const bounds = { min: 1, max: MOST_CONNECTIONS };
  return { url, secret, maxConnections: query.integer('max_connections', DEFAULT_CONNECTIONS, bounds) };
}

function isSame(one: Endpoint | undefined, other: Endpoint): boolean {
  return one?.url === other.url && one.secret === other.secret && one.maxConnections === other.maxConnections;
}

function checkUrl(url: string, requiresHttps: boolean): void {
  const address = /^https?:\/\//i.test(url) ? url : `https://${url}`;
  if (!URL.canParse(address)) throw badRequest('invalid webhook URL specified');
  const { protocol, port } = new URL(address);
  if (!requiresHttps) return;
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!LEGAL_PORTS.includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}
