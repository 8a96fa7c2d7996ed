/** Signals that sentences teach: what they are trained on stands in `training/`, a sentence a line. */

import { probabilityOf, type SignalModel } from './signal-model.ts';
import { WEIGHTS } from './weights.ts';

/** Likelier than not. */
const SAYS_SO = 0.5;
/** So unlikely that the text says the opposite. */
const DENIES = 0.2;
/** What lies between tells neither, as a greeting. */
const CLOSES = 0.55;
const LEAVES_OPEN = 0.35;

const ANGER = toModel(WEIGHTS.anger);
const PERSON = toModel(WEIGHTS.person);
const CLOSING = toModel(WEIGHTS.closing);

/**
 * Whether the customer is angry with the desk: insults, threats, having asked time and again, bitter words. A negative report ("my
 * parcel is damaged") is not anger, nor are capitals by themselves.
 */
export function isAngry(text: string): boolean {
  return (probabilityOf(ANGER, text) ?? 0) >= SAYS_SO;
}

/** Whether the customer asks for a human being. Telling of a person ("the person who delivered it") is not asking for one. */
export function wantsPerson(text: string): boolean {
  return (probabilityOf(PERSON, text) ?? 0) >= SAYS_SO;
}

/** Whether the customer wants no human being, or only tells of one, whatever else the words sound like. */
export function declinesPerson(text: string): boolean {
  return (probabilityOf(PERSON, text) ?? SAYS_SO) < DENIES;
}

/** Whether nothing is left to do or to answer after this: thanks, praise, "it works now", a farewell, an emoji. */
export function closesTalk(text: string): boolean {
  return (probabilityOf(CLOSING, text) ?? 0) >= CLOSES;
}

/** Whether there is something in it for somebody to do, to answer or to be sorry for, however kindly it is put. */
export function leavesOpen(text: string): boolean {
  return (probabilityOf(CLOSING, text) ?? SAYS_SO) < LEAVES_OPEN;
}

function toModel({ bias, terms }: { bias: number; terms: string }): SignalModel {
  const lines = terms.trim().split('\n');
  const weights = lines.map((line): [string, number] => {
    const [term = '', hundredths] = line.split('\t');
    return [term, Number(hundredths) / 100];
  });
  return { bias, weights: new Map(weights) };
}
