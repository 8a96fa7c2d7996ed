import {
  type APIMessage,
  type APIUser,
  EmbedType,
  MessageActivityType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  StickerFormatType,
} from 'discord-api-types/v10';
import { openDiscord } from '../support/channels/discord-harness.ts';
import { type MessageKind, type MessageKinds, messageKindsContract } from './message-kinds.ts';

/** Every field of a message, every type that one can be of, and what is told apart within fields. */
type Kind =
  | keyof APIMessage
  | `type ${keyof typeof MessageType}`
  | `sticker of format ${keyof typeof StickerFormatType}`
  | `embed of type ${keyof typeof EmbedType}`
  | `activity ${keyof typeof MessageActivityType}`
  | `reference ${keyof typeof MessageReferenceType}`;

const BY_DISCORD = 'Discord writes it itself';
const BY_APPS = 'an app writes it';
const ELSEWHERE = '1573657795545268200';
const ID = '1573657795545268201';
const ana: APIUser = {
  id: '1573657795545268202',
  username: 'ana',
  global_name: 'Ana',
  discriminator: '0',
  avatar: null,
  primary_guild: null,
};
const lampFile = {
  id: '1573657795545268203',
  filename: 'lamp.png',
  size: 3,
  content_type: 'image/png',
  url: 'https://cdn.discordapp.com/attachments/1/2/lamp.png',
  proxy_url: 'https://media.discordapp.net/attachments/1/2/lamp.png',
};
const passedOn = {
  type: MessageType.Default,
  content: 'The lamp flickers',
  attachments: [lampFile],
  embeds: [],
  mentions: [],
  mention_roles: [],
  timestamp: '2026-11-26T08:00:00.000000+00:00',
  edited_timestamp: null,
};
const answered: APIMessage = {
  ...passedOn,
  id: ID,
  channel_id: ELSEWHERE,
  author: ana,
  tts: false,
  mention_everyone: false,
  pinned: false,
};
const forwarded = { type: MessageReferenceType.Forward, channel_id: ELSEWHERE, message_id: ID };

/** A message as Discord's own types have it. */
const of = (fields: Partial<APIMessage>): Readonly<Record<string, unknown>> => ({ ...fields });
const notHeard = (unheard: string, fields: Partial<APIMessage>): MessageKind => ({ sent: of(fields), unheard });
const notAKind = (reason: string): MessageKind => ({ notAKind: reason });
const ofDiscord = (type: MessageType, content = ''): MessageKind => notHeard(BY_DISCORD, { type, content });

function ofSticker(format: StickerFormatType, heard: Extract<MessageKind, { heard: unknown }>['heard']): MessageKind {
  return { sent: of({ sticker_items: [{ id: ID, name: 'Wave', format_type: format }] }), heard };
}

function ofEmbed(type: EmbedType, title: string): MessageKind {
  const url = 'https://shop.example/lamp';
  const sent = of({ content: url, embeds: [{ type, title: 'A lamp', description: 'It shines.', url }] });
  return { sent, heard: { text: url, enclosures: [{ kind: 'item', title, text: 'A lamp\nIt shines.', url }] } };
}

function ofActivity(type: MessageActivityType, title: string): MessageKind {
  const sent = of({ activity: { type }, application: { name: 'Chess' } });
  return { sent, heard: { text: '', enclosures: [{ kind: 'item', title, text: 'Chess' }] } };
}

const kinds: MessageKinds<Kind> = {
  // Fields that say something.
  content: { sent: of({ content: 'hello' }), heard: { text: 'hello' } },
  attachments: {
    sent: of({
      flags: MessageFlags.IsVoiceMessage,
      attachments: [
        { ...lampFile, description: 'It flickers here' },
        {
          ...lampFile,
          id: ID,
          filename: 'voice-message.ogg',
          content_type: 'audio/ogg',
          duration_secs: 12.3,
          waveform: 'A',
        },
      ],
    }),
    heard: {
      text: '',
      attachments: [
        { name: 'lamp.png', mediaType: 'image/png', sizeBytes: 3 },
        { name: 'voice-message.ogg', mediaType: 'audio/ogg', sizeBytes: 3 },
      ],
      enclosures: [
        { kind: 'item', title: 'Description of lamp.png', text: 'It flickers here' },
        { kind: 'item', title: 'Voice message of 12 s', text: '' },
      ],
    },
  },
  embeds: {
    sent: of({
      embeds: [
        {
          author: { name: 'Shop' },
          title: 'Lamps',
          url: 'javascript:alert(1)',
          fields: [{ name: 'Price', value: '5' }],
          footer: { text: 'while they last' },
        },
      ],
    }),
    heard: {
      text: '',
      enclosures: [{ title: 'Link', author: 'Shop', text: 'Lamps\nPrice: 5\nwhile they last', url: undefined }],
    },
  },
  sticker_items: ofSticker(StickerFormatType.PNG, { text: ':Wave:', attachments: [{ name: 'Wave.png' }] }),
  stickers: {
    sent: of({
      content: 'bye',
      stickers: [
        { id: ID, name: 'Wave', description: null, tags: 'wave', type: 1, format_type: StickerFormatType.Lottie },
      ],
    }),
    heard: { text: 'bye', enclosures: [{ title: 'Sticker', text: 'Wave' }] },
  },
  poll: {
    sent: of({
      poll: {
        question: { text: 'Which lamp?' },
        answers: [
          { answer_id: 1, poll_media: { text: 'The red one' } },
          { answer_id: 2, poll_media: { emoji: { id: null, name: '🔵' } } },
        ],
        expiry: null,
        allow_multiselect: false,
        layout_type: 1,
      },
    }),
    heard: { text: '', enclosures: [{ kind: 'item', title: 'Poll', text: 'Which lamp?\nThe red one\n🔵' }] },
  },
  message_snapshots: {
    sent: of({
      message_reference: forwarded,
      message_snapshots: [
        { message: { ...passedOn, sticker_items: [{ id: ID, name: 'Wave', format_type: StickerFormatType.GIF }] } },
      ],
    }),
    heard: {
      text: '',
      attachments: [{ name: 'lamp.png' }, { name: 'Wave.gif' }],
      enclosures: [{ kind: 'forward', author: undefined, text: 'The lamp flickers' }],
    },
  },
  referenced_message: {
    sent: of({
      type: MessageType.Reply,
      content: 'mine as well',
      message_reference: { channel_id: ELSEWHERE, message_id: ID },
      referenced_message: answered,
    }),
    heard: {
      text: 'mine as well',
      attachments: [{ name: 'lamp.png', key: `${ELSEWHERE}/${ID}/${lampFile.id}` }],
      enclosures: [{ kind: 'quote', author: 'Ana', text: 'The lamp flickers', messageKey: undefined }],
    },
  },
  message_reference: {
    sent: of({
      type: MessageType.Reply,
      content: 'and that one?',
      message_reference: { channel_id: ELSEWHERE, message_id: ID },
      referenced_message: null,
    }),
    heard: { text: 'and that one?', enclosures: [{ kind: 'quote', title: 'Deleted message', text: '' }] },
  },
  components: {
    sent: of({
      flags: MessageFlags.IsComponentsV2,
      components: [
        {
          type: 17,
          components: [
            { type: 10, content: 'Lamps are cheap' },
            {
              type: 9,
              components: [{ type: 10, content: 'today' }],
              accessory: { type: 11, media: { url: 'x' }, description: 'A lamp' },
            },
            { type: 12, items: [{ media: { url: 'https://shop.example/lamp.png' } }] },
            { type: 14 },
            { type: 1, components: [{ type: 2, style: 5, label: 'Buy', url: 'https://shop.example/lamp' }] },
          ],
        },
      ],
    }),
    heard: {
      text: '',
      enclosures: [
        {
          title: 'Card',
          text: 'Lamps are cheap\ntoday\nA lamp\nhttps://shop.example/lamp.png\nBuy (https://shop.example/lamp)',
        },
      ],
    },
  },
  activity: ofActivity(MessageActivityType.Join, 'Invitation to a game'),
  application: {
    sent: of({ application: { name: 'Chess' } }),
    heard: { text: '', enclosures: [{ kind: 'item', title: 'Application', text: 'Chess' }] },
  },
  shared_client_theme: {
    sent: of({ shared_client_theme: { colors: ['5865F2'], gradient_angle: 0, base_mix: 50 } }),
    heard: { text: '', enclosures: [{ kind: 'item', title: 'Theme', text: '' }] },
  },
  mentions: { sent: of({ content: `ask <@${ana.id}>`, mentions: [ana] }), heard: { text: 'ask @Ana' } },
  mention_roles: { sent: of({ content: 'ask <@&77>', mention_roles: ['77'] }), heard: { text: 'ask @77' } },
  mention_channels: {
    sent: of({ content: 'in <#78>', mention_channels: [{ id: '78', guild_id: '79', type: 0, name: 'lamps' }] }),
    heard: { text: 'in #lamps' },
  },
  mention_everyone: { sent: of({ content: '@everyone hi', mention_everyone: true }), heard: { text: '@everyone hi' } },
  timestamp: { sent: of({ content: 'now', timestamp: '2026-11-26T08:00:00.000000+00:00' }), heard: { text: 'now' } },
  type: { sent: { content: 'of a type to come', type: 9_999 }, heard: { text: 'of a type to come' } },
  // Fields of what is no message of a person's.
  author: notHeard('it is a bot’s', { content: 'beep', author: { ...ana, bot: true } }),
  webhook_id: notHeard('a webhook writes it, and nobody wrote so before', { content: 'News!', webhook_id: ID }),
  call: notHeard(BY_DISCORD, { type: MessageType.Call, call: { participants: [ana.id] } }),
  role_subscription_data: notHeard(BY_DISCORD, {
    type: MessageType.RoleSubscriptionPurchase,
    role_subscription_data: {
      role_subscription_listing_id: ID,
      tier_name: 'Gold',
      total_months_subscribed: 1,
      is_renewal: false,
    },
  }),
  // Fields that say nothing by themselves.
  id: notAKind('it names the message'),
  channel_id: notAKind('it says where the message is'),
  edited_timestamp: notAKind('it says when the message was edited, which is an event of its own'),
  tts: notAKind('it says that the words are read out'),
  reactions: notAKind('each is an event of its own'),
  nonce: notAKind('the sender’s app knows the message by it'),
  pinned: notAKind('it says that the message is among the pinned ones'),
  flags: notAKind('they say again what other fields show'),
  thread: notAKind('it is the thread that was opened on the message'),
  position: notAKind('it counts the messages of a thread'),
  application_id: notAKind('it says whose message it is, where that is an app'),
  interaction_metadata: notAKind('it says which command an app answered'),
  interaction: notAKind('it says which command an app answered'),
  resolved: notAKind('it has names for ids in what an app wrote'),
  // Types.
  'type Default': { sent: of({ type: MessageType.Default, content: 'hello' }), heard: { text: 'hello' } },
  'type Reply': {
    sent: of({ type: MessageType.Reply, content: 'yes' }),
    heard: { text: 'yes' },
  },
  'type ChatInputCommand': notHeard(BY_APPS, {
    type: MessageType.ChatInputCommand,
    content: 'done',
    author: { ...ana, bot: true },
  }),
  'type ContextMenuCommand': notHeard(BY_APPS, {
    type: MessageType.ContextMenuCommand,
    content: 'done',
    author: { ...ana, bot: true },
  }),
  'type ThreadStarterMessage': notHeard('it shows again, in its thread, the message that was heard', {
    type: MessageType.ThreadStarterMessage,
    referenced_message: answered,
  }),
  'type RecipientAdd': ofDiscord(MessageType.RecipientAdd),
  'type RecipientRemove': ofDiscord(MessageType.RecipientRemove),
  'type Call': ofDiscord(MessageType.Call),
  'type ChannelNameChange': ofDiscord(MessageType.ChannelNameChange, 'lamps'),
  'type ChannelIconChange': ofDiscord(MessageType.ChannelIconChange),
  'type ChannelPinnedMessage': ofDiscord(MessageType.ChannelPinnedMessage),
  'type UserJoin': ofDiscord(MessageType.UserJoin),
  'type GuildBoost': ofDiscord(MessageType.GuildBoost),
  'type GuildBoostTier1': ofDiscord(MessageType.GuildBoostTier1),
  'type GuildBoostTier2': ofDiscord(MessageType.GuildBoostTier2),
  'type GuildBoostTier3': ofDiscord(MessageType.GuildBoostTier3),
  'type ChannelFollowAdd': ofDiscord(MessageType.ChannelFollowAdd, 'Lamp news'),
  'type GuildDiscoveryDisqualified': ofDiscord(MessageType.GuildDiscoveryDisqualified),
  'type GuildDiscoveryRequalified': ofDiscord(MessageType.GuildDiscoveryRequalified),
  'type GuildDiscoveryGracePeriodInitialWarning': ofDiscord(MessageType.GuildDiscoveryGracePeriodInitialWarning),
  'type GuildDiscoveryGracePeriodFinalWarning': ofDiscord(MessageType.GuildDiscoveryGracePeriodFinalWarning),
  'type ThreadCreated': ofDiscord(MessageType.ThreadCreated, 'Lamps'),
  'type GuildInviteReminder': ofDiscord(MessageType.GuildInviteReminder),
  'type AutoModerationAction': ofDiscord(MessageType.AutoModerationAction),
  'type RoleSubscriptionPurchase': ofDiscord(MessageType.RoleSubscriptionPurchase),
  'type InteractionPremiumUpsell': ofDiscord(MessageType.InteractionPremiumUpsell),
  'type StageStart': ofDiscord(MessageType.StageStart, 'Lamps'),
  'type StageEnd': ofDiscord(MessageType.StageEnd, 'Lamps'),
  'type StageSpeaker': ofDiscord(MessageType.StageSpeaker),
  'type StageRaiseHand': ofDiscord(MessageType.StageRaiseHand),
  'type StageTopic': ofDiscord(MessageType.StageTopic, 'Lamps'),
  'type GuildApplicationPremiumSubscription': ofDiscord(MessageType.GuildApplicationPremiumSubscription),
  'type GuildIncidentAlertModeEnabled': ofDiscord(MessageType.GuildIncidentAlertModeEnabled),
  'type GuildIncidentAlertModeDisabled': ofDiscord(MessageType.GuildIncidentAlertModeDisabled),
  'type GuildIncidentReportRaid': ofDiscord(MessageType.GuildIncidentReportRaid),
  'type GuildIncidentReportFalseAlarm': ofDiscord(MessageType.GuildIncidentReportFalseAlarm),
  'type PurchaseNotification': ofDiscord(MessageType.PurchaseNotification),
  'type PollResult': notHeard(BY_DISCORD, {
    type: MessageType.PollResult,
    embeds: [{ type: EmbedType.PollResult, fields: [{ name: 'poll_question_text', value: 'Which lamp?' }] }],
  }),
  // What is told apart within fields.
  'sticker of format PNG': ofSticker(StickerFormatType.PNG, {
    text: ':Wave:',
    attachments: [{ mediaType: 'image/png' }],
  }),
  'sticker of format APNG': ofSticker(StickerFormatType.APNG, { text: ':Wave:', attachments: [{ name: 'Wave.png' }] }),
  'sticker of format GIF': ofSticker(StickerFormatType.GIF, { text: ':Wave:', attachments: [{ name: 'Wave.gif' }] }),
  'sticker of format Lottie': ofSticker(StickerFormatType.Lottie, {
    text: ':Wave:',
    enclosures: [{ kind: 'item', title: 'Sticker', text: 'Wave' }],
  }),
  'embed of type Rich': ofEmbed(EmbedType.Rich, 'Link'),
  'embed of type Image': ofEmbed(EmbedType.Image, 'Picture'),
  'embed of type Video': ofEmbed(EmbedType.Video, 'Video'),
  'embed of type GIFV': ofEmbed(EmbedType.GIFV, 'GIF'),
  'embed of type Article': ofEmbed(EmbedType.Article, 'Link'),
  'embed of type Link': ofEmbed(EmbedType.Link, 'Link'),
  'embed of type AutoModerationMessage': notAKind('it stands in messages of the type AutoModerationAction'),
  'embed of type PollResult': notAKind('it stands in messages of the type PollResult'),
  'activity Join': ofActivity(MessageActivityType.Join, 'Invitation to a game'),
  'activity Spectate': ofActivity(MessageActivityType.Spectate, 'Invitation to watch'),
  'activity Listen': ofActivity(MessageActivityType.Listen, 'Invitation to listen'),
  'activity JoinRequest': ofActivity(MessageActivityType.JoinRequest, 'Request to join a game'),
  'activity StreamRequest': ofActivity(MessageActivityType.StreamRequest, 'Request to watch'),
  'reference Default': {
    sent: of({
      type: MessageType.Reply,
      message_reference: { type: MessageReferenceType.Default, channel_id: ELSEWHERE, message_id: ID },
      referenced_message: { ...answered, content: '', message_snapshots: [{ message: passedOn }] },
    }),
    heard: {
      text: '',
      attachments: [{ name: 'lamp.png' }, { name: 'lamp.png' }],
      enclosures: [{ kind: 'quote', author: 'Ana', text: 'The lamp flickers' }],
    },
  },
  'reference Forward': {
    sent: of({ message_reference: forwarded }),
    heard: { text: '', enclosures: [{ kind: 'forward', title: 'Message that Discord does not show', text: '' }] },
  },
};

/** What no type names. */
const strangers: MessageKinds<string> = {
  'nothing at all': {
    sent: { content: '' },
    heard: { text: '', enclosures: [{ kind: 'item', title: 'Message of a kind the desk does not know (type 0)' }] },
  },
  'a field that nobody knows': {
    sent: { soundboard_sounds: [{ sound_id: ID }] },
    heard: { text: '', enclosures: [{ title: 'Message of a kind the desk does not know (soundboard_sounds)' }] },
  },
  'a field that is not as documented': {
    sent: {
      content: 'vote!',
      poll: { question: 7 },
      guild_id: null,
      member: null,
      mentions: null,
      attachments: [null],
    },
    heard: {
      text: 'vote!',
      enclosures: [
        { title: 'Message of a kind the desk does not know (attachments)' },
        { title: 'Message of a kind the desk does not know (poll)' },
      ],
    },
  },
  'a type that nobody knows, without words': { sent: { type: 9_998 }, unheard: 'it says nothing' },
};

messageKindsContract('discord', openDiscord, { ...kinds, ...strangers });
