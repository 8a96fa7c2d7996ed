/** Deliveries to the app: what is sent, acknowledged, and sent again, on whichever transport is in use. */

import type { Clock } from '../../../src/ports/clock.ts';
import type { Identifiers } from './identifiers.ts';
import type { SlackFaults } from './slack-faults.ts';
import type { Json } from './types.ts';

export type DeliveryKind = 'events_api' | 'interactive' | 'slash_commands';

/** How an attempt ended. */
export type AttemptOutcome =
  | { kind: 'acknowledged'; payload: Json }
  | { kind: 'failed'; reason: string; final?: boolean };

export interface Attempt {
  envelopeId: string;
  /** Epoch milliseconds. */
  at: number;
  /** 0 for the first; on the wire from the second on. */
  retry: number;
  /** Undefined while nothing has come back. */
  outcome: AttemptOutcome | undefined;
}

/** One event or interaction, with every attempt to hand it over. */
export interface Delivery {
  kind: DeliveryKind;
  /** An event's type, or the kind itself. */
  type: string;
  eventId: string | undefined;
  payload: Json;
  attempts: Attempt[];
  /** The first acknowledgement; undefined until there is one. */
  acknowledgement: Json | undefined;
}

export interface Envelope {
  kind: DeliveryKind;
  envelopeId: string;
  payload: Json;
  retry: number;
  retryReason: string;
  acceptsResponse: boolean;
  /** Cut the connection once it is sent. */
  thenDrop: boolean;
}

export interface Transport {
  /** Hands the envelope over and resolves with what came of it; never rejects. */
  send(envelope: Envelope): Promise<AttemptOutcome>;
}

export interface Deliveries {
  all: readonly Delivery[];
  event(payload: Json, type: string, eventId: string): void;
  /** Resolves with the only attempt's outcome: Slack does not send an interaction again. */
  interaction(kind: 'interactive' | 'slash_commands', payload: Json): Promise<AttemptOutcome>;
  /** Sends an event once more, as after an acknowledgement that came too late. */
  redeliver(delivery: Delivery): Promise<AttemptOutcome>;
  stop(): void;
}

/** `retryDelaysMs` says when an event that was not acknowledged is sent again, counted from the failure. */
export function createDeliveries(options: {
  transport(): Transport;
  ids: Identifiers;
  clock: Clock;
  faults: SlackFaults;
  retryDelaysMs: readonly number[];
  changed(): void;
}): Deliveries {
  const { ids, clock, faults, retryDelaysMs, changed } = options;
  const all: Delivery[] = [];
  const scheduled = new Set<() => void>();
  let stopped = false;

  async function attempt(delivery: Delivery, reason: string, thenDrop = false): Promise<AttemptOutcome> {
    const retry = delivery.attempts.length;
    const made: Attempt = { envelopeId: ids.uuid(), at: clock.now(), retry, outcome: undefined };
    delivery.attempts.push(made);
    const outcome = await options.transport().send({
      kind: delivery.kind,
      envelopeId: made.envelopeId,
      payload: delivery.payload,
      retry,
      retryReason: reason,
      acceptsResponse: delivery.kind !== 'events_api',
      thenDrop,
    });
    made.outcome = outcome;
    if (outcome.kind === 'acknowledged') delivery.acknowledgement ??= outcome.payload;
    changed();
    return outcome;
  }

  async function untilAcknowledged(delivery: Delivery, retry: number, reason: string, thenDrop = false): Promise<void> {
    const outcome = await attempt(delivery, reason, thenDrop);
    const delayMs = retryDelaysMs[retry];
    if (outcome.kind === 'acknowledged' || outcome.final || delayMs === undefined || stopped) return;
    const cancel = clock.schedule(clock.now() + delayMs, () => {
      scheduled.delete(cancel);
      void untilAcknowledged(delivery, retry + 1, outcome.reason);
    });
    scheduled.add(cancel);
  }

  function add(kind: DeliveryKind, type: string, eventId: string | undefined, payload: Json): Delivery {
    const delivery = { kind, type, eventId, payload, attempts: [], acknowledgement: undefined };
    all.push(delivery);
    return delivery;
  }

  return {
    all,
    event(payload, type, eventId) {
      const delivery = add('events_api', type, eventId, payload);
      const fault = faults.takeForDelivery(type);
      if (fault?.kind === 'lost') return;
      if (fault?.kind === 'held') void fault.until.then(() => untilAcknowledged(delivery, 0, ''));
      else void untilAcknowledged(delivery, 0, '', fault?.kind === 'socket-dropped');
      if (fault?.kind === 'delivered-twice') void attempt(delivery, 'timeout');
    },
    async interaction(kind, payload) {
      const delivery = add(kind, kind, undefined, payload);
      const fault = faults.takeForDelivery(kind);
      if (fault?.kind === 'lost') return { kind: 'failed', reason: 'lost' };
      if (fault?.kind === 'held') await fault.until;
      if (fault?.kind === 'delivered-twice') void attempt(delivery, 'timeout');
      return attempt(delivery, '', fault?.kind === 'socket-dropped');
    },
    redeliver: (delivery) => attempt(delivery, 'timeout'),
    stop() {
      stopped = true;
      for (const cancel of scheduled) cancel();
    },
  };
}
