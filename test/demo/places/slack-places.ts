/** Slack as staff see it: their channel, the thread of each message in it, and each one's App Home, form and direct messages. */

import type { Person } from '../../platforms/slack/person.ts';
import type { ShownMessage, ShownView } from '../../platforms/slack/shown.ts';
import type { SlackChannel } from '../../platforms/slack/types.ts';
import { type Line, mergeViews, type Place, type ShowPlaces } from './place.ts';
import { readSlackMarks } from './slack-marks.ts';

export interface SlackCast {
  people: readonly Person[];
  channels: readonly SlackChannel[];
  /** The app's name as an author. */
  botName: string;
}

const THREAD_NAME_LENGTH = 28;

/** Looks at these channels as these people do, what only one of them sees included. */
export function showSlack({ people, channels, botName }: SlackCast): ShowPlaces {
  const toPlace = (id: string, name: string, kind: Place['kind'], see: (person: Person) => ShownMessage[]): Place => {
    const views = people.map((person) => ({ person: person.name, seen: see(person) }));
    const merged = mergeViews(
      views,
      ({ ts }) => ts,
      (a, b) => (a.ts < b.ts ? -1 : 1),
    );
    const [channelId = id] = id.split(' ');
    const lines = merged.map(({ seen, onlyFor }) => toLine(channelId, botName, seen, onlyFor));
    return { id, name, kind, lines, isBotTyping: false };
  };

  const threadsOf = (channel: SlackChannel): Place[] =>
    seenByAnybody(people, channel)
      .filter(({ replies }) => replies > 0)
      .map((root) => {
        const name = `⤷ ${shorten(firstLine(root.text))}`;
        const message = { channel: channel.id, ts: root.ts };
        const place = toPlace(`${channel.id} ${root.ts}`, name, 'thread', (person) => person.seesThread(message));
        return { ...place, isBotTyping: people.some((person) => Boolean(person.seesStatus(message))) };
      });

  return () => [
    ...channels.flatMap((channel) => [
      toPlace(channel.id, `#${channel.name}`, 'channel', (person) => person.sees(channel)),
      ...threadsOf(channel),
    ]),
    ...people.flatMap((person) => [
      viewPlace('form', person, botName, person.modal()),
      viewPlace('home', person, botName, person.home()),
    ]),
  ];
}

function seenByAnybody([first]: readonly Person[], channel: SlackChannel): ShownMessage[] {
  return first?.sees(channel) ?? [];
}

function toLine(channelId: string, botName: string, message: ShownMessage, onlyFor: string | undefined): Line {
  return {
    id: `${channelId} ${message.ts}`,
    at: Number(message.ts) * 1_000,
    author: message.author,
    byBot: message.author === botName,
    runs: readSlackMarks(message.text, message.links),
    buttons: message.buttons.map(({ text }) => text),
    reactions: Object.fromEntries(Object.entries(message.reactions).map(([name, times]) => [emojiOf(name), times])),
    files: message.files.map((name) => ({ name, picture: undefined })),
    edited: message.edited,
    onlyFor,
  };
}

function viewPlace(kind: 'form' | 'home', person: Person, botName: string, view: ShownView | undefined): Place {
  const id = `${kind} ${person.id}`;
  const title = kind === 'form' ? view?.title : undefined;
  const lines = view === undefined ? [] : [viewLine(id, botName, title, view)];
  return { id, name: `${person.name}'s ${kind}`, kind, lines, isBotTyping: false };
}

/** A home has no title of its own. */
function viewLine(id: string, botName: string, title: string | undefined, view: ShownView): Line {
  const { text, fields, buttons, submit } = view;
  const read = text.split('\n').map((line) => (fields.includes(line) ? `${line}: ____` : line));
  const parts = [title, ...read].filter((part) => part !== undefined);
  const labels = [...buttons.map((button) => button.text), ...(submit === undefined ? [] : [submit])];
  return {
    id,
    at: undefined,
    author: botName,
    byBot: true,
    runs: readSlackMarks(parts.join('\n'), []),
    buttons: labels,
    reactions: {},
    files: [],
    edited: false,
    onlyFor: undefined,
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

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= THREAD_NAME_LENGTH ? text : `${characters.slice(0, THREAD_NAME_LENGTH - 1).join('')}…`;
}
