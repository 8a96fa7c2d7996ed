/** Plays stories side by side on one simulated desk, each as a customer of its own, and judges every turn. */

import type { Logger } from 'pino';
import type { Policy } from '../domain/policy.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import {
  answeredAfterMs,
  type Exchange,
  type SimulatedConversation,
  type StaffAct,
  withSimulatedConversations,
} from '../simulation/simulated-conversations.ts';
import { type ExpectationKey, judgeTurn, type TurnResult, toDecidedRequest } from './judge-turn.ts';
import { parseWait, type Story, type StoryTurn } from './story-file.ts';

/** How a turn of a story went. */
export interface PlayedTurn {
  turn: StoryTurn;
  result: TurnResult;
  /** What was expected and does not hold. */
  unmet: ExpectationKey[];
  /** What could not be done, such as pressing a button that is not there: such a turn is never right. */
  problems: string[];
}

export interface PlayedStory {
  story: Story;
  turns: PlayedTurn[];
}

export interface PlayOptions {
  trained: TrainedContent;
  policy: Policy;
  logger: Logger;
  /** Ends the playing early, with what was played up to there. */
  signal?: AbortSignal;
}

/** Plays all stories to their ends, whatever fails in them; the results are in their order. Fails as the desk's store does. */
export async function playStories(stories: readonly Story[], options: PlayOptions): Promise<PlayedStory[]> {
  return withSimulatedConversations(options, async (conversations) => {
    const startedAt = conversations.now();
    const plays = stories.map((story): Play => {
      const conversation = conversations.open({ name: 'A customer', locale: story.locale });
      return { story, conversation, begun: 0, turns: [], nextAt: startedAt };
    });
    for (let now = earliest(plays); now !== undefined; now = earliest(plays)) {
      if (options.signal?.aborted) break;
      await conversations.passUntil(now);
      const due = plays.filter(({ nextAt }) => nextAt === now);
      await Promise.all(due.map((play) => goOn(play, options)));
    }
    return plays.map(({ story, turns }) => ({ story, turns }));
  });
}

/** A story that is being played. */
interface Play {
  story: Story;
  conversation: SimulatedConversation;
  /** How many of its turns have begun. */
  begun: number;
  /** Those that are over. */
  turns: PlayedTurn[];
  /** When the turn under way is over, and the next begins; undefined after the last. */
  nextAt: number | undefined;
}

function earliest(plays: readonly Play[]): number | undefined {
  const times = plays.flatMap(({ nextAt }) => nextAt ?? []);
  return times.length === 0 ? undefined : times.reduce((first, next) => Math.min(first, next));
}

/** Judges the turn that is over, and begins the next. */
async function goOn(play: Play, { trained, policy }: PlayOptions): Promise<void> {
  const { story, conversation, begun, nextAt = 0 } = play;
  const over = story.turns[begun - 1];
  if (over !== undefined) play.turns.push(judge(over, await conversation.takeExchange(), trained));
  const next = story.turns[begun];
  play.nextAt = next && nextAt + (parseWait(next.waits ?? '') || answeredAfterMs(policy));
  play.begun += 1;
  if (next !== undefined) await begin(conversation, next);
}

function judge(turn: StoryTurn, { decisions, messages, problems }: Exchange, { content }: TrainedContent): PlayedTurn {
  const requests = decisions.map((decision) => toDecidedRequest(decision, content));
  const result = { requests, texts: messages.map(({ text }) => text) };
  return { turn, result, unmet: judgeTurn(turn.expect ?? {}, result), problems };
}

async function begin(conversation: SimulatedConversation, { says, presses, staff }: StoryTurn): Promise<void> {
  if (says !== undefined) await conversation.says(says);
  if (presses !== undefined) await conversation.presses(presses);
  if (staff !== undefined) await conversation.staff(toStaffAct(staff));
}

function toStaffAct({ claim, reply, resolve }: NonNullable<StoryTurn['staff']>): StaffAct {
  if (reply !== undefined) return { reply };
  const toText = (text: string | true | null) => (typeof text === 'string' ? text : '');
  return claim === undefined ? { resolve: toText(resolve ?? null) } : { claim: toText(claim) };
}

/** What there is to say of stories that were played. Turns of which nothing is expected are not counted. */
export interface StoryCounts {
  stories: number;
  /** Those all of whose turns are right. */
  passed: number;
  turns: number;
  right: number;
}

/** Counts stories and turns, and those that are as expected. */
export function countStories(played: readonly PlayedStory[]): StoryCounts {
  const turns = played
    .flatMap((story) => story.turns)
    .filter((turn) => Object.keys(turn.turn.expect ?? {}).length > 0 || !isRight(turn));
  return {
    stories: played.length,
    passed: played.filter((story) => story.turns.every(isRight)).length,
    turns: turns.length,
    right: turns.filter(isRight).length,
  };
}

/** Whether a turn could be played and went as expected. */
export function isRight({ unmet, problems }: PlayedTurn): boolean {
  return unmet.length === 0 && problems.length === 0;
}
