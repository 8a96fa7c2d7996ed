/** Slack's messages and views as lines, each laid out from the blocks it was sent with. */

import type { Person } from '../../platforms/slack/person.ts';
import type { ShownMessage, ShownView } from '../../platforms/slack/shown.ts';
import type { SlackPlatform } from '../../platforms/slack/slack-platform.ts';
import type { SlackChannel, SlackMessage } from '../../platforms/slack/types.ts';
import { type Line, mergeViews, type Part, plainButton, plainText, textParts } from './place.ts';
import { createSentBlocks } from './sent-blocks.ts';
import { readBlocks } from './slack-blocks.ts';
import { readSlackMarks } from './slack-marks.ts';
import { createSlackPictures } from './slack-pictures.ts';

export interface SlackCast {
  platform: SlackPlatform;
  people: readonly Person[];
  channels: readonly SlackChannel[];
  /** The app's name as an author. */
  botName: string;
  /** Called when something looks different that nobody has changed, such as a picture that has been loaded. */
  changed(): void;
}

export interface SlackLines {
  /** What these people see in a part of a channel, oldest first. */
  of(channel: SlackChannel, see: (person: Person) => ShownMessage[]): Line[];
  /** A form or a home as one line. */
  ofView(kind: 'form' | 'home', id: string, view: ShownView): Line;
}

/** Reads the lines of this workspace; what only one of these people sees is told apart. */
export function createSlackLines({ platform, people, botName, changed }: SlackCast): SlackLines {
  const pictureOf = createSlackPictures(platform, changed);
  const sentBlocks = createSentBlocks(platform);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? platform.userGroups.find((group) => group.id === id)?.handle;

  /** What an app has written is laid out; what a person has typed reads as it is. */
  const partsOf = (message: ShownMessage, onWire: SlackMessage | undefined): Part[] => {
    const onMessage = onWire?.bot_id === undefined ? undefined : onWire.blocks;
    const sent = message.ephemeral ? sentBlocks('private', message.text) : onMessage;
    if (sent === undefined || sent.length === 0) return textParts(readSlackMarks(message.text, message.links));
    return readBlocks(sent, nameOf);
  };

  return {
    of(channel, see) {
      const views = people.map((person) => ({ person: person.name, seen: see(person) }));
      const merged = mergeViews(
        views,
        ({ ts }) => ts,
        (a, b) => (a.ts < b.ts ? -1 : 1),
      );
      return merged.map(({ seen, onlyFor }) => {
        const onWire = platform.messages(channel).find(({ ts }) => ts === seen.ts);
        const files = (onWire?.files ?? []).map(pictureOf);
        return { ...toLine(channel, botName, seen), files, parts: partsOf(seen, onWire), onlyFor };
      });
    },
    ofView: (kind, id, view) => toViewLine(id, botName, view, readBlocks(sentBlocks(kind, view.text) ?? [], nameOf)),
  };
}

/** Names a message, and the thread that hangs on it. */
export function threadId(channel: SlackChannel, ts: string): string {
  return `${channel.id} ${ts}`;
}

function toLine(
  channel: SlackChannel,
  botName: string,
  message: ShownMessage,
): Omit<Line, 'parts' | 'files' | 'onlyFor'> {
  const { ts, author, replies, reactions } = message;
  return {
    id: threadId(channel, ts),
    at: Number(ts) * 1_000,
    author,
    byBot: author === botName,
    answers: undefined,
    reactions: Object.fromEntries(Object.entries(reactions).map(([name, times]) => [emojiOf(name), times])),
    edited: message.edited && author !== botName,
    thread:
      replies === 0
        ? undefined
        : { placeId: threadId(channel, ts), label: replies === 1 ? '1 reply' : `${replies} replies` },
  };
}

/** A form begins with its title and ends with what sends it; a home has no title of its own. */
function toViewLine(id: string, botName: string, { title, submit }: ShownView, parts: Part[]): Line {
  const isForm = submit !== undefined;
  const ends: Part[] = isForm
    ? [{ kind: 'controls', rows: [[plainButton('Cancel'), { ...plainButton(submit), style: 'primary' }]] }]
    : [];
  return {
    id,
    at: undefined,
    author: botName,
    byBot: true,
    answers: undefined,
    parts: [...(isForm ? [{ kind: 'header' as const, runs: plainText(title) }] : []), ...parts, ...ends],
    reactions: {},
    files: [],
    edited: false,
    onlyFor: undefined,
    thread: undefined,
  };
}

/** The names Slack has for the emoji that appear in the demo. */
const EMOJI: Record<string, string> = {
  eyes: '👀',
  white_check_mark: '✅',
  '+1': '👍',
  '-1': '👎',
  thumbsup: '👍',
  thumbsdown: '👎',
  warning: '⚠️',
  x: '❌',
  question: '❓',
  hourglass_flowing_sand: '⏳',
  speech_balloon: '💬',
  heavy_check_mark: '✔️',
};

function emojiOf(name: string): string {
  return EMOJI[name] ?? `:${name}:`;
}
