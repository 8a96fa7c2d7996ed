/** The port between the desk and the systems that actions ask. */

import type { Action, ActionResult } from '../domain/actions/action.ts';

export interface ActionCall {
  action: Action;
  /** What the customer gave, by the names of the action's inputs. */
  inputs: Readonly<Record<string, string>>;
  /** The same for every attempt at one write, so that the other side can tell them from several. */
  idempotencyKey: string;
}

/** Performs actions. */
export interface ActionCaller {
  /** Resolves to how the call ended, within the action's timeout; a failure of any kind is a result. It is tried once. */
  call(call: ActionCall): Promise<ActionResult>;
}

/** A host that actions may call. */
export interface ActionHost {
  /** In small letters, as the URL standard writes it. */
  hostname: string;
  /** Undefined for that of the scheme. */
  port: number | undefined;
  /** Whether it is expected in a private network or on this machine, where plain HTTP is allowed as well. */
  isPrivate: boolean;
}
