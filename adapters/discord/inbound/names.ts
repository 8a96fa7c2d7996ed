/** What people wrote and are called, without Discord's marks. */

import { utcTime } from '../../../src/domain/utc-time.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import type { DiscordContent } from './message-wire.ts';

/** Names that a text refers to by ids. */
export interface Names {
  channel(id: string): string | undefined;
  role(id: string): string | undefined;
}

const MAX_TITLE_LENGTH = 100;

/** Somebody by the names that Discord has of them. */
interface Named {
  id: string;
  username?: string | undefined;
  global_name?: string | null | undefined;
}

/** What a person is called where they wrote. */
export function nameOf(user: Named, nickname?: string | null): string {
  const names = [nickname ?? '', user.global_name ?? '', user.username ?? ''].map(toCleanLine);
  return names.find((name) => name !== '') ?? user.id;
}

/**
 * A message's text as its reader sees it: people, roles, channels, commands and custom emoji by their names, times in UTC, and the
 * bot's own mention left out.
 */
export function readText(
  message: Pick<DiscordContent, 'content' | 'mentions'> & Partial<Pick<DiscordContent, 'mention_channels'>>,
  botId: string,
  names: Names,
): string {
  const channels = new Map(message.mention_channels?.map(({ id, name }) => [id, toCleanLine(name)]));
  const people = new Map(message.mentions?.map((user) => [user.id, nameOf(user)]));
  return (message.content ?? '')
    .replace(/<@!?(\d+)>/g, (mention, id: string) => (id === botId ? '' : `@${people.get(id) ?? mention}`))
    .replace(/<@&(\d+)>/g, (_, id: string) => `@${names.role(id) ?? id}`)
    .replace(/<#(\d+)>/g, (_, id: string) => `#${names.channel(id) ?? channels.get(id) ?? id}`)
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .replace(/<(\/[^:<>]+):\d+>/g, '$1')
    .replace(/<t:(-?\d{1,11})(?::[a-zA-Z])?>/g, (_, seconds: string) => utcTime(Number(seconds) * 1_000))
    .trim();
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
