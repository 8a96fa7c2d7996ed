import { afterEach, beforeEach, expect, test } from 'vitest';
import { setTimeZone } from '../../../src/config/time-zone.ts';
import { findDates } from '../../../src/understanding/dates.ts';

let before: string | undefined;
beforeEach(() => {
  before = process.env.TZ;
});
afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

test.each([
  ['UTC', '2026-03-08T23:30:00Z', '2026-03-09'],
  ['Asia/Shanghai', '2026-03-08T15:59:59Z', '2026-03-09'],
  ['Asia/Shanghai', '2026-03-08T16:00:00Z', '2026-03-10'],
  // The night of the change to summer time is an hour short.
  ['America/New_York', '2026-03-08T04:59:59Z', '2026-03-08'],
  ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-09'],
  ['America/New_York', '2026-03-09T03:59:59Z', '2026-03-09'],
  ['America/New_York', '2026-11-01T12:00:00Z', '2026-11-02'],
  ['Pacific/Apia', '2026-03-08T11:00:00Z', '2026-03-10'],
  ['Pacific/Apia', '2026-03-08T10:59:59Z', '2026-03-09'],
])('in %s at %s tomorrow is %s', (zone, now, tomorrow) => {
  setTimeZone(zone);
  expect(findDates('deliver it tomorrow', Date.parse(now)).map(({ value }) => value)).toEqual([tomorrow]);
  expect(findDates('明天送', Date.parse(now)).map(({ value }) => value)).toEqual([tomorrow]);
});
