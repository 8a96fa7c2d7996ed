/** Discord as its people see it: the channels of the server, their threads, and each customer's DM with the bot. */

import type { DiscordPerson, Place as DiscordPlace } from '../../platforms/discord/person.ts';
import type { DiscordPlatform } from '../../platforms/discord/platform.ts';
import { compareSnowflakes, snowflakeTime } from '../../platforms/discord/snowflake.ts';
import type { SeenMessage } from '../../platforms/discord/view.ts';
import { readDiscordMarks } from './discord-marks.ts';
import { type Line, mergeViews, type Place, type ShowPlaces, shownFile } from './place.ts';

export interface DiscordCast {
  platform: DiscordPlatform;
  people: readonly DiscordPerson[];
  /** The channels to look at, by their names. */
  channels: ReadonlyMap<string, DiscordPlace>;
  /** The bot's name as an author. */
  botName: string;
}

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
  return () => [
    ...[...channels].flatMap(([name, channel]) => [
      toPlace(channel, `#${name}`, 'channel'),
      ...platform.threadsIn(channel).map((thread) => toPlace(thread, thread.name, 'thread')),
    ]),
    ...people.map((person) => toPlace(person.openDirectMessage(), `${person.name}'s DM`, 'direct', [person])),
  ];
}

function linesOf(place: DiscordPlace, viewers: readonly DiscordPerson[], nameOf: NameOf): Line[] {
  const views = viewers.map((person) => ({ person: person.name, seen: person.sees(place) }));
  const merged = mergeViews(
    views,
    ({ id }) => id,
    (a, b) => compareSnowflakes(a.id, b.id),
  );
  return merged.map(({ seen, onlyFor }) => toLine(seen, onlyFor, nameOf));
}

function toLine(message: SeenMessage, onlyFor: string | undefined, nameOf: NameOf): Line {
  const embeds = message.embeds.flatMap(({ title, description }) => [title, description]).filter(Boolean);
  const text = [message.thinking ? '…' : message.text, ...embeds].filter(Boolean).join('\n');
  return {
    id: message.id,
    at: snowflakeTime(message.id),
    author: message.author,
    byBot: message.isBot,
    runs: readDiscordMarks(text, nameOf),
    buttons: [
      ...message.buttons.map(({ label }) => label),
      ...message.selects.map(({ placeholder }) => `${placeholder ?? 'Choose'} ▾`),
    ],
    reactions: message.reactions,
    files: message.files.map(({ name, contentType, bytes }) => shownFile(name, contentType, bytes)),
    edited: message.edited,
    onlyFor,
  };
}
