import type { Policy } from '../../domain/policy.ts';
import { priorityOf, queueOrder } from '../../domain/priority.ts';
import type { StaffMember } from '../../domain/staff.ts';
import { duration, STATUS_WORDS, subjectWords } from '../../domain/staff-wording.ts';
import { calledFor } from '../../domain/ticket.ts';
import type { StoredTicket } from '../../ports/store.ts';
import { CustomerFacts } from './customer-facts.tsx';
import { type PageContext, renderPage } from './layout.tsx';

interface QueueProps {
  context: PageContext;
  active: StoredTicket[];
  recent: StoredTicket[];
  policy: Policy;
}

const SHOWN_RESOLVED = 15;

/** All tickets a staff member may want next: first those that wait for somebody. */
export function renderQueue({ context, active, recent, policy }: QueueProps) {
  const groups = groupTickets(active, recent, context.staff, policy, context.now);
  const waiting = groups[0]?.tickets.length ?? 0;
  return renderPage({
    context,
    section: 'queue',
    title: waiting > 0 ? `(${waiting}) Queue` : 'Queue',
    pubsub: 'queue',
    children: (
      <div data-part="queue">
        <h1>Queue</h1>
        {groups.map((group) => (
          <Group group={group} policy={policy} now={context.now} />
        ))}
      </div>
    ),
  });
}

interface TicketGroup {
  title: string;
  /** Said when there is none; a group without it is left out then. */
  empty: string | undefined;
  tickets: StoredTicket[];
}

function groupTickets(
  active: StoredTicket[],
  recent: StoredTicket[],
  staff: StaffMember,
  policy: Policy,
  now: number,
): TicketGroup[] {
  const ordered = queueOrder(active, policy.priority, now);
  const pick = (matches: (stored: StoredTicket) => boolean) => ordered.filter(matches);
  const isMine = ({ ticket }: StoredTicket) => ticket.assignee?.id === staff.id;
  const settled = recent.filter(({ ticket }) => ticket.status === 'resolved' || ticket.status === 'closed');
  return [
    { title: STATUS_WORDS.open, empty: 'Nobody is waiting.', tickets: pick(({ ticket }) => ticket.status === 'open') },
    {
      title: 'Mine',
      empty: 'No ticket is assigned to you.',
      tickets: pick((stored) => isMine(stored) && stored.ticket.status === 'claimed'),
    },
    {
      title: 'With colleagues',
      empty: undefined,
      tickets: pick((stored) => !isMine(stored) && stored.ticket.status === 'claimed'),
    },
    {
      title: STATUS_WORDS.pending,
      empty: undefined,
      tickets: pick(({ ticket }) => ticket.status === 'pending'),
    },
    { title: STATUS_WORDS.snoozed, empty: undefined, tickets: pick(({ ticket }) => ticket.status === 'snoozed') },
    { title: 'Recently resolved', empty: undefined, tickets: settled.slice(0, SHOWN_RESOLVED) },
  ];
}

function Group({ group, policy, now }: { group: TicketGroup; policy: Policy; now: number }) {
  const { title, empty, tickets } = group;
  if (tickets.length === 0 && empty === undefined) return null;
  return (
    <section class="group">
      <h2>
        {title} <span class="count">{tickets.length}</span>
      </h2>
      {tickets.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        <ul class="tickets">
          {tickets.map((stored) => (
            <TicketRow stored={stored} policy={policy} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TicketRow({ stored, policy, now }: { stored: StoredTicket; policy: Policy; now: number }) {
  const { ticket, number } = stored;
  const priority = priorityOf(ticket, policy.priority, now);
  return (
    <li class="ticket-row">
      <p class="priority" title={`Priority: ${priority.sum}`}>
        <strong>{priority.value.toFixed(1)}</strong>
        <span>{priority.sum.split(' = ')[0]}</span>
      </p>
      <div class="what">
        <a class="subject" href={`/console/tickets/${number}`}>
          <span class="number">#{number}</span> <bdi>{subjectWords(ticket)}</bdi>
        </a>
        <p class="facts">
          <CustomerFacts ticket={ticket} />
          <Call stored={stored} policy={policy} now={now} />
        </p>
      </div>
      <p class="state">
        <Waiting stored={stored} now={now} />
        {ticket.assignee !== undefined && (
          <span class="holder">
            with <bdi>{ticket.assignee.name}</bdi>
          </span>
        )}
      </p>
    </li>
  );
}

/** Stands out on a ticket that has waited too long. */
function Call({ stored, policy, now }: { stored: StoredTicket; policy: Policy; now: number }) {
  const called = calledFor(stored.ticket, policy, now);
  if (called === undefined) return null;
  if (called === 'staff') return <strong class="overdue">Nobody has claimed this yet</strong>;
  return (
    <strong class="overdue">
      <bdi>{policy.supervisor}</bdi>, please see to this
    </strong>
  );
}

function Waiting({ stored: { ticket }, now }: { stored: StoredTicket; now: number }) {
  if (ticket.waitingSince !== undefined) return <strong>{duration(now - ticket.waitingSince)}</strong>;
  if (ticket.snoozedUntil !== undefined) return <span>back in {duration(ticket.snoozedUntil - now)}</span>;
  if (ticket.resolvedAt !== undefined) return <span>{duration(now - ticket.resolvedAt)} ago</span>;
  return <span>{STATUS_WORDS[ticket.status]}</span>;
}
