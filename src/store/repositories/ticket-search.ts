/** Tickets by what was said in them. */

import { sql } from 'kysely';
import type { TicketStatus } from '../../domain/ticket.ts';
import { EXCERPT_LENGTH } from '../../ports/store.ts';
import { type FoundTicket, MAX_HITS, type TicketFilter, type TicketReads } from '../../ports/tickets.ts';
import type { FullText, FullTextSource } from '../full-text.ts';
import type { Connection, Given, QueryBuilder, Statement } from '../statement.ts';
import { statement } from '../statement.ts';
import { searchableText } from './searchable-text.ts';
import { type FilterValues, filterValues, narrowedStatement } from './ticket-filter.ts';
import { readTicket } from './ticket-row.ts';

/** Something that has the words of a search. */
interface Hit {
  source: FullTextSource;
  id: number;
  /** Null where a conversation never came to people. */
  ticketId: string | null;
  at: number;
}

type HitRow = Pick<Hit, 'ticketId' | 'at'>;

/**
 * A message belongs to the ticket that was being worked on when it was said; before one was opened, to the one it led to; and after
 * the last one was resolved, to that.
 */
const selectMessageHit = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder
    .selectFrom('messages')
    .select(({ fn, selectFrom }) => {
      const ofConversation = selectFrom('tickets')
        .select('tickets.id')
        .whereRef('tickets.conversation_id', '=', 'messages.conversation_id')
        .limit(1);
      const before = ofConversation.whereRef('opened_at', '<=', 'sent_at').orderBy('opened_at', 'desc');
      const after = ofConversation.whereRef('opened_at', '>', 'sent_at').orderBy('opened_at');
      const during = before.where(({ eb, ref }) =>
        eb.or([eb('tickets.resolved_at', 'is', null), eb('tickets.resolved_at', '>=', ref('sent_at'))]),
      );
      return fn.coalesce(during, after, before).as('ticketId');
    })
    .select('sent_at as at')
    .where('sequence', '=', given('id')),
);

const selectNoteHit = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder.selectFrom('ticket_events').select(['ticket_id as ticketId', 'at']).where('id', '=', given('id')),
);

const selectTicketHit = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder.selectFrom('tickets').select(['id as ticketId', 'opened_at as at']).where('number', '=', given('id')),
);

const HITS: Record<FullTextSource, Statement<{ id: number }, HitRow>> = {
  messages: selectMessageHit,
  notes: selectNoteHit,
  tickets: selectTicketHit,
};

const selectMessageText = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder
    .selectFrom('messages')
    .select([sql<string>`substr(text, 1, ${sql.lit(EXCERPT_LENGTH)})`.as('text'), 'details'])
    .where('sequence', '=', given('id')),
);

const selectNoteText = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder
    .selectFrom('ticket_events')
    .select(sql<string>`substr(detail, 1, ${sql.lit(EXCERPT_LENGTH)})`.as('text'))
    .where('id', '=', given('id')),
);

const selectIfMatching = narrowedStatement(
  (builder: QueryBuilder, given: Given<{ id: string } & FilterValues>, narrow) =>
    narrow(builder.selectFrom('tickets').select('status')).where('id', '=', given('id')),
);

/** The search over one connection. */
export function createTicketSearch(connection: Connection, fullText: FullText): TicketReads['search'] {
  return async (query, { filter, offset, limit }) => {
    const hits = await findHits(connection, fullText, query);
    const newest = new Map<string, Hit>();
    for (const hit of hits.slice(0, MAX_HITS)) {
      if (hit.ticketId !== null && !newest.has(hit.ticketId)) newest.set(hit.ticketId, hit);
    }
    const matching = [];
    for (const [ticketId, hit] of newest) {
      if (filter === undefined || (await isMatching(connection, filter, ticketId))) matching.push({ ticketId, hit });
    }
    const tickets: FoundTicket[] = [];
    for (const { ticketId, hit } of matching.slice(offset, offset + limit)) {
      const stored = await readTicket(connection, ticketId);
      if (stored !== undefined) tickets.push({ ...stored, said: await readSaid(connection, hit) });
    }
    return { tickets, found: { count: matching.length, isMore: hits.length > MAX_HITS } };
  };
}

/** The newest first, one more than are looked at where there are more. */
async function findHits(connection: Connection, fullText: FullText, query: string[][]): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const source of ['messages', 'notes', 'tickets'] as const) {
    for (const id of await fullText.find(connection, source, query, MAX_HITS + 1)) {
      const row = await HITS[source].row(connection, { id });
      if (row !== undefined) hits.push({ source, id, ...row });
    }
  }
  return hits.sort((a, b) => b.at - a.at).slice(0, MAX_HITS + 1);
}

async function isMatching(connection: Connection, filter: TicketFilter, id: string): Promise<boolean> {
  const row: { status: TicketStatus } | undefined = await selectIfMatching(filter).row(connection, {
    ...filterValues(filter),
    id,
  });
  return row !== undefined && filter.statuses.includes(row.status);
}

async function readSaid(connection: Connection, { source, id, at }: Hit): Promise<FoundTicket['said']> {
  if (source === 'tickets') return undefined;
  if (source === 'notes') return { kind: 'note', text: (await selectNoteText.row(connection, { id }))?.text ?? '', at };
  const { text = '', details = null } = (await selectMessageText.row(connection, { id })) ?? {};
  return { kind: 'message', text: searchableText(text, details), at };
}
