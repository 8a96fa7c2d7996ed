/** What the rules ask other systems while they decide. */

import type { Action, ActionResult } from '../actions/action.ts';
import type { DecisionBuilder } from './decision-builder.ts';

/** Something to be asked of another system before an event can be decided. */
export interface Lookup {
  action: Action;
  inputs: Record<string, string>;
}

/** The name under which a look-up's result is given to the rules. */
export function lookupKey({
  action,
  inputs,
}: {
  action: Pick<Action, 'name'>;
  inputs: Readonly<Record<string, string>>;
}): string {
  return JSON.stringify([action.name, Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

const NOT_ASKED_YET: ActionResult = { kind: 'failed', failure: 'not_sent', reason: 'it was not asked' };

/**
 * What another system answers. Where that is not known yet it is noted as wanted: whoever decides the event asks, and decides anew; until
 * then it counts as not sent.
 */
export function lookUp(decision: DecisionBuilder, lookup: Lookup): ActionResult {
  const key = lookupKey(lookup);
  const known = decision.context.lookedUp?.get(key);
  if (known !== undefined) return known;
  if (!decision.lookups.some((one) => lookupKey(one) === key)) decision.lookups.push(lookup);
  return NOT_ASKED_YET;
}
