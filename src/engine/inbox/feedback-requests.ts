import type { DeskContent } from '../../domain/content.ts';
import type { ConversationState } from '../../domain/conversation.ts';
import type { OutgoingMessage, TranscriptMessage } from '../../domain/message.ts';
import type { FeedbackRow } from '../../ports/store.ts';

const DEFAULT_WEIGHT = 3;

type FeedbackRequest = Omit<FeedbackRow, 'score' | 'scoredAt' | 'reactions'>;

/** The score a message asks for, with all it is to be counted under; undefined when it asks for none. */
export function toFeedbackRequest(
  message: OutgoingMessage,
  state: ConversationState,
  content: DeskContent,
  askedAt: number,
): FeedbackRequest | undefined {
  const asks = message.asksFeedback || message.asksRatingOf !== undefined;
  return asks ? asFeedbackRequest(message, state, content, askedAt) : undefined;
}

/** What a message's score is to be counted under, whether or not it asked for one. */
export function asFeedbackRequest(
  message: OutgoingMessage | TranscriptMessage,
  state: ConversationState,
  content: DeskContent,
  askedAt: number,
): FeedbackRequest {
  const { ticket, channel, locale } = state;
  const rates = message.asksRatingOf !== undefined;
  const assignee = ticket?.assignee && { kind: 'agent' as const, id: ticket.assignee.id, name: ticket.assignee.name };
  const intent = message.intent ?? (rates ? ticket?.intent : undefined);
  const definition = content.locales[locale]?.intents.find(({ name }) => name === intent);
  const byTicket = rates || message.author.kind === 'agent';
  return {
    messageId: message.id,
    kind: rates ? 'rating' : 'answer',
    conversationId: state.id,
    channel,
    author: rates ? (assignee ?? message.author) : message.author,
    intent,
    articleId: message.source?.articleId,
    ticketId: byTicket ? ticket?.id : undefined,
    weight: (byTicket ? ticket?.importance : definition?.importance) ?? DEFAULT_WEIGHT,
    askedAt,
  };
}
