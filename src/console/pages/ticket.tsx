import type { RunnableAction } from '../../domain/actions/runnable-actions.ts';
import type { ArticleMatch } from '../../domain/analysis.ts';
import type { MergedCustomer } from '../../domain/decision.ts';
import { type LeavingCustomer, leavingWords } from '../../domain/leaving-customer.ts';
import type { TranscriptMessage } from '../../domain/message.ts';
import type { Policy } from '../../domain/policy.ts';
import { priorityOf } from '../../domain/priority.ts';
import type { StaffMember } from '../../domain/staff.ts';
import { duration, STATUS_WORDS, subjectWords } from '../../domain/staff-wording.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import type { PreparedReply } from '../../ports/staff-platform.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { offeredActions } from '../offered-actions.ts';
import { Composer, type UnsentText } from './composer.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { type PageContext, renderPage } from './layout.tsx';
import { RunnableActions } from './runnable-actions.tsx';
import { Actions } from './ticket-actions.tsx';
import { Articles, Earlier, Events, SavedReplies, Tried } from './ticket-background.tsx';
import { type RenderText, Said, Timeline, type TimelinePart } from './timeline.tsx';

/** Everything a ticket's page shows. */
export interface TicketView {
  stored: StoredTicket;
  part: TimelinePart;
  events: TicketEvent[];
  earlier: StoredTicket[];
  /** Whom the customer has a merge of their own with. */
  mergedWith: MergedCustomer[];
  articles: ArticleMatch[];
  savedReplies: PreparedReply[];
  colleagues: StaffMember[];
  /** What other systems can be asked, or have done. */
  runnable: RunnableAction[];
  policy: Policy;
  /** Set where the customer is among those likeliest not to come back. */
  leaving: LeavingCustomer | undefined;
  /** Whether a policy applies to it, so that its clocks can be explained. */
  isPromised: boolean;
  render: RenderText;
}

/** One message of a ticket's conversation. */
export interface MessageView {
  stored: StoredTicket;
  message: TranscriptMessage;
  render: RenderText;
}

/** A ticket: what was said, what can be done, and what one should know before doing it. */
export function renderTicket(context: PageContext, view: TicketView, unsent: UnsentText) {
  const { stored, part, events, earlier, mergedWith, articles, savedReplies, colleagues, runnable } = view;
  const { ticket, number } = stored;
  const actions = offeredActions(ticket, context.staff);
  return renderPage({
    context,
    section: 'queue',
    title: `#${number} ${ticket.subject}`,
    pubsub: `ticket=${number}`,
    children: (
      <div class="ticket">
        <div class="conversation">
          <Heading view={view} now={context.now} />
          <Timeline context={context} ticketNumber={number} part={part} render={view.render} />
          <Composer
            context={context}
            stored={stored}
            mayReply={actions.has('reply')}
            answerable={answerableOf(part)}
            unsent={unsent}
          />
        </div>
        <aside class="side">
          <Actions context={context} stored={stored} actions={actions} colleagues={colleagues} />
          <RunnableActions
            context={context}
            number={number}
            actions={runnable}
            mayRun={actions.has('run_action')}
            mayWrite={actions.has('reply')}
          />
          <SavedReplies replies={savedReplies} number={number} />
          <Articles articles={articles} number={number} render={view.render} />
          <Tried attempts={ticket.tried} />
          <Earlier
            context={context}
            number={number}
            tickets={earlier}
            mergedWith={mergedWith}
            mayUnmerge={actions.has('unmerge')}
          />
          <Events events={events} />
        </aside>
      </div>
    ),
  });
}

/** So many of the customer's messages can be answered one by one. */
const MOST_ANSWERABLE = 10;

function answerableOf({ messages, isNewest }: TimelinePart): TranscriptMessage[] {
  if (!isNewest) return [];
  return messages
    .filter(({ messageKey, deletedAt }) => messageKey !== undefined && deletedAt === undefined)
    .slice(-MOST_ANSWERABLE);
}

/** A message of which the ticket's page shows only the beginning. */
export function renderMessage(context: PageContext, { stored, message, render }: MessageView) {
  const { number } = stored;
  return renderPage({
    context,
    section: 'queue',
    title: `#${number}`,
    children: (
      <>
        <p class="crumbs">
          <a href="/console">Queue</a> <a href={`/console/tickets/${number}`}>#{number}</a>
        </p>
        <ol class="whole">
          <Said ticketNumber={number} message={message} render={render} />
        </ol>
      </>
    ),
  });
}

/** When the next promise has to be kept, and the way to why. */
function Promised({ ticket: { dueAt }, number, now }: { ticket: Ticket; number: number; now: number }) {
  return (
    <p class="facts">
      {dueAt !== undefined && (
        <span>{dueAt > now ? `Due in ${duration(dueAt - now)}` : `Overdue for ${duration(now - dueAt)}`}</span>
      )}
      <a href={`/console/tickets/${number}/clocks`}>Why is it due then?</a>
    </p>
  );
}

function Heading({ view, now }: { view: TicketView; now: number }) {
  const { ticket, number } = view.stored;
  const priority = priorityOf(ticket, view.policy.priority, now);
  return (
    <header class="ticket-head" data-part="heading">
      <p class="crumbs">
        <a href="/console">Queue</a> <span class="number">#{number}</span>
      </p>
      <h1>
        <bdi>{subjectWords(ticket)}</bdi>
      </h1>
      <p class="facts">
        <span class={`status ${ticket.status}`}>{STATUS_WORDS[ticket.status]}</span>
        <span>{ticket.assignee === undefined ? 'Unassigned' : <Assignee name={ticket.assignee.name} />}</span>
        {ticket.waitingSince !== undefined && <span>Waiting for {duration(now - ticket.waitingSince)}</span>}
        {ticket.status === 'snoozed' && (
          <span>
            {ticket.snoozedUntil === undefined
              ? 'Back when the customer writes'
              : `Back in ${duration(ticket.snoozedUntil - now)}`}
          </span>
        )}
      </p>
      <p class="facts">
        <CustomerFacts ticket={ticket} />
        {view.leaving && <span class="leaving">{leavingWords(view.leaving)}</span>}
        {ticket.reopened > 0 && <span>Opened again {ticket.reopened}×</span>}
        {ticket.tags.map((tag) => (
          <bdi class="tag">{tag}</bdi>
        ))}
      </p>
      {view.isPromised && <Promised ticket={ticket} number={number} now={now} />}
      <p class="facts" title="α·importance + β·urgency">
        Priority {priority.sum}
      </p>
    </header>
  );
}

function Assignee({ name }: { name: string }) {
  return (
    <>
      With <bdi>{name}</bdi>
    </>
  );
}
