/** Counts what became of replayed messages; keeps numbers and a few examples, however many messages there are. */

import type { DeskContent } from '../domain/content.ts';
import { excerpt } from '../domain/markdown.ts';
import { type ActedOn, findIntent, type HandoverReason, isRight, type Outcome } from './outcome.ts';

/** A message of a file that is replayed. */
export interface ReplayMessage {
  /** 1-based line of the file, where it starts. */
  line: number;
  text: string;
  /** The intent that was meant. */
  label: string | undefined;
  /** Messages with the same one belong together; without one, a message is a conversation of its own. */
  conversation: string | undefined;
  /** When it was written, in epoch milliseconds. */
  time: number | undefined;
}

/** What a replay found so far. answered + clarified + escalated = messages. */
export interface ReplayCounts {
  messages: number;
  conversations: number;
  answered: number;
  /** Of those answered: the desk asked for a missing value. */
  asked: number;
  clarified: number;
  escalated: number;
  escalationReasons: Partial<Record<HandoverReason, number>>;
  labelled: number;
  /** Of those labelled: acted on as meant. */
  rightIntent: number;
  answeredLabelled: number;
  /** Of those answered and labelled: answered as meant. */
  answeredRight: number;
  /** Of those labelled: what was meant was among the choices offered. */
  offeredRight: number;
  /** Labels that name no intent of the desk, so that no answer can be right: the first twenty, and how many messages bear any such. */
  unknownLabels: { names: string[]; messages: number };
  /** By label, the most frequent first. */
  labels: LabelCounts[];
  /** What labelled messages were wrongly taken for, the most frequent first. */
  confusions: Confusion[];
  /** Messages for which neither an intent nor an article was found: how many, and the first of them. */
  foundNothing: { messages: number; examples: Example[] };
}

/** How the messages of one label ended. */
export interface LabelCounts {
  label: string;
  messages: number;
  right: number;
  wrong: number;
  clarified: number;
  /** Handed over without acting on an intent. */
  handedOver: number;
}

export interface Confusion {
  label: string;
  takenFor: string;
  messages: number;
  example: Example;
}

/** A message, shortened, and where it stands in the file. */
export interface Example {
  line: number;
  text: string;
}

export interface Tally {
  /** Counts a message with what its turn came to. */
  count(message: ReplayMessage, outcome: Outcome): void;
  /** Counts a conversation that begins. */
  countConversation(): void;
  /** How many messages were counted. */
  handled(): number;
  counts(): ReplayCounts;
}

const MAX_UNKNOWN_LABELS = 20;
const EXAMPLE_MAX_LENGTH = 200;

export interface TallyOptions {
  content: DeskContent;
  /** How many messages that found nothing are kept as examples. */
  maxFoundNothing: number;
}

/** A tally of nothing yet. */
export function createTally({ content, maxFoundNothing }: TallyOptions): Tally {
  const counts = nothingCounted();
  const labels = new Map<string, LabelCounts>();
  const confusions = new Map<string, Confusion>();

  function countLabelled(message: ReplayMessage, label: string, outcome: Outcome): void {
    const right = isRight(outcome, label, content);
    counts.labelled += 1;
    if (right) counts.rightIntent += 1;
    if (outcome.kind === 'answered') {
      counts.answeredLabelled += 1;
      if (right) counts.answeredRight += 1;
    }
    if (outcome.offered.includes(label)) counts.offeredRight += 1;
    if (findIntent(content, outcome.locale, label) === undefined) return countUnknown(counts.unknownLabels, label);
    countLabel(labels, label, outcome, right);
    if (!right && outcome.actedOn !== undefined) countConfusion(confusions, message, label, nameOf(outcome.actedOn));
  }

  return {
    countConversation() {
      counts.conversations += 1;
    },
    handled: () => counts.messages,
    count(message, outcome) {
      const { kind, reason, asked } = outcome;
      counts.messages += 1;
      counts[kind] += 1;
      if (asked) counts.asked += 1;
      if (reason !== undefined) counts.escalationReasons[reason] = (counts.escalationReasons[reason] ?? 0) + 1;
      if (reason === 'no_answer') {
        const { foundNothing } = counts;
        foundNothing.messages += 1;
        if (foundNothing.examples.length < maxFoundNothing) foundNothing.examples.push(toExample(message));
      }
      if (message.label !== undefined) countLabelled(message, message.label, outcome);
    },
    counts: () => ({
      ...counts,
      labels: [...labels.values()].sort((a, b) => b.messages - a.messages),
      confusions: [...confusions.values()].sort((a, b) => b.messages - a.messages),
    }),
  };
}

function nothingCounted(): Omit<ReplayCounts, 'labels' | 'confusions'> {
  const ofLabelled = { labelled: 0, rightIntent: 0, answeredLabelled: 0, answeredRight: 0, offeredRight: 0 };
  return {
    ...{ messages: 0, conversations: 0, answered: 0, asked: 0, clarified: 0, escalated: 0, ...ofLabelled },
    escalationReasons: {},
    unknownLabels: { names: [], messages: 0 },
    foundNothing: { messages: 0, examples: [] },
  };
}

function countUnknown(unknown: ReplayCounts['unknownLabels'], label: string): void {
  unknown.messages += 1;
  const { names } = unknown;
  if (names.length < MAX_UNKNOWN_LABELS && !names.includes(label)) names.push(label);
}

function countLabel(labels: Map<string, LabelCounts>, label: string, outcome: Outcome, right: boolean): void {
  const found = labels.get(label) ?? { label, messages: 0, right: 0, wrong: 0, clarified: 0, handedOver: 0 };
  labels.set(label, found);
  found.messages += 1;
  if (right) found.right += 1;
  else if (outcome.kind === 'clarified') found.clarified += 1;
  else if (outcome.kind === 'answered' || outcome.actedOn !== undefined) found.wrong += 1;
  else found.handedOver += 1;
}

function countConfusion(
  confusions: Map<string, Confusion>,
  message: ReplayMessage,
  label: string,
  takenFor: string,
): void {
  const key = JSON.stringify([label, takenFor]);
  const found = confusions.get(key) ?? { label, takenFor, messages: 0, example: toExample(message) };
  confusions.set(key, found);
  found.messages += 1;
}

/** What was acted on, in words. */
export function nameOf(actedOn: ActedOn): string {
  switch (actedOn.kind) {
    case 'intent':
      return actedOn.intent;
    case 'article':
      return `article ${actedOn.articleId}`;
    case 'person':
      return 'a wish for a person';
  }
}

function toExample({ line, text }: ReplayMessage): Example {
  return { line, text: excerpt(text, EXAMPLE_MAX_LENGTH) };
}
