/** What staff are shown of a ticket: its card, and the items of its thread. */

import { suggestArticles } from '../../analyzer/suggest-articles.ts';
import { runnableActions } from '../../domain/actions/runnable-actions.ts';
import { isFollowedByCustomer, type TranscriptMessage } from '../../domain/message.ts';
import { priorityOf } from '../../domain/priority.ts';
import { policyOf } from '../../domain/sla/service-levels.ts';
import { isActive, type Ticket, type TicketEvent, type TicketEventKind } from '../../domain/ticket.ts';
import type { EngineContext } from '../../engine/context.ts';
import { messageItemId } from '../../engine/identity.ts';
import { satisfactionOf } from '../../insights/satisfaction-report.ts';
import type { TicketCard, TicketSummary, TimelineItem } from '../../ports/staff-platform.ts';
import type { StoredTicket } from '../../ports/tickets.ts';

const BEST_ARTICLES = 3;
const EARLIER_SHOWN = 3;
const TRANSCRIPT_LENGTH = 200;
/** No staff platform shows more characters of a message. */
const MAX_TEXT_LENGTH = 10_000;
const HISTORY_LENGTH = 10;

/** What the card, the messages themselves and their reactions show already. */
const SHOWN_ELSEWHERE = new Set<TicketEventKind>([
  'opened',
  'replied',
  'customer_wrote',
  'reply_edited',
  'reply_deleted',
  'reply_withdrawn',
]);

/** A ticket as lists show it. */
export async function summarizeTicket(
  context: EngineContext,
  { ticket, number }: StoredTicket,
): Promise<TicketSummary> {
  const staffThread = await context.store.read.staffThreads.get(ticket.id);
  const priority = priorityOf(ticket, context.policy.priority, context.clock.now());
  return { ticket, number, priority, staffThread: staffThread?.address };
}

/** All that a ticket's card shows. */
export async function loadCard(context: EngineContext, stored: StoredTicket): Promise<TicketCard> {
  const { ticket, number } = stored;
  const { serviceLevels, policy, clock } = context;
  const { read } = context.store;
  const [conversation, tickets, counted, articles] = await Promise.all([
    read.conversations.get(ticket.conversationId),
    read.tickets.ofCustomer(ticket.customerId, EARLIER_SHOWN + 1),
    read.tickets.countOfCustomer(ticket.customerId),
    suggestArticles(context, { text: ticket.subject, locale: ticket.locale, top: BEST_ARTICLES }),
  ]);
  const earlier = tickets.filter((other) => other.ticket.id !== ticket.id).slice(0, EARLIER_SHOWN);
  const feedback = await read.feedback.ofConversations(counted.conversationIds);
  return {
    ...(await summarizeTicket(context, stored)),
    isPromised: serviceLevels !== undefined && policyOf(serviceLevels, ticket, policy.priority) !== undefined,
    isOverdue: ticket.dueAt !== undefined && ticket.dueAt <= clock.now(),
    runnable: runnableActions(context.trained().content, ticket, conversation?.state.memory),
    unreachable: conversation?.state.unreachable,
    leaving: isActive(ticket) ? context.forecasts?.leaving(ticket.customerId) : undefined,
    tellsDeletes: context.channels.get(ticket.channel)?.capabilities.tellsDeletes ?? true,
    earlier: await Promise.all(earlier.map((other) => summarizeTicket(context, other))),
    earlierCount: counted.tickets - 1,
    satisfaction: satisfactionOf(feedback, { minScores: 1 }),
    articles,
    consoleUrl: context.ticketUrl?.(number),
  };
}

/** The items of a ticket's thread, in the order in which they came to be. An item's id stays the same for ever. */
export async function loadTimeline(context: EngineContext, ticket: Ticket): Promise<TimelineItem[]> {
  const { read } = context.store;
  const [transcript, events] = await Promise.all([
    read.messages.transcript(ticket.conversationId, { limit: TRANSCRIPT_LENGTH, maxTextLength: MAX_TEXT_LENGTH }),
    read.tickets.events(ticket.id),
  ]);
  const said: Dated[] = [];
  for (const message of transcript.filter((message) => belongs(message, ticket))) {
    const deliveryDetail = await read.outbox.lastError(message.id);
    said.push({
      at: message.sentAt,
      item: {
        id: messageItemId(message.id),
        kind: 'message',
        message,
        deliveryDetail,
        ...(message.leavesAt === undefined ? {} : { customerWroteSince: isFollowedByCustomer(message, transcript) }),
      },
    });
  }
  const happened = events.flatMap((event, index): Dated[] =>
    SHOWN_ELSEWHERE.has(event.kind) ? [] : [{ at: event.at, item: toEventItem(event, index) }],
  );
  const dated = [...said, ...happened].sort((a, b) => a.at - b.at);
  return [...historyOf(transcript, ticket), ...dated.map(({ item }) => item)];
}

interface Dated {
  at: number;
  item: TimelineItem;
}

function toEventItem(event: TicketEvent, index: number): TimelineItem {
  return { id: `event:${index}`, kind: 'event', event };
}

/** What was said while the ticket was open, by the customer and by agents: what the desk itself says is no news to staff. */
function belongs({ author, sentAt }: TranscriptMessage, { openedAt, resolvedAt }: Ticket): boolean {
  const wasOpen = sentAt > openedAt && (resolvedAt === undefined || sentAt <= resolvedAt);
  return wasOpen && (author.kind === 'customer' || author.kind === 'agent');
}

/** What was said before, as long as it is certain to be all there. */
function historyOf(transcript: TranscriptMessage[], { openedAt }: Ticket): TimelineItem[] {
  const isCut = transcript.length === TRANSCRIPT_LENGTH && (transcript[0]?.sentAt ?? 0) > openedAt;
  const messages = transcript.filter(({ sentAt }) => sentAt <= openedAt).slice(-HISTORY_LENGTH);
  return isCut || messages.length === 0 ? [] : [{ id: 'history', kind: 'history', messages }];
}
