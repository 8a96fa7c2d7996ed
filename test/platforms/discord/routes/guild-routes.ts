/** Servers, their members and roles, users, and the bot's own account. */

import { type Call, limitOf, ok, type Route } from '../call.ts';
import { guildOfBot, may, permissionsInGuild } from '../permissions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { toWireChannel, toWireGuild, toWireMember, toWireUser } from '../wire.ts';
import { channelOf, memberOf, userOf } from '../world.ts';

export const guildRoutes = {
  'GET /gateway': (call) => ok({ url: gatewayUrl(call) }),

  'GET /gateway/bot': (call) =>
    ok({
      url: gatewayUrl(call),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
    }),

  'GET /users/@me': (call) => ok({ ...toWireUser(userOf(call.world, call.botId)), verified: true, mfa_enabled: false }),

  'GET /users/@me/guilds': (call) => {
    const guilds = [...call.world.guilds.values()].filter(({ members }) => members.has(call.botId));
    return ok(
      guilds.map((guild) => ({
        id: guild.id,
        name: guild.name,
        icon: null,
        owner: guild.ownerId === call.botId,
        permissions: permissionsInGuild(guild, call.botId).toString(),
        features: [],
      })),
    );
  },

  'GET /users/:user': (call) => ok(toWireUser(userOf(call.world, call.id('user')))),
  'GET /guilds/:guild': (call) => ok(toWireGuild(guildOfBot(call.world, call.id('guild')))),

  'GET /guilds/:guild/channels': (call) => {
    const guild = guildOfBot(call.world, call.id('guild'));
    const channels = [...guild.channelIds]
      .map((id) => channelOf(call.world, id))
      .filter(({ thread }) => thread === undefined);
    const visible = channels.filter((channel) => may(call.world, channel, call.botId, 'viewChannel'));
    return ok(visible.map((channel) => toWireChannel(call.world, channel)));
  },

  'GET /guilds/:guild/roles': (call) => ok([...guildOfBot(call.world, call.id('guild')).roles.values()]),

  'GET /guilds/:guild/members': (call) => {
    const guild = guildOfBot(call.world, call.id('guild'));
    const after = call.query.get('after') ?? '0';
    const members = [...guild.members.values()]
      .filter(({ userId }) => compareSnowflakes(userId, after) > 0)
      .sort((a, b) => compareSnowflakes(a.userId, b.userId));
    return ok(
      members.slice(0, limitOf(call, { usual: 1, max: 1000 })).map((member) => toWireMember(call.world, member)),
    );
  },

  'GET /guilds/:guild/members/:user': (call) => {
    const guild = guildOfBot(call.world, call.id('guild'));
    return ok(toWireMember(call.world, memberOf(guild, call.id('user'))));
  },

  'GET /applications/@me': (call) => ok(toWireApplication(call)),
  'GET /oauth2/applications/@me': (call) => ok(toWireApplication(call)),
} satisfies Record<string, Route>;

function gatewayUrl({ world }: Call): string {
  return world.origin.replace('http', 'ws');
}

/** Which privileged intents are switched on can be read from the application's flags. */
function toWireApplication({ world, botId }: Call): object {
  const bot = userOf(world, botId);
  return {
    id: world.applicationId,
    name: bot.name,
    icon: null,
    description: '',
    bot: toWireUser(bot),
    bot_public: true,
    bot_require_code_grant: false,
    owner: toWireUser(bot),
    team: null,
    verify_key: world.publicKey,
    flags: applicationFlags(world.privilegedIntents),
    interactions_endpoint_url: world.interactionsEndpoint ?? null,
    approximate_guild_count: world.guilds.size,
    summary: '',
    tags: [],
  };
}

/** The "limited" flags, which bots in fewer than a hundred servers have. */
function applicationFlags(intents: number): number {
  const pairs = [
    [1 << 8, 1 << 13],
    [1 << 1, 1 << 15],
    [1 << 15, 1 << 19],
  ] as const;
  return pairs.reduce((flags, [intent, flag]) => ((intents & intent) === 0 ? flags : flags | flag), 0);
}
