/** What people wrote and are called, without Discord's marks. */

import { utcTime } from '../../../src/domain/utc-time.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import type { DiscordMessage, DiscordUser } from './wire.ts';

/** Names that a text refers to by ids. */
export interface Names {
  channel(id: string): string | undefined;
  role(id: string): string | undefined;
}

const MAX_TITLE_LENGTH = 100;

/** What a person is called where they wrote. */
export function nameOf(user: DiscordUser, nickname?: string | null): string {
  return toCleanLine(nickname ?? '') || toCleanLine(user.global_name ?? '') || toCleanLine(user.username) || user.id;
}

/**
 * A message's text as its reader sees it: people, roles, channels, commands and custom emoji by their names, times in UTC,
 * the bot's own mention left out; stickers by name and what was forwarded, where nothing else is said.
 */
export function readText(message: DiscordMessage, botId: string, names: Names): string {
  const people = new Map(message.mentions.map((user) => [user.id, nameOf(user)]));
  const text = message.content
    .replace(/<@!?(\d+)>/g, (mention, id: string) => (id === botId ? '' : `@${people.get(id) ?? mention}`))
    .replace(/<@&(\d+)>/g, (_, id: string) => `@${names.role(id) ?? id}`)
    .replace(/<#(\d+)>/g, (_, id: string) => `#${names.channel(id) ?? id}`)
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .replace(/<(\/[^:<>]+):\d+>/g, '$1')
    .replace(/<t:(-?\d{1,11})(?::[a-zA-Z])?>/g, (_, seconds: string) => utcTime(Number(seconds) * 1_000))
    .trim();
  if (text !== '') return text;
  const forwarded = message.message_snapshots?.map((snapshot) => snapshot.message.content) ?? [];
  return [...forwarded, ...(message.sticker_items ?? []).map(({ name }) => `:${name}:`)].join('\n').trim();
}

/** A question as the name of its thread; the asker's where it has no words. */
export function toThreadName(text: string, asker: string): string {
  const line = toCleanLine(text) || asker;
  const characters = [...line];
  return characters.length <= MAX_TITLE_LENGTH
    ? line
    : `${characters
        .slice(0, MAX_TITLE_LENGTH - 1)
        .join('')
        .trim()}…`;
}
