/** Keeps the app connected to its workspace, by Socket Mode or, where Slack calls the desk, by knowing who the app is. */

import type { ChannelStatus } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import {
  type Connection,
  type ConnectionKeeper,
  type Explanation,
  keepConnected,
} from '../shared/connection-keeper.ts';
import type { EventQueue, SlackBody } from './event-queue.ts';
import { type SlackApi, SlackFailure } from './slack-api.ts';
import { connectSocket, SocketEnded } from './socket-connection.ts';

/** Who the app is in its workspace. */
export interface SlackIdentity {
  teamId: string;
  botUserId: string;
  botId: string;
}

export interface GatewayOptions {
  api: SlackApi;
  /** Undefined where Slack posts its events to the desk's own address. */
  appToken: string | undefined;
  apiUrl: string;
  clock: Clock;
  eventQueue: Pick<EventQueue, 'open' | 'close'>;
  /** Takes what comes over the socket; resolves, once it is durable, to what it is acknowledged with. */
  take(body: SlackBody): Promise<unknown>;
  /** Asked before each connection, which does not come about when it rejects; what it resolves to is called once there is one. */
  beforeConnecting(): Promise<() => void>;
  report(status: ChannelStatus): void;
  reportError(error: unknown): void;
}

export interface Gateway {
  /** Connects, and keeps connected; does not wait for it. */
  start(): void;
  /** Undefined before the app was first connected. */
  identity(): SlackIdentity | undefined;
  /** Ends the connection: Slack has said that the app is no longer welcome. */
  end(reason: SlackFailure): void;
  /** Resolves when nothing is being taken in any more and the connection is closed. */
  stop(): Promise<void>;
}

/** Slack asks each socket to go every few hours, and expects another at once. */
const ROUTINE_REASONS = ['refresh_requested', 'warning'];

/** Begins unconnected. */
export function createGateway(options: GatewayOptions): Gateway {
  const { api, appToken, clock, eventQueue, report } = options;
  let connection: ConnectionKeeper | undefined;
  let identity: SlackIdentity | undefined;
  let tokenInUse: TokenName = 'SLACK_BOT_TOKEN';
  let end = (_reason: SlackFailure): void => {};

  const openSocket = async (signal: AbortSignal): Promise<Omit<Connection, 'detail'> | undefined> => {
    if (appToken === undefined) return undefined;
    tokenInUse = 'SLACK_APP_TOKEN';
    const socket = await connectSocket({ ...options, appToken }, signal);
    tokenInUse = 'SLACK_BOT_TOKEN';
    return socket;
  };
  const connect = async (signal: AbortSignal): Promise<Connection> => {
    tokenInUse = 'SLACK_BOT_TOKEN';
    const { team_id, user_id, bot_id, user, team } = await api.call('auth.test');
    identity = { teamId: team_id, botUserId: user_id, botId: bot_id ?? '' };
    const afterwards = await options.beforeConnecting();
    const dismissed = new Promise<SlackFailure>((resolve) => {
      end = resolve;
    });
    const detail = `Receiving messages as @${user} in ${team}`;
    const socket = await openSocket(signal);
    afterwards();
    return {
      detail,
      ended: Promise.race([...(socket ? [socket.ended] : []), dismissed]),
      close: async () => socket?.close(),
    };
  };

  return {
    start() {
      eventQueue.open();
      connection = keepConnected({
        platform: 'Slack',
        clock,
        connect,
        explain: (error) => explain(error, tokenInUse),
        report,
        reportError: (error) => {
          if (!isRoutine(error)) options.reportError(error);
        },
      });
    },
    identity: () => identity,
    end: (reason) => end(reason),
    async stop() {
      await eventQueue.close();
      await connection?.stop();
      connection = undefined;
    },
  };
}

type TokenName = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

function isRoutine(error: unknown): boolean {
  return error instanceof SocketEnded && error.reason !== undefined && ROUTINE_REASONS.includes(error.reason);
}

/** What is wrong and what to do about it. */
function explain(error: unknown, token: TokenName): Explanation {
  if (isRoutine(error)) return { detail: 'Slack asked to connect anew', needsAction: false, retryAfterMs: 0 };
  if (error instanceof SocketEnded && error.reason === 'link_disabled') {
    const detail = "Socket Mode is turned off: turn it on in the app's settings, under Socket Mode";
    return { detail, needsAction: false };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof SlackFailure)) return { detail: `${message}; connecting again`, needsAction: false };
  if (error.code === 'unauthorized') {
    const where = token === 'SLACK_BOT_TOKEN' ? 'OAuth & Permissions' : 'Basic Information, App-Level Tokens';
    const todo = `install the app if need be, copy the token from its settings (${where}) into ${token}`;
    return {
      detail: `Slack does not accept the token (${message}): ${todo} and start the desk again`,
      needsAction: true,
    };
  }
  if (error.code === 'missing_scope') {
    const todo = 'compare the app with `relaydesk setup slack` and install it again';
    return { detail: `The app lacks a permission (${message}): ${todo}`, needsAction: true };
  }
  if (error.code === 'rate_limited') {
    return { detail: `Slack asks to wait (${message})`, needsAction: false, retryAfterMs: error.retryAfterMs };
  }
  return { detail: `Slack cannot be reached; trying again (${message})`, needsAction: false };
}
