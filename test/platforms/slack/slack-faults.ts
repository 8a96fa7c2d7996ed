/** The faults that a test can ask of Slack: of a request to it, or of a delivery from it. */

import { createFaults, type Faults, type RequestFault } from '../shared/faults.ts';

/** What may go wrong with one request to Slack: `refused` answers `{ ok: false, error }`, and nothing happens. */
export type SlackRequestFault = RequestFault | { kind: 'refused'; error: string };

/** What may go wrong with one delivery to the app. */
export type DeliveryFault =
  /** Sent again at once, under the same event id. */
  | { kind: 'delivered-twice' }
  /** Sent only after `until`, and so after later events. */
  | { kind: 'held'; until: Promise<unknown> }
  /** Never sent. */
  | { kind: 'lost' }
  /** Sent; then the socket is cut before an acknowledgement can come back. */
  | { kind: 'socket-dropped' };

export type SlackFault = SlackRequestFault | DeliveryFault;

const DELIVERY_KINDS = ['delivered-twice', 'held', 'lost', 'socket-dropped'];

export interface SlackFaults {
  /**
   * Asks for faults by method. Requests: a Web API method, `upload`, `download`, `response_url` or `websocket`. Deliveries:
   * an event's type (`message`, `reaction_added`), `interactive` or `slash_commands`. `*` is any that the fault can concern.
   */
  asked: Pick<Faults<string, SlackFault>, 'next' | 'every' | 'waiting'>;
  takeForRequest(method: string): SlackRequestFault | undefined;
  takeForDelivery(type: string): DeliveryFault | undefined;
}

/** Keeps the faults a test asked for. */
export function createSlackFaults(): SlackFaults {
  const faults = createFaults<string, SlackFault>();
  return {
    asked: faults,
    takeForRequest: (method) => faults.takeFitting(method, (fault): fault is SlackRequestFault => !isDelivery(fault)),
    takeForDelivery: (type) => faults.takeFitting(type, isDelivery),
  };
}

function isDelivery(fault: SlackFault): fault is DeliveryFault {
  return DELIVERY_KINDS.includes(fault.kind);
}
