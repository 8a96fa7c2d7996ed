import type { Update } from 'telegraf/types';
import type { InboundEvent } from '../../src/domain/inbound.ts';
import type { Accept } from '../../src/ports/channel.ts';
import { createOrder } from '../shared/in-order.ts';
import { answerButton } from './button-answer.ts';
import { fromConversationKey } from './conversation-key.ts';
import type { TelegramApi } from './telegram-api.ts';
import { orderKeyOf, toEvents, type UpdateContext } from './updates.ts';

/** Takes updates in, however they come. */
export interface EventQueue {
  /** Resolves once all that the update brings is durable; the update has to come again if it rejects. */
  take(update: Update, context: UpdateContext): Promise<void>;
  /** Resolves when nothing is being taken in. */
  idle(): Promise<void>;
}

export interface EventQueueOptions {
  api: TelegramApi;
  accept: Accept;
  reportError(error: unknown): void;
}

export function createEventQueue({ api, accept, reportError }: EventQueueOptions): EventQueue {
  const buttonsInOrder = createOrder();
  const underWay = new Set<Promise<void>>();

  /** An update that the adapter cannot read would come again for ever, and keep all others from coming. */
  const read = (update: Update, context: UpdateContext): InboundEvent[] => {
    try {
      return toEvents(update, context);
    } catch (error) {
      reportError(new Error(`Update ${update.update_id} could not be read and is left out`, { cause: error }));
      return [];
    }
  };
  const takeEvents = async (update: Update, context: UpdateContext): Promise<void> => {
    const events = read(update, context);
    for (const event of events) await accept(event);
    if (!('callback_query' in update)) return;
    const { callback_query } = update;
    const byParticipant = events.some(isByParticipant);
    // Not waited for, but in order: of two presses the later one's score is to show in the end.
    buttonsInOrder(orderKeyOf(update), () =>
      answerButton(api, callback_query, { showsScore: !byParticipant, reportError }),
    ).catch(reportError);
  };

  return {
    async take(update, context) {
      const taking = takeEvents(update, context);
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

/** Whether somebody did it in another person's conversation. */
function isByParticipant({ conversationKey, customer }: InboundEvent): boolean {
  return fromConversationKey(conversationKey).userId !== customer.key;
}
