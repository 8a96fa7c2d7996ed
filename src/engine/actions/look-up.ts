/** Asks other systems what the rules want to know. */

import { randomUUID } from 'node:crypto';
import type { ActionResult } from '../../domain/actions/action.ts';
import { type Lookup, lookupKey } from '../../domain/rules/lookups.ts';
import { messageOf } from '../../lib/errors.ts';
import type { ActionCall } from '../../ports/actions.ts';
import type { EngineContext } from '../context.ts';

/** Notes the answer to each, or how it failed, under its key. */
export async function lookUpAll(
  context: EngineContext,
  lookups: readonly Lookup[],
  results: Map<string, ActionResult>,
): Promise<void> {
  const calls = lookups.map(async (lookup) => {
    results.set(lookupKey(lookup), await callSystem(context, { ...lookup, idempotencyKey: randomUUID() }));
  });
  await Promise.all(calls);
}

/** Performs a call; a failure of any kind is a result, and is logged without what the customer gave. */
export async function callSystem({ actions, logger }: EngineContext, call: ActionCall): Promise<ActionResult> {
  const result = await performed(actions, call);
  if (result.kind === 'failed') {
    const { failure, reason } = result;
    logger.warn({ action: call.action.name, failure, reason }, 'an action failed');
  }
  return result;
}

async function performed(actions: EngineContext['actions'], call: ActionCall): Promise<ActionResult> {
  if (actions === undefined) return { kind: 'failed', failure: 'not_sent', reason: 'this desk calls no other systems' };
  try {
    return await actions.call(call);
  } catch (error) {
    // A fault of ours; whether something was sent before it nobody knows.
    return { kind: 'failed', failure: 'unknown', reason: messageOf(error) };
  }
}
