import { expect, test } from 'vitest';
import type { Happening } from '../../demo/narrator.ts';
import { createTerminal } from '../../demo/terminal.ts';

const said: Happening = {
  platform: 'telegram',
  place: "Kim's chat",
  author: 'Kim',
  byBot: false,
  kind: 'said',
  text: 'Hello',
  buttons: [],
  files: [],
  reactions: [],
  onlyFor: undefined,
};

function write(happening: Partial<Happening>, colours = false): string {
  let written = '';
  const now = () => new Date(2026, 0, 1, 9, 30, 5);
  const terminal = createTerminal({ write: (text) => (written += text), colours, now });
  terminal.happened({ ...said, ...happening });
  return written;
}

test('an entry says when, where and who, with buttons and files on lines of their own', () => {
  const written = write({ buttons: ['👍', '👎'], files: ['lamp.png'] });
  expect(written.split('\n').map((line) => line.trim())).toEqual([
    "09:30:05  Telegram  Kim's chat        Kim: Hello",
    '📎 lamp.png',
    '[👍] [👎]',
    '',
  ]);
});

test('what only one person sees is told so', () => {
  expect(write({ onlyFor: 'Ben' })).toContain('(only Ben sees this) Kim: Hello');
});

test('nothing a customer wrote reaches the terminal as a command', () => {
  const hostile = '\u001B[2J\u001B]0;owned\u0007red\u202Eevil\r\u0008';
  const written = write({ text: hostile, author: hostile, place: hostile, buttons: [hostile], files: [hostile] });
  expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
  expect(written).toContain('evil');
});

test('a long text is cut to a few lines', () => {
  const written = write({ text: Array.from({ length: 50 }, (_, index) => `${index} ${'x'.repeat(500)}`).join('\n') });
  expect(written.split('\n').length).toBeLessThan(8);
  expect(Math.max(...written.split('\n').map((line) => line.length))).toBeLessThan(180);
});
