/** Interactions: what a user does with commands, buttons and forms, and how a bot answers it. */

import { randomBytes } from 'node:crypto';
import type { UploadedFile } from './attachments.ts';
import { discordError, invalidField } from './errors.ts';
import { Answer, parseAnswer, parseChoices, parseModal } from './interaction-form.ts';
import { parseEdit, parseMessage } from './message-form.ts';
import { addMessage, applyEdit, contentOf, removeMessage } from './messages.ts';
import { type Channel, type Interaction, type Message, MessageFlag, MessageKind } from './model.ts';
import { permissionsIn } from './permissions.ts';
import { toWireChannel, toWireMember, toWireUser } from './wire.ts';
import { toWireMessage } from './wire-message.ts';
import { channelOf, memberOf, userOf, type World } from './world.ts';

const ANSWER_WITHIN_MS = 3_000;
const TOKEN_TTL_MS = 15 * 60_000;

/** What a user did; `data` is the API's description of it. */
export interface Doing {
  type: Interaction['type'];
  userId: string;
  channel: Channel;
  data: object;
  commandName?: string;
  source?: Message;
}

/** Begins an interaction and tells bots. */
export function startInteraction(
  world: World,
  { type, userId, channel, data, commandName, source }: Doing,
): Interaction {
  const id = world.nextId();
  const token = Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString('base64url');
  const interaction: Interaction = {
    id,
    token,
    type,
    userId,
    channelId: channel.id,
    createdAt: world.now(),
    commandName,
    sourceMessageId: source?.id,
    state: 'waiting',
    originalMessageId: undefined,
    modal: undefined,
    choices: [],
  };
  world.interactions.set(token, interaction);
  const sourceObject = source === undefined ? {} : { message: toWireMessage(world, source) };
  const wire = { ...toWireInteraction(world, interaction, channel), data, ...sourceObject };
  world.emit({ name: 'INTERACTION_CREATE', data: wire, guildId: channel.guildId });
  return interaction;
}

/** Whether the user sees that the app did not respond. */
export function hasFailed(world: World, { state, createdAt }: Interaction): boolean {
  return state === 'waiting' && world.now() - createdAt > ANSWER_WITHIN_MS;
}

/**
 * The bot's first answer. Returns the message it made or changed, if any.
 * @throws DiscordError where the platform refuses it
 */
export function answerInteraction(
  world: World,
  id: string,
  token: string,
  body: unknown,
  uploads: UploadedFile[],
): Message | undefined {
  const interaction = world.interactions.get(token);
  if (interaction?.id !== id || hasFailed(world, interaction)) throw discordError('unknownInteraction');
  if (interaction.state !== 'waiting') throw discordError('alreadyAcknowledged');
  const { type, data = {} } = parseAnswer(body);
  requireFitting(interaction, type);
  switch (type) {
    case Answer.message:
      return become(world, interaction, 'answered', writeAnswer(world, interaction, data, uploads));
    case Answer.deferredMessage:
      return become(world, interaction, 'thinking', writeThinking(world, interaction, data));
    case Answer.deferredUpdate:
      return become(world, interaction, 'acknowledged', sourceOf(world, interaction));
    case Answer.update: {
      const source = sourceOf(world, interaction);
      return become(
        world,
        interaction,
        'answered',
        applyEdit(world, source, parseEdit(data, source.flags, ['data']), uploads),
      );
    }
    case Answer.choices:
      interaction.choices = parseChoices(data);
      return become(world, interaction, 'choices');
    default:
      interaction.modal = parseModal(data);
      return become(world, interaction, 'modal');
  }
}

/**
 * A further message under the interaction's token; the first one after "thinking" takes its place.
 * @throws DiscordError where the platform refuses it
 */
export function followUp(world: World, token: string, body: unknown, uploads: UploadedFile[]): Message {
  const interaction = openInteraction(world, token);
  if (interaction.state !== 'thinking') return writeAnswer(world, interaction, body, uploads, []);
  return editAnswer(world, token, '@original', body, uploads);
}

/** The message that `@original` or an id means, under the interaction's token. */
export function answerMessage(world: World, token: string, messageId: string): Message {
  const interaction = openInteraction(world, token);
  const id = messageId === '@original' ? interaction.originalMessageId : messageId;
  const message = id === undefined ? undefined : channelOf(world, interaction.channelId).messages.get(id);
  if (message === undefined || message.authorId !== world.botId) throw discordError('unknownMessage');
  return message;
}

/** @throws DiscordError where the platform refuses it */
export function editAnswer(
  world: World,
  token: string,
  messageId: string,
  body: unknown,
  uploads: UploadedFile[],
): Message {
  const message = answerMessage(world, token, messageId);
  const interaction = openInteraction(world, token);
  if ((message.flags & MessageFlag.loading) !== 0) interaction.state = 'answered';
  return applyEdit(world, message, parseEdit(body, message.flags), uploads);
}

/** @throws DiscordError where the platform refuses it */
export function deleteAnswer(world: World, token: string, messageId: string): void {
  removeMessage(world, answerMessage(world, token, messageId));
}

function openInteraction(world: World, token: string): Interaction {
  const interaction = world.interactions.get(token);
  if (interaction === undefined || world.now() - interaction.createdAt >= TOKEN_TTL_MS)
    throw discordError('invalidWebhookToken');
  if (interaction.state === 'waiting') throw discordError('unknownWebhook');
  return interaction;
}

function become(
  world: World,
  interaction: Interaction,
  state: Interaction['state'],
  message?: Message,
): Message | undefined {
  interaction.state = state;
  interaction.originalMessageId = message?.id;
  world.changes.happened();
  return message;
}

function requireFitting({ type: interactionType, sourceMessageId }: Interaction, type: number): void {
  const always: number[] = [Answer.message, Answer.deferredMessage];
  const onComponents: number[] = sourceMessageId === undefined ? [] : [Answer.deferredUpdate, Answer.update];
  const allowed =
    interactionType === 4
      ? [Answer.choices]
      : [...always, ...onComponents, ...(interactionType === 5 ? [] : [Answer.modal])];
  if (allowed.includes(type)) return;
  throw invalidField(['type'], { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${allowed.join(', ')}}.` });
}

function writeAnswer(
  world: World,
  interaction: Interaction,
  data: unknown,
  uploads: UploadedFile[],
  at = ['data'],
): Message {
  const channel = channelOf(world, interaction.channelId);
  const form = parseMessage(data, at);
  const content = contentOf(world, channel, world.botId, form, uploads);
  const hidden = ((form.flags ?? 0) & MessageFlag.ephemeral) !== 0;
  return addAnswer(world, interaction, { ...content, flags: content.flags | (hidden ? MessageFlag.ephemeral : 0) });
}

function writeThinking(world: World, interaction: Interaction, data: unknown): Message {
  const hidden = ((parseMessage(data, ['data']).flags ?? 0) & MessageFlag.ephemeral) !== 0;
  return addAnswer(world, interaction, { flags: MessageFlag.loading | (hidden ? MessageFlag.ephemeral : 0) });
}

function addAnswer(world: World, interaction: Interaction, draft: Partial<Message> & { flags: number }): Message {
  return addMessage(world, channelOf(world, interaction.channelId), {
    ...draft,
    authorId: world.botId,
    kind: interaction.type === 2 ? MessageKind.command : MessageKind.default,
    interactionId: interaction.id,
    ephemeralFor: (draft.flags & MessageFlag.ephemeral) === 0 ? undefined : interaction.userId,
  });
}

function sourceOf(world: World, interaction: Interaction): Message {
  const message = channelOf(world, interaction.channelId).messages.get(interaction.sourceMessageId ?? '');
  if (message === undefined) throw discordError('unknownMessage');
  return message;
}

function toWireInteraction(world: World, interaction: Interaction, channel: Channel): object {
  const user = userOf(world, interaction.userId);
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const permissions = permissionsIn(world, channel, user.id).toString();
  const actor =
    guild === undefined
      ? { user: toWireUser(user) }
      : {
          member: { ...toWireMember(world, memberOf(guild, user.id)), permissions },
          guild_id: guild.id,
          guild: { id: guild.id, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
        };
  return {
    id: interaction.id,
    application_id: world.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    channel_id: channel.id,
    channel: { ...toWireChannel(world, channel), permissions },
    locale: user.locale,
    app_permissions: permissionsIn(world, channel, world.botId).toString(),
    entitlements: [],
    authorizing_integration_owners: { 0: guild?.id ?? '0' },
    context: guild === undefined ? 1 : 0,
    attachment_size_limit: 10 * 1024 * 1024,
    ...actor,
  };
}
