import { expect, test } from 'vitest';
import { agents } from '../../../src/insights/agents/agents.ts';
import { HOUR_MS, inOrder, MINUTE_MS, rated, ticketEvents } from './facts.ts';
import { PERIOD, reportInput } from './report-input.ts';

const IN = PERIOD.since + HOUR_MS;

/** Tickets that somebody resolved, each opened again where that is said. */
function resolvedBy(agent: string, count: number, isUndone: (index: number) => boolean, score?: number) {
  return Array.from({ length: count }, (_, index) => {
    const at = IN + index * HOUR_MS;
    const id = `${agent}${index}`;
    return [
      ...ticketEvents(id, [
        ['opened', at, agent],
        ['replied', at + MINUTE_MS, agent],
        ['resolved', at + 2 * MINUTE_MS, agent],
        ...(isUndone(index)
          ? ([
              ['reopened', at + 10 * MINUTE_MS, agent],
              ['resolved', at + 20 * MINUTE_MS, agent],
            ] as const)
          : []),
      ]),
      ...(score === undefined ? [] : rated(at + 3 * MINUTE_MS, id, score)),
    ];
  });
}

const content = {
  trials: { locales: {} },
  smalltalk: [],
  articles: { orders: ['Cancelling an order', 'Changing an order'] },
};

async function standsOut(facts: Parameters<typeof inOrder>[0]) {
  const ticketNumber = async (id: string) => Number(id.replace(/\D/g, ''));
  const blocks = await agents(reportInput(inOrder(facts), { content, ticketNumber }));
  return blocks.find((block) => block.kind === 'table' && block.title.startsWith('Opened again more often'));
}

test('where somebody’s tickets are opened again far more often, there are articles and well settled tickets to learn from', async () => {
  const table = await standsOut([
    ...resolvedBy('kim', 40, (index) => index % 2 === 0),
    ...resolvedBy('sam', 60, (index) => index % 20 === 0, 5),
  ]);
  expect(table).toMatchObject({
    rows: [
      ['kim', 'orders', 40, 0.5, 0.05, { text: '', tickets: [59, 58, 57] }, 'Cancelling an order; Changing an order'],
    ],
  });
});

test('what chance does stands out nowhere', async () => {
  expect(
    await standsOut([
      ...resolvedBy('kim', 40, (index) => index % 10 === 0),
      ...resolvedBy('sam', 60, (index) => index % 20 === 0),
    ]),
  ).toBeUndefined();
});
