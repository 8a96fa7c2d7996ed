import type { Policy } from '../../domain/policy.ts';
import { priorityOf } from '../../domain/priority.ts';
import { duration, STATUS_WORDS, subjectWords, waitingWords } from '../../domain/staff-wording.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { CustomerFacts } from './customer-facts.tsx';

interface TicketRowsProps {
  tickets: (StoredTicket & { said?: string | undefined })[];
  policy: Policy;
  now: number;
}

/** A list of tickets; of one that was found, what has the words. */
export function TicketRows({ tickets, policy, now }: TicketRowsProps) {
  return (
    <ul class="tickets">
      {tickets.map(({ said, ...stored }) => (
        <TicketRow stored={stored} said={said} policy={policy} now={now} />
      ))}
    </ul>
  );
}

interface TicketRowProps {
  stored: StoredTicket;
  said: string | undefined;
  policy: Policy;
  now: number;
}

function TicketRow({ stored, said, policy, now }: TicketRowProps) {
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
          {ticket.tags.map((tag) => (
            <bdi class="tag">{tag}</bdi>
          ))}
          <Call ticket={ticket} supervisor={policy.supervisor} />
        </p>
        {said !== undefined && (
          <q class="said" dir="auto">
            {said}
          </q>
        )}
      </div>
      <p class="state">
        <Waiting stored={stored} now={now} />
        {ticket.dueAt !== undefined && <Due dueAt={ticket.dueAt} now={now} />}
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
function Call({ ticket, supervisor }: { ticket: Ticket; supervisor: string }) {
  if (ticket.calledFor === undefined) return null;
  if (ticket.calledFor === 'staff') return <strong class="overdue">{waitingWords(ticket)}</strong>;
  return (
    <strong class="overdue">
      <bdi>{supervisor}</bdi>, please see to this
    </strong>
  );
}

/** When the next promise has to be kept. */
function Due({ dueAt, now }: { dueAt: number; now: number }) {
  if (dueAt > now) return <span>due in {duration(dueAt - now)}</span>;
  return <strong class="overdue">overdue for {duration(now - dueAt)}</strong>;
}

function Waiting({ stored: { ticket }, now }: { stored: StoredTicket; now: number }) {
  if (ticket.waitingSince !== undefined) return <strong>{duration(now - ticket.waitingSince)}</strong>;
  if (ticket.snoozedUntil !== undefined) return <span>back in {duration(ticket.snoozedUntil - now)}</span>;
  if (ticket.status === 'snoozed') return <span>back when the customer writes</span>;
  if (ticket.resolvedAt !== undefined) return <span>{duration(now - ticket.resolvedAt)} ago</span>;
  return <span>{STATUS_WORDS[ticket.status]}</span>;
}
