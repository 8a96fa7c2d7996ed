import { pino } from 'pino';
import { expect, test } from 'vitest';
import { toLogLine } from '../../../src/log/to-log-line.ts';
import { StoreError } from '../../../src/ports/store.ts';

function linesOf(log: (logger: pino.Logger) => void): string[] {
  const lines: string[] = [];
  log(pino({ level: 'trace' }, { write: (json: string) => void lines.push(...toLogLine(json).trimEnd().split('\n')) }));
  return lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''));
}

test('a record is one line: level, what happened, why, and the few fields that matter', () => {
  expect(linesOf((logger) => logger.info({ channel: 'discord', detail: 'Shop bot' }, 'connected'))).toEqual([
    'info  connected (channel=discord, detail=Shop bot)',
  ]);
  const full = new StoreError('full', 'The disk is full: free some space.');
  expect(linesOf((logger) => logger.error({ err: full, inboxRow: 7 }, 'a row could not be handled'))).toEqual([
    'ERROR a row could not be handled: The disk is full: free some space. (inboxRow=7)',
  ]);
});

test('an error that nobody expected says where it comes from', () => {
  const lines = linesOf((logger) => logger.error({ err: new TypeError('x is undefined') }, 'a request failed'));
  expect(lines[0]).toBe('ERROR a request failed: x is undefined');
  expect(lines[1]).toMatch(/^ +at .*to-log-line\.test\.ts/);
});

test('a failure that repeated itself says how often and for how long', () => {
  expect(linesOf((logger) => logger.warn({ count: 57, forMs: 600_000, channel: 'discord' }, 'away'))).toEqual([
    'WARN  away (57 times in 10 min, channel=discord)',
  ]);
});

test('nothing in a record steers the terminal', () => {
  const [line = ''] = linesOf((logger) => logger.warn({ who: '\u001b[2J\u202Ex\r\n\u009b1m' }, 'hi\u0007'));
  expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(line).toContain('who=');
});
