/** Signals that sentences teach: what they are trained on stands in `training/`, a sentence a line. */

import type { Understanding } from '../../domain/analysis.ts';
import { isGreeting } from '../requests/courtesies.ts';
import { probabilityOf, type SignalModel } from './signal-model.ts';
import { toTextTerms } from './terms.ts';
import { WEIGHTS } from './weights.ts';

/** Likelier than not. */
const SAYS_SO = 0.5;
/** Beside something that is sure to be asked for; most who ask for something are calm, and content with the bot. */
const SAYS_SO_AS_WELL = 0.8;
/** So unlikely that the text says the opposite. */
const DENIES = 0.2;
/** What lies between tells neither, as a greeting. */
const CLOSES = 0.55;
const LEAVES_OPEN = 0.35;

const ANGER = toModel(WEIGHTS.anger);
const PERSON = toModel(WEIGHTS.person);
const CLOSING = toModel(WEIGHTS.closing);
const OFF_TOPIC = toModel(WEIGHTS.offtopic);

/** What a text says beside its intent, as far as that is learned. */
export type LearnedSignals = Pick<
  Understanding,
  'angry' | 'wantsPerson' | 'declinesPerson' | 'closesTalk' | 'leavesOpen' | 'offTopic'
>;

/**
 * Reads a text; in a language that no model was trained for it says none of them. `asksForMore`: whether it is sure to ask for something
 * beside.
 */
export function readSignals(text: string, asksForMore = false): LearnedSignals {
  const saysSo = asksForMore ? SAYS_SO_AS_WELL : SAYS_SO;
  const read = toTextTerms(text);
  const [anger, person, closes] = [ANGER, PERSON, CLOSING].map((model) => probabilityOf(model, read));
  // Who greets may go on.
  const closing = isGreeting(text) ? undefined : closes;
  return {
    angry: (anger ?? 0) >= saysSo,
    wantsPerson: (person ?? 0) >= saysSo,
    declinesPerson: (person ?? SAYS_SO) < DENIES,
    closesTalk: (closing ?? 0) >= CLOSES,
    leavesOpen: (closing ?? CLOSES) < LEAVES_OPEN,
    offTopic: probabilityOf(OFF_TOPIC, read) ?? 0,
  };
}

/** Reads the lines in place: taking so many apart at once takes several times as long. */
function toModel({ bias, terms }: { bias: number; terms: string }): SignalModel {
  const weights = new Map<string, number>();
  let start = 1;
  while (start < terms.length) {
    const tab = terms.indexOf('\t', start);
    const end = terms.indexOf('\n', tab);
    weights.set(terms.slice(start, tab), Number(terms.slice(tab + 1, end)) / 100);
    start = end + 1;
  }
  return { bias, weights };
}
