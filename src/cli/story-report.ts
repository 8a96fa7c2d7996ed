/** What became of stories, for people and for programs. */

import { styleText } from 'node:util';
import { excerpt, withoutEscapes } from '../domain/markdown.ts';
import { actsOf, toList } from '../stories/judge-turn.ts';
import { countStories, isRight, type PlayedStory, type PlayedTurn, type StoryCounts } from '../stories/play-stories.ts';
import type { Checks, Expectation, StoryTurn } from '../stories/story-file.ts';
import { toPrintable } from './printable.ts';

const MAX_LENGTH = 200;

type Style = 'red' | 'green' | 'dim' | 'bold';
type Paint = (style: Style, text: string) => string;

/** Stories' results as one JSON object's content. */
export function toStoryJson(played: readonly PlayedStory[]): StoryCounts & { failed: object[] } {
  const failed = played.flatMap(({ story, turns }) =>
    turns.flatMap((played, index) => {
      if (isRight(played)) return [];
      const { turn } = played;
      const said = { story: story.name, turn: index + 1, says: describeEvent(turn), expected: turn.expect ?? {} };
      return [{ ...said, got: toGot(played) }];
    }),
  );
  return { ...countStories(played), failed };
}

/** What happened in a turn, under the keys of what was expected of it. */
function toGot({ result, unmet, problems }: PlayedTurn) {
  const { requests, texts } = result;
  return {
    does: actsOf(result),
    intent: requests.flatMap(({ intents }) => intents),
    article: requests.flatMap(({ article }) => article ?? []),
    reason: requests.flatMap(({ reason }) => reason ?? []),
    rule: requests.map(({ rule }) => rule),
    replies: texts,
    unmet,
    problems,
  };
}

/** The turns that are not right, and how many are, as text; in colours where asked for. */
export function renderStoryReport(
  played: readonly PlayedStory[],
  { durationMs, colours }: { durationMs: number; colours: boolean },
): string {
  const paint: Paint = (style, text) => (colours ? styleText(style, text) : text);
  const { stories, passed, turns, right } = countStories(played);
  const lines = played
    .filter((story) => !story.turns.every(isRight))
    .flatMap((story) => [...renderStory(story, paint), '']);
  const summary = `${passed} of ${stories} stories, ${right} of ${turns} turns right`;
  const seconds = paint('dim', `(${(durationMs / 1_000).toFixed(1)} s)`);
  return `${[...lines, `${paint(passed === stories ? 'green' : 'red', summary)} ${seconds}`].join('\n')}\n`;
}

function renderStory({ story, turns }: PlayedStory, paint: Paint): string[] {
  const { name, file, turnLines } = story;
  const rendered = turns.flatMap((played, index) =>
    isRight(played) ? [] : renderTurn(played, `${file}:${turnLines[index]}`, paint),
  );
  return [`${paint('red', '✗')} ${paint('bold', toPrintable(name))}`, ...rendered];
}

function renderTurn({ turn, result, unmet, problems }: PlayedTurn, place: string, paint: Paint): string[] {
  const { requests, texts } = result;
  const about = requests.map(({ intents, article, reason, rule }) => [...intents, article, reason, rule]);
  const did = [
    ...actsOf(result),
    ...about.map((parts) => `(${parts.filter((part) => part !== undefined).join(', ')})`),
  ];
  const row = (what: string, text: string) => `    ${paint('dim', what.padEnd(9))} ${toPrintable(text)}`;
  return [
    `  ${toPrintable(describeEvent(turn))}  ${paint('dim', toPrintable(place))}`,
    ...(unmet.length === 0 ? [] : [row('expected', describeExpectation(turn.expect ?? {}, unmet))]),
    ...problems.map((problem) => row('problem', problem)),
    row('did', did.join(' ')),
    ...texts.map((text) => row('said', `“${excerpt(withoutEscapes(text), MAX_LENGTH)}”`)),
  ];
}

/** What happens in a turn, in words: what the customer says as it is. */
export function describeEvent({ says, presses, waits, staff }: StoryTurn): string {
  if (says !== undefined) return excerpt(says, MAX_LENGTH);
  if (presses !== undefined) return `[presses ${presses}]`;
  if (waits !== undefined) return `[waits ${waits}]`;
  const [[act, text] = []] = Object.entries(staff ?? {});
  return `[staff ${act}${typeof text === 'string' ? `: ${excerpt(text, MAX_LENGTH)}` : ''}]`;
}

function describeExpectation({ not = {}, ...expected }: Expectation, unmet: readonly string[]): string {
  const describe = (checks: Checks, prefix: string) =>
    Object.entries(checks)
      .filter(([key]) => unmet.includes(`${prefix}${key}`))
      .map(([key, values]) => `${key} ${toList(values).join(key === 'replyHas' ? ' and ' : ' or ')}`);
  return [...describe(expected, ''), ...describe(not, 'not.').map((words) => `not ${words}`)].join('; ');
}
