import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../../src/domain/policy.ts';
import { createDayReader } from '../../../../src/insights/days.ts';
import { learnSlaRisk } from '../../../../src/insights/sla-risk/sla-risk.ts';
import type { SlaRow } from '../../../../src/insights/sla-risk/sla-row.ts';
import { createRandom } from '../../../../src/lib/random.ts';

const UTC = createDayReader('UTC');
const SINCE = Date.UTC(2026, 5, 1);
const DAYS = 60;
const NOW = SINCE + DAYS * DAY_MS;

const pick = <T>(random: () => number, items: readonly T[]) => items[Math.floor(random() * items.length)] as T;

/** Tickets of which refunds by mail are missed mostly, and others seldom; what is missed is known after three days, what is kept after a few hours. */
function tickets(count: number, missedChance: (known: SlaRow['known']) => number): SlaRow[] {
  const random = createRandom(31);
  return Array.from({ length: count }, (_, index) => {
    const openedAt = SINCE + ((index + random()) * DAYS * DAY_MS) / count;
    const known = {
      category: pick(random, ['refund', 'delivery', 'other']),
      channel: pick(random, ['web', 'mail']),
      customer: pick(random, ['new', 'known']),
    };
    const kept = random() >= missedChance(known);
    const knownAt = openedAt + (kept ? 6 * HOUR_MS * random() : 3 * DAY_MS);
    return knownAt < NOW
      ? { openedAt, known, kept, knownAt }
      : { openedAt, known, kept: undefined, knownAt: undefined };
  });
}

const refundsByMail = ({ category, channel }: SlaRow['known']) =>
  category === 'refund' && channel === 'mail' ? 0.8 : 0.1;

describe('tickets of which some are missed more often', () => {
  const finding = learnSlaRisk(tickets(1200, refundsByMail), NOW, UTC);
  if (finding.kind === 'unknown') throw new Error(finding.reason);

  test('are told from the others when they are opened, at about the chance that they have', () => {
    const riskOf = (category: string, channel: string) =>
      finding.missed({ openedAt: NOW + 10 * HOUR_MS, known: { category, channel, customer: 'new' } });
    expect(riskOf('refund', 'mail')).toBeGreaterThan(0.65);
    expect(riskOf('refund', 'web')).toBeLessThan(0.25);
    expect(riskOf('delivery', 'mail')).toBeLessThan(0.25);
    expect(finding.auc.low).toBeGreaterThan(0.65);
    expect(finding.calibrationError).toBeLessThan(0.08);
  });

  test('what was never seen before has about the average risk', () => {
    const risk = finding.missed({ openedAt: NOW, known: { category: 'new thing', channel: 'fax', customer: '' } });
    expect(risk).toBeGreaterThan(0.05);
    expect(risk).toBeLessThan(0.5);
  });
});

describe('nothing is told', () => {
  test.each([
    ['nothing happened', [], '0 tickets kept their service level and 0 missed it; it takes 50 of each'],
    ['all were kept', tickets(400, () => 0), 'and 0 missed it; it takes 50 of each'],
    ['few were missed', tickets(200, () => 0.1), 'it takes 50 of each'],
    ['chance decided', tickets(1500, () => 0.4), 'better than how many do'],
    [
      'all is the same in all of them',
      tickets(800, () => 0.4).map((row) => ({ ...row, known: { category: 'one' } })),
      'better than how many do',
    ],
    [
      'nothing is known of them',
      tickets(800, () => 0.4).map((row) => ({ ...row, known: {} })),
      'better than how many do',
    ],
    ['all came at once', tickets(800, refundsByMail).map((row) => ({ ...row, openedAt: SINCE })), ''],
  ])('where %s, and the reason is said', (_, rows, reason) => {
    expect(learnSlaRisk(rows, NOW, UTC)).toEqual({ kind: 'unknown', reason: expect.stringContaining(reason) });
  });
});
