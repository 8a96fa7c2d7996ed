import { expect, test } from 'vitest';
import type { Fact } from '../../../src/domain/fact.ts';
import { csvLine, jsonLine } from '../../../src/insights/export/export-format.ts';
import {
  EXPORT_COLUMNS,
  EXPORT_KINDS,
  type ExportKind,
  type ExportRow,
  exportRows,
} from '../../../src/insights/export/export-rows.ts';
import type { FactReads } from '../../../src/ports/facts.ts';
import { DAY_MS, decided, HOUR_MS, inOrder, outcomeOf, rated, START, ticketEvents } from './facts.ts';

const PERIOD = { since: START, until: START + 10 * DAY_MS };
const NOW = START + 60 * DAY_MS;

/** Facts as a store gives them, a page at a time. */
function storeOf(facts: readonly Fact[]): FactReads {
  return {
    async between({ since, until }, { limit, after }) {
      const found = facts.filter(({ at }) => at >= since && at < until);
      const first = after === undefined ? 0 : found.findIndex(({ id }) => id === after.id) + 1;
      return found.slice(first, first + limit);
    },
    ofTicket: async (ticketId) => facts.filter((fact) => fact.kind === 'ticket' && fact.ticketId === ticketId),
    firstAt: async () => facts[0]?.at,
  };
}

async function rowsOf(kind: ExportKind, facts: readonly Fact[]): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for await (const page of exportRows(storeOf(facts), kind, { period: PERIOD, now: NOW })) rows.push(...page);
  return rows;
}

const answer = decided(START + HOUR_MS, 'a');
const handover = decided(START + 2 * HOUR_MS, 'c of t1', { action: 'handed_over', ticketId: 't1', reason: 'angry' });
const FACTS = inOrder([
  answer,
  outcomeOf(answer, 'not_helped', answer.at + 5 * DAY_MS),
  handover,
  ticketEvents('t1', [
    ['opened', START + 2 * HOUR_MS],
    ['claimed', START + 3 * HOUR_MS],
    ['replied', START + 4 * HOUR_MS],
    ['resolved', START + 20 * DAY_MS],
  ]),
  rated(START + 20 * DAY_MS, 't1', 4),
  rated(START + 3 * DAY_MS, 't0', 2),
  // After the period: no row of its own.
  decided(START + 11 * DAY_MS, 'b'),
]);

test('an answer has what became of it days later, and none from after the period', async () => {
  const rows = await rowsOf('answers', FACTS);
  expect(rows.map(({ at, outcome, reason }) => [at, outcome, reason])).toEqual([
    [new Date(START + HOUR_MS).toISOString(), 'not_helped', undefined],
    [new Date(START + 2 * HOUR_MS).toISOString(), undefined, 'angry'],
  ]);
});

test('a ticket has what happened after the period, and the rating it got', async () => {
  expect(await rowsOf('tickets', FACTS)).toMatchObject([
    {
      ...{
        ticket_id: 't1',
        reason: 'angry',
        intent: 'track_order',
        replies: 1,
        reopened: 0,
        rating: 4,
        resolved_by: 'sam',
      },
      ...{ first_reply_seconds: 7_200, resolved_at: new Date(START + 20 * DAY_MS).toISOString() },
    },
  ]);
});

test('each talk is a row with how it ended, and each rating one with its score', async () => {
  expect((await rowsOf('conversations', FACTS)).map(({ conversation_id, end }) => [conversation_id, end])).toEqual([
    ['a', 'unanswered'],
    ['c of t1', 'with_people'],
  ]);
  expect((await rowsOf('ratings', FACTS)).map(({ ticket_id, score }) => [ticket_id, score])).toEqual([['t0', 2]]);
});

test.each(EXPORT_KINDS)('every row of %s has the columns that are documented, and no other', async (kind) => {
  const known = new Set(Object.keys(EXPORT_COLUMNS[kind]));
  const rows = await rowsOf(kind, FACTS);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(new Set(Object.keys(row))).toEqual(known);
});

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('%j is a text to a spreadsheet, not a formula', (text) => {
  expect(csvLine([text])).toMatch(/^"?'/);
});

test('commas, quotes and lines stay within their cell; numbers stay numbers; nothing is empty', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', -3, undefined])).toBe('"a,b","say ""x""","two\nlines",-3,\r\n');
  expect(jsonLine({ b: 'x' }, ['a', 'b'])).toBe('{"a":null,"b":"x"}\n');
});
