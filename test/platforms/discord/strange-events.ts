/** Events that live gateways have sent, or could, and that discord.js 14 throws on or gets wrong. */

interface StrangeEvent {
  name: string;
  data: unknown;
}

/** Somebody writes and presses where the bot is, but Discord words it as nobody expects. */
export function strangeEvents({ channelId, userId }: { channelId: string; userId: string }): StrangeEvent[] {
  const user = { id: userId, username: 'kim', discriminator: '0', global_name: 'kim', avatar: null };
  const message = {
    id: '1573657795545268224',
    channel_id: channelId,
    channel_type: 1,
    type: 0,
    author: user,
    content: 'words',
    timestamp: '2026-11-26T08:00:00.000000+00:00',
    edited_timestamp: null,
    mentions: [],
    attachments: [],
    embeds: [],
    components: [],
  };
  const interaction = {
    id: '1573657795545268225',
    application_id: '1573657795545268226',
    type: 2,
    token: 'unknown',
    version: 1,
    channel_id: channelId,
    channel: { id: channelId, type: 1 },
    user,
    locale: 'en-GB',
    data: { id: '1573657795545268227', name: 'help', type: 1 },
  };
  return [
    // As sent in July 2024, and as in the documentation's own example.
    { name: 'INTERACTION_CREATE', data: { ...interaction, type: 3, data: { custom_id: 'x', component_type: 2 } } },
    { name: 'INTERACTION_CREATE', data: { ...interaction, type: 99, entitlements: null } },
    { name: 'INTERACTION_CREATE', data: { ...interaction, id: 'x', entitlements: [] } },
    { name: 'MESSAGE_CREATE', data: { ...message, thread: null, content: null } },
    { name: 'MESSAGE_CREATE', data: { ...message, id: 'not a number' } },
    { name: 'MESSAGE_CREATE', data: { ...message, timestamp: 'yesterday' } },
    { name: 'MESSAGE_CREATE', data: { ...message, author: null } },
    { name: 'MESSAGE_UPDATE', data: { ...message, thread: null, author: undefined } },
    { name: 'MESSAGE_DELETE', data: null },
    { name: 'MESSAGE_DELETE_BULK', data: { channel_id: channelId, ids: null } },
    { name: 'MESSAGE_REACTION_ADD', data: { channel_id: channelId, message_id: message.id, emoji: null } },
    { name: 'MESSAGE_REACTION_REMOVE_ALL', data: {} },
    { name: 'MESSAGE_POLL_VOTE_ADD', data: null },
    { name: 'CHANNEL_UPDATE', data: { id: channelId, type: 99, name: 'of a new kind' } },
    { name: 'CHANNEL_UPDATE', data: null },
    { name: 'CHANNEL_CREATE', data: { id: null, type: 0, guild_id: '1', permission_overwrites: null } },
    { name: 'CHANNEL_PINS_UPDATE', data: null },
    { name: 'THREAD_CREATE', data: { id: '5', type: 11, thread_metadata: null, parent_id: null } },
    { name: 'THREAD_LIST_SYNC', data: { guild_id: '1', threads: null, members: null } },
    { name: 'THREAD_MEMBERS_UPDATE', data: { id: '5', added_members: null } },
    { name: 'GUILD_CREATE', data: { id: '6', channels: [null], roles: null, threads: 7 } },
    { name: 'GUILD_CREATE', data: null },
    { name: 'GUILD_UPDATE', data: null },
    { name: 'GUILD_DELETE', data: null },
    { name: 'GUILD_ROLE_CREATE', data: { guild_id: '1', role: null } },
    { name: 'GUILD_MEMBERS_CHUNK', data: { guild_id: '1', members: null } },
    { name: 'GUILD_MEMBER_ADD', data: null },
    { name: 'PRESENCE_UPDATE', data: { user: null } },
    { name: 'TYPING_START', data: null },
    { name: 'USER_UPDATE', data: null },
    { name: 'VOICE_STATE_UPDATE', data: null },
    { name: 'ENTITLEMENT_CREATE', data: null },
    { name: 'A_NEW_KIND', data: { toString: 1 } },
    { name: '__proto__', data: { __proto__: null } },
    { name: 'constructor', data: 7 },
  ];
}

/** Frames by which the client itself falls; a connection may end by each. */
export const STRANGE_FRAMES = [
  'null',
  'not JSON',
  '7',
  '{"op":0,"t":"READY","s":1,"d":null}',
  '{"op":0,"t":"READY","s":1,"d":{"session_id":"x","guilds":null}}',
  '{"op":0,"t":null,"s":null,"d":null}',
  '{"op":9,"d":null}',
  '{"op":10,"d":null}',
  '{"op":99,"d":{}}',
];
