import { expect, test } from 'vitest';
import { riskBlocks, toSlaRow } from '../../../../src/insights/sla-risk/risk-blocks.ts';
import { DAY_MS, HOUR_MS, inOrder, MINUTE_MS, ticketEvents } from '../facts.ts';
import { HOUR_TO_REPLY, PERIOD, reportInput } from '../report-input.ts';

const IN = PERIOD.since + HOUR_MS;
const NOW = PERIOD.until + 10 * DAY_MS;

function rowOf(events: Parameters<typeof ticketEvents>[1], now = NOW) {
  const [ticket] = reportInput(inOrder([ticketEvents('t1', events)])).history.tickets;
  return ticket && toSlaRow(ticket, HOUR_TO_REPLY, now);
}

test.each([
  [
    'kept, as soon as it is',
    [
      ['opened', 0],
      ['replied', 30],
    ],
    true,
    30,
  ],
  [
    'missed, as soon as it is late',
    [
      ['opened', 0],
      ['replied', 90],
    ],
    false,
    60,
  ],
  ['not known while it waits', [['opened', NOW - IN - 30 * MINUTE_MS]], undefined, undefined],
] as const)('a promise is %s', (_what, events, kept, knownAfter) => {
  const unit = knownAfter === undefined ? 1 : MINUTE_MS;
  const row = rowOf(events.map(([kind, after]) => [kind, IN + after * unit] as const));
  expect(row?.kept).toBe(kept);
  expect(row?.knownAt).toBe(knownAfter === undefined ? undefined : IN + knownAfter * MINUTE_MS);
});

test('nothing is known of a ticket for which nothing was promised', () => {
  const [ticket] = reportInput(inOrder([ticketEvents('t1', [['opened', IN]])])).history.tickets;
  expect(ticket && toSlaRow(ticket, { ...HOUR_TO_REPLY, policies: [] }, NOW)).toBeUndefined();
});

/** Many tickets of two categories, of which one is answered late, and one open ticket of each. */
function manyTickets() {
  const past = Array.from({ length: 300 }, (_, index) => {
    const [category, minutes] = index % 3 === 0 ? ['returns', 100] : ['orders', 10];
    const at = IN - 9 * DAY_MS + index * HOUR_MS;
    const events = [
      ['opened', at],
      ['replied', at + (minutes as number) * MINUTE_MS],
    ] as const;
    return ticketEvents(`t${index}`, events, { category: category as string });
  });
  const open = ['orders', 'returns'].map((category, index) =>
    ticketEvents(`open${index}`, [['opened', NOW - MINUTE_MS]], { category }),
  );
  return inOrder([...past, ...open]);
}

test('open tickets stand in the order of their risk, with how far that can be told', async () => {
  const ticketNumber = async (id: string) => (id === 'open0' ? 1 : 2);
  const blocks = await riskBlocks(reportInput(manyTickets(), { ticketNumber }));
  expect(blocks[1]).toMatchObject({
    kind: 'text',
    text: expect.stringMatching(/it named the right one 100 % of the time/),
  });
  const table = blocks.at(-1);
  if (table?.kind !== 'table') throw new Error('there is no table');
  expect(table.rows.map(([ticket, category]) => [ticket, category])).toEqual([
    [{ text: '', tickets: [2] }, 'returns'],
    [{ text: '', tickets: [1] }, 'orders'],
  ]);
  expect(table.rows[0]?.[2]).toBeGreaterThan(0.8);
  expect(table.rows[1]?.[2]).toBeLessThan(0.2);
});

test('too few tickets say how many it takes, and a desk that promises nothing says nothing', async () => {
  expect((await riskBlocks(reportInput([]))).at(-1)).toMatchObject({
    kind: 'unknown',
    reason: expect.stringContaining('50 of each'),
  });
  expect(await riskBlocks(reportInput([], { levels: { ...HOUR_TO_REPLY, policies: [] } }))).toEqual([]);
});
