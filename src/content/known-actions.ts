/** Naming an action in another file. */

import type { Action } from '../domain/actions/action.ts';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt, type PlacedText } from './diagnostics.ts';

/** Actions by their names; undefined where the file has mistakes of its own. */
export type KnownActions = ReadonlyMap<string, Action | undefined>;

/** Nothing where there is such an action, with mistakes or without. */
export function checkIsKnown(named: PlacedText, by: string, actions: KnownActions): Diagnostic[] {
  if (actions.has(named.text)) return [];
  const hint = didYouMean(named.text, actions.keys(), '"') || ` Write actions/${named.text}.yaml.`;
  return [errorAt(named.lineAt(0), `${by} names the action ${named.text}, which there is none of.${hint}`)];
}
