/** Signals that sentences teach: what they are trained on stands in `training/`, a sentence a line. */

import type { Understanding } from '../../domain/analysis.ts';
import { isGreeting } from '../requests/courtesies.ts';
import { probabilityOf, toSignalModel } from './signal-model.ts';
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

const ANGER = toSignalModel(WEIGHTS.anger);
const PERSON = toSignalModel(WEIGHTS.person);
const CLOSING = toSignalModel(WEIGHTS.closing);
const OFF_TOPIC = toSignalModel(WEIGHTS.offtopic);

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
