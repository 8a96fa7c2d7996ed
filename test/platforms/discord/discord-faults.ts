/** What may go wrong on the fake, by the names of what it happens to. */

import type { Faults, RequestFault } from '../shared/faults.ts';
import type { ErrorName } from './errors.ts';
import type { RouteName } from './routes.ts';
import type { EventName } from './world.ts';

/** What bots send to the gateway, and what happens when they connect. */
export type GatewayStep = 'CONNECT' | 'IDENTIFY' | 'RESUME' | 'HEARTBEAT';

/** What a fault can be asked for: a request (`POST /channels/:channel/messages`), a step at the gateway, or an event. */
export type DiscordMethod = RouteName | GatewayStep | EventName;

/** What may go wrong at the gateway. */
export type GatewayFault =
  /** The connection is destroyed instead of an answer, or before the event is delivered: a resumption brings it. */
  | { kind: 'socket-dropped' }
  /** The connection is closed with a code, such as 4004 or 4014. */
  | { kind: 'closed'; code: number }
  /** The session is declared invalid (op 9). */
  | { kind: 'session-invalid'; resumable: boolean }
  /** There is no answer: to a heartbeat, that makes the connection a zombie. */
  | { kind: 'unanswered' }
  /** The event is delivered without one of its fields, as an older gateway would. */
  | { kind: 'without'; field: string }
  /** The event is delivered twice. */
  | { kind: 'redelivered' }
  /** The event is delivered after the one that follows it. */
  | { kind: 'overtaken' }
  /** The event is never delivered. */
  | { kind: 'lost' };

/** Discord does not do what a request asks for, and says so. */
export interface Refusal {
  kind: 'refused';
  error: ErrorName;
}

/** Faults of requests and of the gateway alike. */
export type DiscordFault = RequestFault | Refusal | GatewayFault;

export type DiscordFaults = Faults<DiscordMethod, DiscordFault>;

/** Whether it is the gateway that meets the fault, rather than a request. */
export function isGatewayFault(fault: DiscordFault): fault is GatewayFault {
  return GATEWAY_KINDS.some((kind) => kind === fault.kind);
}

/** Whether it is a request that meets the fault, rather than the gateway. */
export function isRequestFault(fault: DiscordFault): fault is RequestFault {
  return !isGatewayFault(fault) && !isRefusal(fault);
}

/** Whether a request is to be refused. */
export function isRefusal(fault: DiscordFault): fault is Refusal {
  return fault.kind === 'refused';
}

const GATEWAY_KINDS: GatewayFault['kind'][] = [
  'socket-dropped',
  'closed',
  'session-invalid',
  'unanswered',
  'without',
  'redelivered',
  'overtaken',
  'lost',
];
