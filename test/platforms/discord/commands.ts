/** Registered commands. */

import { commandForm, commandForms } from './command-form.ts';
import { discordError } from './errors.ts';
import { parseForm } from './form.ts';
import type { Command } from './model.ts';
import type { World } from './world.ts';

const MAX_COMMANDS = 100;

/** The commands of one server, or those of every server when `guildId` is undefined. */
export function commandsOf(world: World, guildId: string | undefined): Command[] {
  return world.commands.filter((command) => command.guildId === guildId);
}

/** @throws Unknown application command */
export function commandOf(world: World, guildId: string | undefined, id: string): Command {
  const found = commandsOf(world, guildId).find((command) => command.id === id);
  if (found === undefined) throw discordError('unknownCommand');
  return found;
}

/** Registers a command; one with its name is replaced and keeps its id. `isNew` says whether there was none. */
export function putCommand(
  world: World,
  guildId: string | undefined,
  body: unknown,
): { command: Command; isNew: boolean } {
  const form = parseForm(commandForm, body);
  const present = commandsOf(world, guildId).find((command) => command.form.name === form.name);
  if (present === undefined && commandsOf(world, guildId).length >= MAX_COMMANDS) throw discordError('tooManyCommands');
  const command = { id: present?.id ?? world.nextId(), version: world.nextId(), guildId, form };
  world.commands = [...world.commands.filter((other) => other !== present), command];
  world.changes.happened();
  return { command, isNew: present === undefined };
}

/** Registers exactly these commands; others of the same place are removed. */
export function replaceCommands(world: World, guildId: string | undefined, body: unknown): Command[] {
  const forms = parseForm(commandForms, body);
  world.commands = world.commands.filter(
    (command) => command.guildId !== guildId || forms.some(({ name }) => name === command.form.name),
  );
  return forms.map((form) => putCommand(world, guildId, form).command);
}

/** Changes what the body names. */
export function editCommand(world: World, guildId: string | undefined, id: string, body: object): Command {
  const command = commandOf(world, guildId, id);
  command.form = parseForm(commandForm, { ...command.form, ...body });
  command.version = world.nextId();
  return command;
}

/** @throws Unknown application command */
export function removeCommand(world: World, guildId: string | undefined, id: string): void {
  const gone = commandOf(world, guildId, id);
  world.commands = world.commands.filter((command) => command !== gone);
}

/** A command object. */
export function toWireCommand(world: World, { id, version, guildId, form }: Command): object {
  return {
    id,
    version,
    application_id: world.applicationId,
    ...(guildId === undefined
      ? { dm_permission: form.dm_permission ?? true, contexts: form.contexts ?? null }
      : { guild_id: guildId }),
    type: 1,
    name: form.name,
    name_localizations: form.name_localizations ?? null,
    description: form.description,
    description_localizations: form.description_localizations ?? null,
    ...(form.options?.length ? { options: form.options } : {}),
    default_member_permissions: form.default_member_permissions ?? null,
    integration_types: form.integration_types ?? [0],
    nsfw: form.nsfw ?? false,
  };
}
