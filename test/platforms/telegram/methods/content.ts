import type { Message } from 'grammy/types';
import { formatText } from '../entities/formatted-text.ts';
import type { Query } from '../query.ts';
import { badRequest } from '../telegram-error.ts';
import type { World } from '../world.ts';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;

/** The text of a message to send: 1 to 4096 characters (code points) without their mark-up. @throws TelegramError */
export function readText(world: World, query: Query): Pick<Message, 'text' | 'entities'> {
  const { text, entities } = format(world, query, 'text', 'entities');
  if (text === '') throw badRequest('message text is empty');
  if ([...text].length > LONGEST_TEXT) throw badRequest('message is too long');
  return { text, ...(entities.length > 0 ? { entities } : { entities: undefined }) };
}

/** The caption of a file: none, or at most 1024 characters without their mark-up. @throws TelegramError */
export function readCaption(world: World, query: Query): Pick<Message, 'caption' | 'caption_entities'> {
  const { text, entities } = format(world, query, 'caption', 'caption_entities');
  if ([...text].length > LONGEST_CAPTION) throw badRequest('message caption is too long');
  return {
    caption: text === '' ? undefined : text,
    caption_entities: entities.length > 0 ? entities : undefined,
  };
}

function format(world: World, query: Query, field: string, entitiesField: string) {
  return formatText({
    text: query.text(field),
    parseMode: query.text('parse_mode'),
    entities: query.json(entitiesField, 'entities'),
    findUser: (id) => world.users.get(id),
  });
}
