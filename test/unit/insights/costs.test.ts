import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/domain/policy.ts';
import { agents } from '../../../src/insights/agents/agents.ts';
import { costBlocks } from '../../../src/insights/costs/cost-blocks.ts';
import { costsAndBenefit } from '../../../src/insights/costs/costs.ts';
import { DAY_MS, decided, inOrder, MINUTE_MS, outcomeOf, ticketEvents } from './facts.ts';
import { PERIOD, reportInput } from './report-input.ts';

const RATES = { currency: 'EUR', staffHour: 30, month: 0 };
const IN = PERIOD.since + HOUR_MS;

test('staff cost their hours, of which one handles several at once, and the bot saves a ticket a talk', () => {
  const work = {
    handlingMs: 20 * HOUR_MS,
    tickets: 60,
    chatsAtOnce: 2,
    confirmed: 20,
    assumed: 40,
    lengthMs: 30 * DAY_MS,
  };
  const found = costsAndBenefit(work, { ...RATES, month: 30.44 });
  expect(found).toMatchObject({ staff: 300, perTicket: 5, saved: { confirmed: 100, withAssumed: 300 } });
  expect(found.desk).toBeCloseTo(30);
  expect(found.benefit?.confirmed).toBeCloseTo(70);
  expect(found.benefit?.withAssumed).toBeCloseTo(270);
});

test('whatever was done, the benefit is what was saved less what the desk cost, and no amount is NaN', () => {
  const amount = fc.nat(100_000);
  fc.assert(
    fc.property(amount, fc.nat(5_000), fc.integer({ min: 1, max: 20 }), amount, amount, amount, (...given) => {
      const [handlingMs, tickets, chatsAtOnce, confirmed, assumed, month] = given;
      const work = { handlingMs, tickets, chatsAtOnce, confirmed, assumed, lengthMs: 7 * DAY_MS };
      const { staff, desk, perTicket, saved, benefit } = costsAndBenefit(work, { ...RATES, month });
      expect([staff, desk, perTicket ?? 0].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      expect(saved === undefined).toBe(tickets === 0);
      if (saved && benefit) expect(benefit.withAssumed).toBeCloseTo(saved.withAssumed - desk);
    }),
  );
});

/** A ticket of the period that took an hour, and a talk that the customer said was settled. */
function happened() {
  const settled = decided(IN, 'settled');
  return inOrder([
    ticketEvents('t1', [
      ['opened', IN],
      ['claimed', IN + MINUTE_MS],
      ['replied', IN + 61 * MINUTE_MS],
      ['resolved', IN + 61 * MINUTE_MS],
    ]),
    settled,
    outcomeOf(settled, 'helped'),
  ]);
}

test('the sum says what it is made of', () => {
  const table = costBlocks(reportInput(happened(), { costs: RATES })).find(({ kind }) => kind === 'table');
  expect(table).toMatchObject({
    title: 'In EUR',
    rows: expect.arrayContaining([
      ['Staff', '1.0 hours with staff of 1 tickets / 1 at once × 30', 30],
      ['Saved, confirmed', '1 talks that the bot settled × a ticket', 30],
    ]),
  });
});

test('without rates nothing is said of costs, and without tickets why nothing can be', () => {
  expect(costBlocks(reportInput(happened()))).toEqual([]);
  expect(costBlocks(reportInput([], { costs: RATES })).at(-1)).toMatchObject({ kind: 'unknown' });
});

test('costs stand on the agents’ page for admins alone', async () => {
  const says = async (viewer: string | undefined) =>
    JSON.stringify(await agents(reportInput(happened(), { costs: RATES, viewer })));
  expect(await says(undefined)).toContain('Cost and benefit');
  expect(await says('sam')).not.toContain('Cost and benefit');
});
