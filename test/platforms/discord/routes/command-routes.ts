/** Registering commands, for every server or for one. */

import { type Call, created, noContent, ok, type Route } from '../call.ts';
import {
  commandOf,
  commandsOf,
  editCommand,
  putCommand,
  removeCommand,
  replaceCommands,
  toWireCommand,
} from '../commands.ts';
import { discordError } from '../errors.ts';
import { guildOfBot } from '../permissions.ts';

const getAll: Route = (call) =>
  ok(commandsOf(call.world, place(call)).map((command) => toWireCommand(call.world, command)));

const getOne: Route = (call) => ok(toWireCommand(call.world, commandOf(call.world, place(call), call.id('command'))));

const put: Route = (call) => {
  const { command, isNew } = putCommand(call.world, place(call), call.body);
  const wire = toWireCommand(call.world, command);
  return isNew ? created(wire) : ok(wire);
};

const replaceAll: Route = (call) =>
  ok(replaceCommands(call.world, place(call), call.body).map((command) => toWireCommand(call.world, command)));

const edit: Route = (call) =>
  ok(toWireCommand(call.world, editCommand(call.world, place(call), call.id('command'), call.body)));

const remove: Route = (call) => {
  removeCommand(call.world, place(call), call.id('command'));
  return noContent;
};

export const commandRoutes = {
  'GET /applications/:application/commands': getAll,
  'POST /applications/:application/commands': put,
  'PUT /applications/:application/commands': replaceAll,
  'GET /applications/:application/commands/:command': getOne,
  'PATCH /applications/:application/commands/:command': edit,
  'DELETE /applications/:application/commands/:command': remove,
  'GET /applications/:application/guilds/:guild/commands': getAll,
  'POST /applications/:application/guilds/:guild/commands': put,
  'PUT /applications/:application/guilds/:guild/commands': replaceAll,
  'GET /applications/:application/guilds/:guild/commands/:command': getOne,
  'PATCH /applications/:application/guilds/:guild/commands/:command': edit,
  'DELETE /applications/:application/guilds/:guild/commands/:command': remove,
} satisfies Record<string, Route>;

/** The server of the path, or undefined for commands of every server. @throws Missing Access for another application */
function place(call: Call): string | undefined {
  if (call.id('application') !== call.world.applicationId) throw discordError('missingAccess');
  return call.param('guild') === '' ? undefined : guildOfBot(call.world, call.id('guild')).id;
}
