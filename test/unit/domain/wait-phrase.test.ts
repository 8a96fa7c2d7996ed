import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillPlain, SHIPPED_PHRASES } from '../../../src/domain/phrases.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import { waitPhrase, waitWords } from '../../../src/domain/wait-phrase.ts';

function wordsOf(lowMs: number, highMs: number, locale = 'en'): string {
  const { key, values } = waitPhrase({ lowMs, highMs });
  return fillPlain(SHIPPED_PHRASES[locale]?.[key] ?? '', values);
}

test.each([
  [11 * MINUTE_MS, 23 * MINUTE_MS, 'It takes about 10 to 25 minutes until somebody answers.'],
  [10 * MINUTE_MS, 10 * MINUTE_MS, 'It takes about 5 to 10 minutes until somebody answers.'],
  [0, 20_000, 'Somebody answers within about 1 min.'],
  [0, 0, 'Somebody answers within about 1 min.'],
  [20 * MINUTE_MS, 2.5 * HOUR_MS, 'Somebody answers within about 3 h.'],
  [6.2 * HOUR_MS, 8.1 * HOUR_MS, 'It takes about 6 to 10 hours until somebody answers.'],
  [20 * HOUR_MS, 2.5 * DAY_MS, 'Somebody answers within about 3 days.'],
  [2 * DAY_MS, 40 * DAY_MS, 'It takes about 2 to 40 days until somebody answers.'],
])('a wait of %d to %d ms reads: %3$s', (lowMs, highMs, words) => {
  expect(wordsOf(lowMs, highMs)).toBe(words);
});

test('a wait is said in Chinese, too', () => {
  expect(wordsOf(11 * MINUTE_MS, 23 * MINUTE_MS, 'zh')).toBe('大约需要 10 到 25 分钟才会有人回复您。');
});

test('what a range covers its words cover', () => {
  const unitMs = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS };
  fc.assert(
    fc.property(fc.nat(60 * DAY_MS), fc.nat(60 * DAY_MS), (a, b) => {
      const [lowMs, highMs] = [Math.min(a, b), Math.max(a, b)];
      const { key, values } = waitPhrase({ lowMs, highMs });
      const ms = unitMs[key.split('_').at(-1) as keyof typeof unitMs];
      expect(Number(values.to) * ms).toBeGreaterThanOrEqual(highMs);
      expect(Number(values.from ?? 0) * ms).toBeLessThanOrEqual(lowMs);
      expect(Number(values.from ?? 0)).toBeLessThan(Number(values.to));
    }),
  );
});

test.each([
  [11 * MINUTE_MS, 23 * MINUTE_MS, 'Who comes now is likely to wait 10 to 25 minutes.'],
  [0, 20_000, 'Who comes now is likely to wait up to 1 minute.'],
  [DAY_MS, 3 * DAY_MS, 'Who comes now is likely to wait 1 to 3 days.'],
])('staff read of a wait of %d to %d ms: %s', (lowMs, highMs, words) => {
  expect(waitWords({ lowMs, highMs })).toBe(words);
});
