/** What two desks make of the same messages. */

import type { DeskContent } from '../domain/content.ts';
import type { Decision } from '../domain/decision.ts';
import { excerpt } from '../domain/markdown.ts';
import { type ActedOn, type HandoverReason, isRight, type Outcome, type OutcomeKind, outcomeOf } from './outcome.ts';
import type { ReplayMessage } from './tally.ts';

const TEXT_MAX_LENGTH = 200;

/** What became of one message. */
export interface PlayedMessage {
  /** 1-based, of the file. */
  line: number;
  /** Shortened. */
  text: string;
  label: string | undefined;
  outcome: OutcomeKind;
  /** The turn ended in asking for a value. */
  asked: boolean;
  reason: HandoverReason | undefined;
  actedOn: ActedOn | undefined;
  /** Intents that were offered. */
  offered: string[];
  /** Whether it was acted on as its label says; undefined without a label. */
  right: boolean | undefined;
  /** What the customer was sent in its turn. */
  said: string;
}

/** A message that ends otherwise on the one desk than on the other. */
export interface OutcomeDifference {
  line: number;
  text: string;
  label: string | undefined;
  here: DifferentEnd;
  there: DifferentEnd;
}

/** How it ended on one of them. */
export type DifferentEnd = Omit<PlayedMessage, 'line' | 'text' | 'label'>;

export interface OutcomeComparison {
  /** Messages that were handled on both. */
  compared: number;
  /** Of those labelled: right on the one desk and not on the other. */
  rightOnlyHere: number;
  rightOnlyThere: number;
  /** Those answered or clarified in the same way and in other words. A handover's words depend on who waits already. */
  saidOtherwise: number;
  /** Those that do not end in the same, in the order of the file. */
  differences: OutcomeDifference[];
}

/** The messages of a turn with what became of them, to be compared later. */
export function toPlayed(
  messages: readonly ReplayMessage[],
  { decision, said, content }: { decision: Decision; said: string; content: DeskContent },
): PlayedMessage[] {
  const [record] = decision.records;
  if (record === undefined) return [];
  const outcome = outcomeOf(record);
  return messages.map(({ line, text, label }) => ({
    ...{ line, text: excerpt(text, TEXT_MAX_LENGTH), label, said, ...partsOf(outcome) },
    right: label === undefined ? undefined : isRight(outcome, label, content),
  }));
}

function partsOf({ kind, asked, reason, actedOn, offered }: Outcome) {
  return { outcome: kind, asked, reason, actedOn, offered };
}

/** Compares by lines: both desks were given the same file. */
export function compareOutcomes(here: readonly PlayedMessage[], there: readonly PlayedMessage[]): OutcomeComparison {
  const byLine = new Map(there.map((played) => [played.line, played]));
  const pairs = here.flatMap((played) => {
    const other = byLine.get(played.line);
    return other === undefined ? [] : [{ here: played, there: other }];
  });
  const isSame = (pair: (typeof pairs)[number]) => essenceOf(pair.here) === essenceOf(pair.there);
  const same = pairs.filter((pair) => isSame(pair) && pair.here.outcome !== 'escalated');
  return {
    compared: pairs.length,
    rightOnlyHere: pairs.filter((pair) => pair.here.right === true && pair.there.right === false).length,
    rightOnlyThere: pairs.filter((pair) => pair.here.right === false && pair.there.right === true).length,
    saidOtherwise: same.filter((pair) => pair.here.said !== pair.there.said).length,
    differences: pairs
      .filter((pair) => !isSame(pair))
      .map(({ here: { line, text, label, ...end }, there: other }) => {
        return { line, text, label, here: end, there: endOf(other) };
      })
      .sort((a, b) => a.line - b.line),
  };
}

function endOf({ line: _line, text: _text, label: _label, ...end }: PlayedMessage): DifferentEnd {
  return end;
}

/** What has to be the same for a message to have ended in the same. */
function essenceOf({ outcome, asked, reason, actedOn, offered }: PlayedMessage): string {
  return JSON.stringify([outcome, asked, reason ?? null, actedOn ?? null, offered]);
}
