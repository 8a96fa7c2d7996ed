/** What the bot says of itself: who it is, its commands, its descriptions. */

import type { BotCommand } from 'grammy/types';
import { z } from 'zod';
import type { Query } from '../query.ts';
import { badRequest } from '../telegram-error.ts';
import type { World } from '../world.ts';
import type { Methods } from './method.ts';

const MOST_COMMANDS = 100;
const LONGEST_DESCRIPTION = 256;

/** The texts of a profile: the parameter of the method, and how long it may be. */
const PROFILE = {
  Name: ['name', 64],
  Description: ['description', 512],
  ShortDescription: ['short_description', 120],
} as const;

const commandScope = z.looseObject({
  type: z.enum([
    'default',
    'all_private_chats',
    'all_group_chats',
    'all_chat_administrators',
    'chat',
    'chat_administrators',
    'chat_member',
  ]),
  chat_id: z.union([z.number(), z.string()]).optional(),
  user_id: z.number().optional(),
});

/** getMe, the commands and the profile's texts. */
export function profileMethods(world: World): Methods {
  return {
    getMe: () => world.bot,
    setMyCommands: (query) => setCommands(world, query, readCommands(query)),
    deleteMyCommands: (query) => setCommands(world, query, undefined),
    getMyCommands: (query) => world.commands.get(scopeKey(query)) ?? [],
    ...Object.fromEntries(
      Object.entries(PROFILE).flatMap(([what, rule]) => textMethods(world, what, rule[0], rule[1])),
    ),
  };
}

/** The key of a list of commands: the scope's type, its chat and person, and the language. */
export function commandListKey(
  type: string,
  chatId: number | string,
  userId: number | string,
  language: string,
): string {
  return [type, chatId, userId, language].join(' ');
}

function scopeKey(query: Query): string {
  const scope = commandScope.safeParse(query.json('scope', 'BotCommandScope') ?? { type: 'default' });
  if (!scope.success) throw badRequest("can't parse BotCommandScope: unsupported type specified");
  const { type, chat_id = '', user_id = '' } = scope.data;
  return commandListKey(type, chat_id, user_id, query.text('language_code'));
}

function setCommands(world: World, query: Query, commands: BotCommand[] | undefined): true {
  const key = scopeKey(query);
  if (commands === undefined || commands.length === 0) world.commands.delete(key);
  else world.commands.set(key, commands);
  world.changes.happened();
  return true;
}

function readCommands(query: Query): BotCommand[] {
  const commands = query.json('commands', 'commands');
  if (!Array.isArray(commands)) throw badRequest("can't parse commands: expected an Array of BotCommand");
  if (commands.length > MOST_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return commands.map(readCommand);
}

function readCommand(given: unknown): BotCommand {
  const parsed = z.looseObject({ command: z.string(), description: z.string() }).safeParse(given);
  if (!parsed.success) throw badRequest('can\'t parse BotCommand: field "command" must be of type String');
  const command = parsed.data.command.replace(/^\//, '');
  const { description } = parsed.data;
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description === '' || [...description].length > LONGEST_DESCRIPTION) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return { command, description };
}

function textMethods(
  world: World,
  what: string,
  field: string,
  maxLength: number,
): [string, (query: Query) => unknown][] {
  const keyOf = (query: Query): string => `${field} ${query.text('language_code')}`;
  return [
    [`getMy${what}`, (query) => ({ [field]: world.profile.get(keyOf(query)) ?? '' })],
    [
      `setMy${what}`,
      (query) => {
        if ([...query.text(field)].length > maxLength) throw badRequest(`${field.replace('_', ' ')} is too long`);
        world.profile.set(keyOf(query), query.text(field));
        world.changes.happened();
        return true;
      },
    ],
  ];
}
