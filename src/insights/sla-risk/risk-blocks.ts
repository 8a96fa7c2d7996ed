/** Which open tickets are likely to miss what was promised for them, and how far that can be told. */

import type { ServiceLevels } from '../../domain/sla/service-levels.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import type { TicketHistory } from '../history/history.ts';
import { promisesOf } from '../history/ticket-promises.ts';
import type { Block, Cell } from '../report.ts';
import { learnSlaRisk } from './sla-risk.ts';
import type { SlaRow } from './sla-row.ts';

const MOST_SHOWN = 15;
/** More of the past teach nothing new, and take much memory. */
const MOST_TICKETS = 10_000;

/** A heading and what can be said; nothing on desks that promise nothing. */
export async function riskBlocks(input: ReportInput): Promise<Block[]> {
  const { history, levels, now, timeZone } = input;
  if (levels.policies.length === 0) return [];
  const heading: Block = { kind: 'heading', text: 'Promises at risk' };
  const promised = history.tickets.slice(-MOST_TICKETS).flatMap((ticket) => {
    const row = toSlaRow(ticket, levels, now);
    return row === undefined ? [] : [{ ticket, row }];
  });
  const found = learnSlaRisk(
    promised.map(({ row }) => row),
    now,
    createDayReader(timeZone),
  );
  if (found.kind === 'unknown') {
    return [heading, { kind: 'unknown', what: 'Which promises will be missed', reason: found.reason }];
  }
  const open = promised
    .filter(({ row }) => row.kept === undefined)
    .map(({ ticket, row }) => ({ ticket, risk: found.missed(row) }))
    .toSorted((a, b) => b.risk - a.risk);
  return [
    heading,
    {
      kind: 'text',
      text: `By what is known when a ticket is opened. Of two tickets of the last ${found.tested}, one of which missed a promise, it named the right one ${percent(found.auc.value)} of the time (95 % interval ${percent(found.auc.low)} to ${percent(found.auc.high)}), and its risks were ${(100 * found.calibrationError).toFixed(1)} points off; ${percent(found.missedShare)} of all missed one.${open.length === 0 ? ' No ticket is open.' : ''}`,
    },
    ...(open.length === 0 ? [] : [await openTickets(input, open)]),
  ];
}

async function openTickets(
  { ticketNumber }: ReportInput,
  open: readonly { ticket: TicketHistory; risk: number }[],
): Promise<Block> {
  return {
    kind: 'table',
    title: `Open tickets, those at risk first${open.length > MOST_SHOWN ? `, ${MOST_SHOWN} of ${open.length}` : ''}`,
    columns: [{ title: 'Ticket' }, { title: 'Category' }, { title: 'Risk of missing a promise', unit: 'share' }],
    rows: await Promise.all(
      open.slice(0, MOST_SHOWN).map(async ({ ticket, risk }): Promise<Cell[]> => {
        const number = await ticketNumber(ticket.ticketId);
        return [{ text: '', tickets: number === undefined ? [] : [number] }, ticket.category, risk];
      }),
    ),
  };
}

/** What was known of a ticket when it was opened, and whether all that was promised was kept; undefined where nothing was. */
export function toSlaRow(ticket: TicketHistory, levels: ServiceLevels, now: number): SlaRow | undefined {
  const clocks = promisesOf(ticket, levels, now);
  if (clocks.length === 0) return undefined;
  const { openedAt, category, channel, priority = 0 } = ticket;
  const known = { category, channel, priority: priority.toFixed(0) };
  const breaches = clocks.flatMap(({ breachedAt }) => breachedAt ?? []);
  if (breaches.length > 0) return { openedAt, known, kept: false, knownAt: Math.min(...breaches) };
  const ends = clocks.map(({ state, endedAt }) => (state === 'met' ? endedAt : undefined));
  const isOver = ends.every((end) => end !== undefined);
  return { openedAt, known, kept: isOver || undefined, knownAt: isOver ? Math.max(...(ends as number[])) : undefined };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
