/** What people say among themselves where the desk listens: what is kept of it is neither their words nor who they are. */

import { foldText } from '../lib/fold-text.ts';
import type { Analysis } from './analysis.ts';
import { HOUR_MS } from './policy.ts';

/** What somebody wrote in a public channel that the desk listens to, and not to the bot. */
export interface PublicMessage {
  /** The adapter's name. */
  channel: string;
  /** Which of the adapter's accounts, workspaces or bots. */
  account: string;
  /** The platform's id of the public channel or group, and what it is called; empty where the platform does not say. */
  place: string;
  placeName: string;
  /** The platform's id of the message: the same one told again carries the same key. */
  messageKey: string;
  authorKey: string;
  text: string;
  /** Epoch milliseconds. */
  writtenAt: number;
}

/** What is kept of a public message that was read. */
export interface PublicReading {
  locale: string;
  /** What it is about; undefined where that is not sure. */
  intent: string | undefined;
  /** From -1 (very negative) to 1 (very positive). */
  sentiment: number;
  /** Whether it names the desk. */
  namesDesk: boolean;
}

/** What is kept of public messages: of one that was read what it says, of those that came too fast how many they were. */
export interface PublicMessageFact {
  /** The beginning of the hour, in epoch milliseconds: nobody is to be found by the moment. */
  at: number;
  channel: string;
  place: string;
  placeName: string;
  messages: number;
  /** Undefined for messages that were not read. */
  reading: PublicReading | undefined;
}

/** The beginning of the hour in which something was written. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** What is kept of a message that was read. A topic is kept where the bot would answer it, and is not small talk. */
export function readPublicMessage(
  text: string,
  { understanding }: Pick<Analysis, 'understanding'>,
  {
    names,
    answerIntentAt,
    isTopic,
  }: { names: readonly string[]; answerIntentAt: number; isTopic(intent: string): boolean },
): PublicReading {
  const { locale, intents, sentiment } = understanding;
  const [best] = intents;
  const isSure = best !== undefined && best.confidence >= answerIntentAt && best.isDenied !== true;
  return {
    locale,
    intent: isSure && isTopic(best.intent) ? best.intent : undefined,
    sentiment: Math.max(-1, Math.min(1, sentiment)),
    namesDesk: namesAny(text, names),
  };
}

const POSSESSIVE = /['\u2019]s(?![\p{L}\p{N}])/giu;

/** A name is found as a word of its own; in writing that has no spaces, wherever it stands. */
function namesAny(text: string, names: readonly string[]): boolean {
  const folded = foldText(text.replace(POSSESSIVE, ' '));
  return names.some((name) => isNamed(folded, foldText(name).trim()));
}

const WORD_CHARACTER = /[\p{L}\p{N}]/u;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

function isNamed(text: string, name: string): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (isEdge(text.charAt(at - 1), name.charAt(0)) && isEdge(text.charAt(at + name.length), name.slice(-1)))
      return true;
  }
  return false;
}

/** Whether a word ends between two characters. */
function isEdge(outside: string, inside: string): boolean {
  const goesOn = WORD_CHARACTER.test(outside) && WORD_CHARACTER.test(inside);
  return !goesOn || UNSPACED.test(outside) || UNSPACED.test(inside);
}
