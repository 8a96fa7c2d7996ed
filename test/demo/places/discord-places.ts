/** Discord as its people see it: the channels of the server, their threads, and each customer's DM with the bot. */

import type { DiscordPerson, Place as DiscordPlace } from '../../platforms/discord/person.ts';
import type { DiscordPlatform } from '../../platforms/discord/platform.ts';
import { compareSnowflakes, snowflakeTime } from '../../platforms/discord/snowflake.ts';
import type { SeenMessage } from '../../platforms/discord/view.ts';
import { readDiscordParts } from './discord-marks.ts';
import {
  buttonRows,
  excerptOf,
  type Line,
  mergeViews,
  type Part,
  type Place,
  plainText,
  type ShowPlaces,
  shownFile,
  textParts,
} from './place.ts';

export interface DiscordCast {
  platform: DiscordPlatform;
  people: readonly DiscordPerson[];
  /** The channels to look at, by their names. */
  channels: ReadonlyMap<string, DiscordPlace>;
  /** The bot's name as an author. */
  botName: string;
}

const ANSWERED_LENGTH = 60;

type NameOf = (userId: string) => string | undefined;

/** Looks at the channels with their threads, and at the DMs of these people. */
export function showDiscord({ platform, people, channels, botName }: DiscordCast): ShowPlaces {
  const names = new Map(people.map(({ id, name }) => [id, name])).set(platform.bot.id, botName);
  const nameOf: NameOf = (id) => names.get(id);
  const toPlace = (place: DiscordPlace, name: string, kind: Place['kind'], viewers = people): Place => ({
    id: place.id,
    name,
    kind,
    lines: linesOf(place, viewers, nameOf),
    isBotTyping: platform.isBotTyping(place),
  });
  /** A thread begins with the message it hangs on. */
  const threadPlace = (channel: DiscordPlace, { id, name }: DiscordPlace & { name: string }): Place => {
    const place = toPlace({ id }, `⤷ ${name}`, 'thread');
    const starter = linesOf(channel, people, nameOf).filter(({ thread }) => thread?.placeId === id);
    return { ...place, lines: [...starter.map((line) => ({ ...line, thread: undefined })), ...place.lines] };
  };
  return () => [
    ...[...channels].flatMap(([name, channel]) => [
      toPlace(channel, `#${name}`, 'channel'),
      ...platform.threadsIn(channel).map((thread) => threadPlace(channel, thread)),
    ]),
    ...people.map((person) => toPlace(person.openDirectMessage(), `${person.name}'s DM`, 'direct', [person])),
  ];
}

function linesOf(place: DiscordPlace, viewers: readonly DiscordPerson[], nameOf: NameOf): Line[] {
  const views = viewers.map((person) => ({
    person: person.name,
    seen: person.sees(place).filter(({ thinking }) => !thinking),
  }));
  const merged = mergeViews(
    views,
    ({ id }) => id,
    (a, b) => compareSnowflakes(a.id, b.id),
  );
  const known = new Map(merged.map(({ seen }) => [seen.id, seen]));
  return merged.map(({ seen, onlyFor }) => ({
    ...toLine(seen, onlyFor, nameOf),
    answers: answered(known.get(seen.repliesTo ?? '')),
  }));
}

function answered(message: SeenMessage | undefined): string | undefined {
  return message && `${message.author}: ${excerptOf(message.markup.shown, ANSWERED_LENGTH)}`;
}

function toLine(message: SeenMessage, onlyFor: string | undefined, nameOf: NameOf): Omit<Line, 'answers'> {
  const { threadId } = message;
  return {
    id: message.id,
    at: snowflakeTime(message.id),
    author: message.author,
    byBot: message.isBot,
    parts: [
      ...readDiscordParts(message.text, nameOf),
      ...message.embeds.flatMap(({ title = '', description = '' }) => [
        ...textParts(plainText(title)),
        ...readDiscordParts(description, nameOf),
      ]),
      ...buttonRows([message.buttons.map(({ label }) => label)]),
      ...menus(message),
    ],
    reactions: message.reactions,
    files: message.files.map(({ name, contentType, bytes }) => shownFile(name, contentType, bytes)),
    edited: message.edited,
    onlyFor,
    thread: threadId === undefined ? undefined : { placeId: threadId, label: 'Thread' },
  };
}

function menus({ selects }: SeenMessage): Part[] {
  if (selects.length === 0) return [];
  const controls = selects.map(({ placeholder, options }) => ({
    kind: 'menu' as const,
    label: placeholder ?? 'Choose',
    style: 'plain' as const,
    choices: options.map(({ label }) => label),
  }));
  return [{ kind: 'controls', rows: [controls] }];
}
