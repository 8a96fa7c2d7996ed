/** Telegram as its people see it: each customer's chat with the bot, and the groups. */

import type { MessageEntity } from 'grammy/types';
import type { Group } from '../../platforms/telegram/group.ts';
import type { Person } from '../../platforms/telegram/person.ts';
import type { ShownMessage } from '../../platforms/telegram/view.ts';
import {
  buttonRows,
  excerptOf,
  type Line,
  type Place,
  type Run,
  type ShowPlaces,
  shownFile,
  textParts,
  webAddress,
} from './place.ts';

const ANSWERED_LENGTH = 60;

/** Looks at the private chats of these people, and at these groups by their titles. */
export function showTelegram(people: readonly Person[], groups: ReadonlyMap<string, Group>): ShowPlaces {
  const [anybody] = people;
  return () => [
    ...people.map((person) => ({
      ...toPlace(String(person.user.id), `${person.user.first_name}'s chat`, 'direct', person.sees()),
      isBotTyping: person.seesAction() === 'typing',
    })),
    ...[...groups].map(([title, group]) => ({
      ...toPlace(title, title, 'group', group.messages()),
      isBotTyping: anybody?.seesAction({ in: group }) === 'typing',
    })),
  ];
}

function toPlace(id: string, name: string, kind: Place['kind'], seen: ShownMessage[]): Place {
  const known = new Map(seen.map((message) => [message.message_id, message]));
  const lines = seen.filter(isSaid).map((message) => toLine(message, known.get(message.replyTo ?? 0)));
  return { id, name, kind, lines, isBotTyping: false };
}

/** Telegram's own messages, such as that somebody joined, are left out. */
function isSaid({ text, file }: ShownMessage): boolean {
  return text !== '' || file !== undefined;
}

function toLine(message: ShownMessage, answered: ShownMessage | undefined): Line {
  const { file } = message;
  return {
    id: `${message.chat.id} ${message.message_id}`,
    at: message.message.date * 1_000,
    author: message.from,
    byBot: message.fromBot,
    answers: answered && `${answered.from}: ${excerptOf(answered.text, ANSWERED_LENGTH)}`,
    parts: [...textParts(toRuns(message.text, message.entities)), ...buttonRows(message.buttons)],
    reactions: count(message.reactions),
    files: file === undefined ? [] : [shownFile(file.name, file.type, file.bytes)],
    // Telegram's app says so of people's messages alone.
    edited: message.edited && !message.fromBot,
    onlyFor: undefined,
    thread: undefined,
  };
}

const FORMATS: Partial<Record<MessageEntity['type'], Run['format']>> = {
  bold: 'bold',
  italic: 'italic',
  code: 'code',
  pre: 'code',
};

/** Cuts the text where a format or link begins or ends; of nested formats the innermost is shown. */
function toRuns(text: string, entities: MessageEntity[]): Run[] {
  if (text === '') return [];
  const edges = new Set([0, text.length, ...entities.flatMap(({ offset, length }) => [offset, offset + length])]);
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    const covering = entities.filter(({ offset, length }) => offset <= start && offset + length >= end);
    const format = covering.flatMap(({ type }) => FORMATS[type] ?? []).at(-1) ?? 'plain';
    return { text: text.slice(start, end), format, href: linkOf(covering, text.slice(start, end)) };
  });
}

function linkOf(entities: MessageEntity[], shown: string): string | undefined {
  for (const entity of entities) {
    if (entity.type === 'text_link') return webAddress(entity.url);
    if (entity.type === 'url') return webAddress(shown);
  }
  return undefined;
}

function count(reactions: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const emoji of reactions) counts[emoji] = (counts[emoji] ?? 0) + 1;
  return counts;
}
