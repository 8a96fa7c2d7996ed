/** A short form of `npm run bench:sla`: random tickets beside clocks that are worked out minute by minute. */

import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../../src/domain/policy.ts';
import { calendarOf, findBrokenIdentities, findDifference } from '../../../bench/sla/compare.ts';
import { randomTicket } from '../../../bench/sla/random-tickets.ts';

const CHOICES = {
  zones: ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago', 'Pacific/Apia'],
  stretches: ['2026-03-24', '2026-10-20', '2011-12-26'].map((date) => Date.parse(`${date}T00:00:00Z`)),
};
const seeds = Array.from({ length: 150 }, (_, seed) => seed);

test('of random tickets every clock shows what one shows that asks minute by minute', () => {
  expect(seeds.map((seed) => findDifference(randomTicket(seed, CHOICES))).find((text) => text !== undefined)).toBe(
    undefined,
  );
});

test('a deadline after the time that has elapsed is when it has, and spans add up, to the millisecond', () => {
  const broken = seeds.flatMap((seed) => {
    const ticket = randomTicket(seed);
    const ends = Array.from({ length: 40 }, (_, index) => ticket.from + Math.round((index + 1) * 7.31 * HOUR_MS) + 1);
    return findBrokenIdentities(calendarOf(ticket), ticket.from + 12_345, ends);
  });
  expect(broken).toEqual([]);
});
