/** Commands that people run and buttons that they press. */

import { InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import type { InboundBody, InboundEvent } from '../../../src/domain/inbound.ts';
import { fillPlain } from '../../../src/domain/phrases.ts';
import { fromButtonId } from '../../shared/buttons.ts';
import { createOrder } from '../../shared/in-order.ts';
import type { PhrasesIn } from '../../shared/presentation.ts';
import { createReportOnce } from '../../shared/report-once.ts';
import { toCustomerCommand } from '../commands.ts';
import type { DiscordApi } from '../discord-api.ts';
import { isRefusal } from '../discord-failure.ts';
import { timeOfSnowflake, toMessageKey } from '../keys.ts';
import { checkScore } from '../outbound/buttons.ts';
import { toMarkup } from '../outbound/markup.ts';
import type { DiscordRecords } from '../records.ts';
import type { ChannelDirectory } from './channel-directory.ts';
import type { Conversations } from './conversations.ts';
import {
  type ButtonClick,
  type CommandRun,
  type DiscordInteraction,
  interaction as interactionSchema,
  isWithoutBot,
  waitingInteraction,
} from './interaction-wire.ts';
import { nameOf } from './names.ts';
import { discordChannel, sentMessage } from './wire.ts';

export interface InteractionsOptions {
  botId: string;
  api: DiscordApi;
  directory: ChannelDirectory;
  conversations: Conversations;
  records: DiscordRecords;
  phrasesIn: PhrasesIn;
  reportError(error: unknown): void;
}

/** What an interaction means to the desk, and how it is answered once the desk has it. */
export interface ReadInteraction {
  event: InboundEvent | undefined;
  /** Not waited for; what fails is only reported. */
  acknowledge(): void;
}

export interface Interactions {
  /** Undefined for what the desk did not offer. @throws DiscordFailure */
  read(data: unknown): Promise<ReadInteraction | undefined>;
}

/** Where an interaction's conversation is, and what its user is told beside it. */
interface Meeting {
  conversationKey: string;
  isPrivate: boolean;
  messageKey: string;
  note: string | undefined;
}

export function createInteractions(options: InteractionsOptions): Interactions {
  const context = createContext(options);
  const { respond, say, report } = context;
  const readClick = createClickReader(options, context);
  const readCommand = createCommandReader(options, context);
  const reportOnce = createReportOnce('Discord', options.reportError);
  return {
    async read(data) {
      const { data: interaction, error } = interactionSchema.safeParse(data);
      if (interaction !== undefined) return interaction.type === 3 ? readClick(interaction) : readCommand(interaction);
      reportOnce(`an interaction (${error.issues.map(({ path }) => path.join('.')).join(', ')})`);
      const waiting = waitingInteraction.safeParse(data).data;
      if (waiting === undefined) return undefined;
      const answer = (): Promise<void> =>
        waiting.type === 3
          ? respond(waiting, InteractionResponseType.DeferredMessageUpdate)
          : say(waiting, options.phrasesIn(waiting.locale ?? '').command_failed);
      return { event: undefined, acknowledge: () => void answer().catch(report) };
    },
  };
}

/** How interactions are told and answered. */
function createContext({ botId, api, reportError }: InteractionsOptions) {
  const respond = (
    interaction: { id: string; token: string },
    type: InteractionResponseType,
    data?: object,
  ): Promise<void> => {
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    return api.tell('POST', route, { auth: false, body: { type, ...(data === undefined ? {} : { data }) } });
  };
  return {
    respond,
    /** Tells only who it is that did it. */
    say(interaction: { id: string; token: string }, content: string): Promise<void> {
      const data = { content, flags: MessageFlags.Ephemeral };
      return respond(interaction, InteractionResponseType.ChannelMessageWithSource, data);
    },
    report(error: unknown): void {
      // Whoever waited longer than Discord lets an app take has been told so by Discord.
      if (!isRefusal(error, 'unknownInteraction')) reportError(error);
    },
    toEvent(interaction: DiscordInteraction, conversationKey: string, body: InboundBody): InboundEvent {
      const { id, locale, member } = interaction;
      const user = interaction.user ?? member?.user;
      return {
        channel: 'discord',
        account: botId,
        conversationKey,
        eventKey: `interaction-${id}`,
        occurredAt: timeOfSnowflake(id),
        customer: { key: user?.id ?? '', name: user ? nameOf(user, member?.nick) : '', locale },
        body,
      };
    },
  };
}

type Context = ReturnType<typeof createContext>;

function createClickReader({ directory, conversations }: InteractionsOptions, { respond, report, toEvent }: Context) {
  const inOrder = createOrder();
  const answerClick = (click: ButtonClick): Promise<void> => {
    const components = checkScore(click.message.components ?? [], click.data.custom_id);
    return components === undefined
      ? respond(click, InteractionResponseType.DeferredMessageUpdate)
      : respond(click, InteractionResponseType.UpdateMessage, { components });
  };
  return async (click: ButtonClick): Promise<ReadInteraction> => {
    const { message, data, channel_id: channelId } = click;
    const channelInfo = await directory.find(channelId, click.guild_id);
    const messageKey = toMessageKey({ channelId, messageId: message.id });
    const body = fromButtonId(data.custom_id, messageKey);
    const conversationKey =
      channelInfo.kind === 'channel'
        ? ((await conversations.ofReply(message.id)) ?? message.message_reference?.message_id)
        : await conversations.ofPlace(channelInfo);
    return {
      event: body && conversationKey !== undefined ? toEvent(click, conversationKey, body) : undefined,
      // Of two presses the later one's score is to show in the end.
      acknowledge: () => void inOrder(message.id, () => answerClick(click).catch(report)),
    };
  };
}

function createCommandReader(options: InteractionsOptions, { respond, say, report, toEvent }: Context) {
  const { api } = options;
  const meet = createMeetings(options);
  /** The desk's answer is a message of its own, so that nothing of this one stays but a note where to look. */
  const answerCommand = async (run: CommandRun, note: string | undefined): Promise<void> => {
    if (note !== undefined) return say(run, note);
    await respond(run, InteractionResponseType.DeferredChannelMessageWithSource, { flags: MessageFlags.Ephemeral });
    await api.tell('DELETE', Routes.webhookMessage(run.application_id, run.token, '@original'), { auth: false });
  };
  return async (run: CommandRun): Promise<ReadInteraction | undefined> => {
    const command = toCustomerCommand(run.data.name);
    if (command === undefined) return undefined;
    if (isWithoutBot(run)) {
      const { answers_elsewhere } = options.phrasesIn(run.locale ?? '');
      return { event: undefined, acknowledge: () => void say(run, answers_elsewhere).catch(report) };
    }
    const meeting = await meet(run, command === 'human');
    const { conversationKey, isPrivate, messageKey, note } = meeting;
    const argument = (run.data.options ?? []).map(({ value }) => String(value).trim()).join(' ');
    return {
      event: toEvent(run, conversationKey, { kind: 'command', messageKey, command, argument, isPrivate }),
      acknowledge: () => void answerCommand(run, note).catch(report),
    };
  };
}

/** Where a command's conversation is. */
function createMeetings({ api, directory, conversations, records, phrasesIn }: InteractionsOptions) {
  /** A message for the thread to stand on; undefined where the bot may not write in the channel. */
  const postQuestion = async (run: CommandRun): Promise<string | undefined> => {
    const user = run.user ?? run.member?.user;
    const name = user ? nameOf(user, run.member?.nick) : '';
    const content = toMarkup([{ text: fillPlain(phrasesIn(run.locale ?? '').asks_for_person, { name }), formats: [] }]);
    const body = { content, nonce: run.id, enforce_nonce: true, allowed_mentions: { parse: [] } };
    try {
      const question = await api.ask(sentMessage, 'POST', Routes.channelMessages(run.channel_id), { body });
      if (user !== undefined) await records.noteAsker(question.id, user.id);
      return question.id;
    } catch (error) {
      if (isRefusal(error, 'missingPermissions', 'missingAccess', 'unknownChannel')) return undefined;
      throw error;
    }
  };
  const openDirectMessage = async (run: CommandRun): Promise<string> => {
    const recipient_id = (run.user ?? run.member?.user)?.id;
    return (await api.ask(discordChannel, 'POST', Routes.userChannels(), { body: { recipient_id } })).id;
  };
  /** In a DM or a thread, there. In a channel a person is asked for in a thread of its own; all else is private. */
  return async (run: CommandRun, wantsThread: boolean): Promise<Meeting> => {
    const { channel_id: channelId, guild_id, id } = run;
    const channelInfo = await directory.find(channelId, guild_id).catch((error: unknown) => {
      if (isRefusal(error, 'missingAccess', 'missingPermissions', 'unknownChannel')) return undefined;
      throw error;
    });
    // A channel that the bot does not see is one where it cannot answer.
    if (channelInfo !== undefined && channelInfo.kind !== 'channel') {
      const conversationKey = await conversations.ofPlace(channelInfo);
      const isPrivate = channelInfo.kind === 'direct';
      const messageKey = toMessageKey({ channelId, messageId: id });
      return { conversationKey, isPrivate, messageKey, note: undefined };
    }
    const question = wantsThread ? await postQuestion(run) : undefined;
    if (question !== undefined) {
      const messageKey = toMessageKey({ channelId, messageId: question });
      return {
        conversationKey: question,
        isPrivate: false,
        messageKey,
        note: phrasesIn(run.locale ?? '').answers_in_thread,
      };
    }
    const direct = await openDirectMessage(run);
    const messageKey = toMessageKey({ channelId: direct, messageId: id });
    return {
      conversationKey: direct,
      isPrivate: true,
      messageKey,
      note: phrasesIn(run.locale ?? '').answers_in_direct_message,
    };
  };
}
