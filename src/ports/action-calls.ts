/** Calls of other systems that were asked for: kept from the request until a while after their end. */

import type { ActionResult } from '../domain/actions/action.ts';
import type { RequestedCall } from '../domain/actions/requested-call.ts';

export interface UnfinishedCall {
  /** The call's. */
  id: string;
  call: RequestedCall;
  state: 'pending' | 'sending';
}

export interface ActionCallReads {
  /** Calls of a conversation that have not ended, in the order in which they were asked for. */
  unfinished(conversationId: string, limit: number): Promise<UnfinishedCall[]>;
  /** Conversations with calls that have not ended, longest waiting first. */
  conversationsWithUnfinished(limit: number): Promise<string[]>;
  /** How a call ended; undefined before it has, and where there is no such call. */
  ended(id: string): Promise<{ call: RequestedCall; result: ActionResult } | undefined>;
}

export interface ActionCallWrites {
  /** Does nothing where there is a call of this id. */
  add(call: RequestedCall, of: { conversationId: string; at: number }): Promise<void>;
  /** Notes that it is being sent from now on. */
  markSending(id: string): Promise<void>;
  /** False, and nothing changes, where it has ended already. */
  end(id: string, result: ActionResult, at: number): Promise<boolean>;
  /** Deletes those that ended before `before`. */
  prune(before: number): Promise<void>;
}
