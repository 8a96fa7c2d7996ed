import type { InboundEvent } from '../../../src/domain/inbound.ts';
import type { OnPublicMessage } from '../../../src/ports/adapter.ts';
import type { Accept } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { createOrder } from '../../shared/in-order.ts';
import { createReportOnce } from '../../shared/report-once.ts';
import { fromConversationKey } from '../conversation-key.ts';
import type { MovedGroups } from '../moved-groups.ts';
import { checkScore } from '../outbound/keyboard.ts';
import type { SentMessages } from '../sent-messages.ts';
import type { TelegramApi } from '../telegram-api.ts';
import type { Albums } from './albums.ts';
import type { AnswerNobody } from './answer-nobody.ts';
import type { BotIdentity } from './bot-identity.ts';
import { toPublicMessage } from './public-messages.ts';
import { chatOf, orderKeyOf, readMove, toEvents, type UpdateContext } from './updates.ts';
import { type ButtonClick, type NumberedUpdate, readUpdate, type TelegramUpdate } from './wire.ts';

/** Takes updates in, however they come. */
export interface EventQueue {
  /** Resolves once all that the update brings is durable; the update has to come again if it rejects. */
  take(update: NumberedUpdate, bot: BotIdentity): Promise<void>;
  /** Resolves when nothing is being taken in. */
  idle(): Promise<void>;
}

export interface EventQueueOptions {
  api: TelegramApi;
  clock: Clock;
  sentMessages: SentMessages;
  movedGroups: MovedGroups;
  albums: Albums;
  answerNobody: AnswerNobody;
  /** The ids of groups in which people are listened to. */
  listenTo: string[];
  onPublicMessage: OnPublicMessage;
  accept: Accept;
  reportError(error: unknown): void;
}

export function createEventQueue(options: EventQueueOptions): EventQueue {
  const { api, movedGroups, answerNobody, listenTo, accept, reportError } = options;
  const buttonsInOrder = createOrder();
  const underWay = new Set<Promise<void>>();

  const reportOnce = createReportOnce('Telegram', reportError);

  /** What cannot be read of an update is left out: it would come again for ever, and keep all others from coming. */
  const takeEvents = async (given: NumberedUpdate, bot: BotIdentity): Promise<void> => {
    const { update, unreadable } = readUpdate(given);
    if (unreadable !== undefined) reportOnce(unreadable);
    const move = readMove(update);
    if (move !== undefined) await movedGroups.note(move.from, move.to);
    const context = await contextOf(options, update, bot);
    const events = toEvents(update, context);
    for (const event of events) await accept(event);
    const heard = toPublicMessage(update, context);
    if (heard !== undefined && [heard.place, String(context.movedFrom)].some((id) => listenTo.includes(id))) {
      options.onPublicMessage(heard);
    }
    const { message, callback_query } = update;
    if (message !== undefined) await answerNobody(message, bot);
    if (callback_query === undefined) return;
    const byParticipant = events.some(isByParticipant);
    // Not waited for, but in order: of two presses the later one's score is to show in the end.
    buttonsInOrder(orderKeyOf(given), () =>
      answerButton(api, callback_query, { showsScore: !byParticipant, reportError }),
    ).catch(reportError);
  };

  return {
    async take(update, bot) {
      const taking = takeEvents(update, bot);
      underWay.add(taking);
      try {
        await taking;
      } finally {
        underWay.delete(taking);
      }
    },
    async idle() {
      await Promise.allSettled(underWay);
    },
  };
}

/** What is remembered that concerns an update. */
async function contextOf(
  { clock, sentMessages, movedGroups, albums }: EventQueueOptions,
  update: TelegramUpdate,
  bot: BotIdentity,
): Promise<UpdateContext> {
  const written = update.message ?? update.edited_message;
  const chat = chatOf(update);
  return {
    bot,
    now: clock.now(),
    topicId: await topicOfReaction(sentMessages, update),
    movedFrom: chat && (await movedGroups.originOf(chat.id)),
    isInAlbum: written !== undefined && (await albums.isForBot(written, bot)),
  };
}

async function topicOfReaction(
  sentMessages: SentMessages,
  { message_reaction }: TelegramUpdate,
): Promise<number | undefined> {
  if (message_reaction === undefined || message_reaction.chat.type === 'private') return undefined;
  return sentMessages.topicOf(message_reaction.chat.id, message_reaction.message_id);
}

/** Whether somebody did it in another person's conversation. */
function isByParticipant({ conversationKey, customer }: InboundEvent): boolean {
  return fromConversationKey(conversationKey).userId !== customer.key;
}

interface ButtonAnswerOptions {
  /** Whether the score clicked is the one given now: not when another participant pressed it. */
  showsScore: boolean;
  reportError(error: unknown): void;
}

/** Ends the pressed button's waiting, and shows which score is given now. What fails is only reported: the event is durable. */
async function answerButton(
  api: TelegramApi,
  click: ButtonClick,
  { showsScore, reportError }: ButtonAnswerOptions,
): Promise<void> {
  await Promise.all([
    api.call('answerCallbackQuery', { callback_query_id: click.id }).catch(reportError),
    showsScore ? showScore(api, click).catch(reportError) : undefined,
  ]);
}

async function showScore(api: TelegramApi, { message, data }: ButtonClick): Promise<void> {
  const keyboard = message?.reply_markup?.inline_keyboard;
  if (message === undefined || keyboard === undefined || data === undefined) return;
  const marked = checkScore(keyboard, data);
  if (JSON.stringify(marked) === JSON.stringify(keyboard)) return;
  const target = { chat_id: message.chat.id, message_id: message.message_id };
  await api.call('editMessageReplyMarkup', { ...target, reply_markup: { inline_keyboard: marked } });
}
