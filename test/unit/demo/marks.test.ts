import { expect, test } from 'vitest';
import { readDiscordMarks, readDiscordParts } from '../../demo/places/discord-marks.ts';
import type { Run } from '../../demo/places/place.ts';
import { readSlackMarks } from '../../demo/places/slack-marks.ts';

/** Runs in a short form: the text alone where it is plain. */
function short(runs: Run[]): string[] {
  return runs.map(({ text, format, href }) =>
    [format === 'plain' ? '' : `${format}:`, text, href ? `→${href}` : ''].join(''),
  );
}

test.each([
  ['*Bold* and _italic_ and `code`', ['bold:Bold', ' and ', 'italic:italic', ' and ', 'code:code']],
  ['2 * 3 * 4, snake_case_name', ['2 * 3 * 4, snake_case_name']],
  ['See our page', ['See ', 'our page→https://shop.example/']],
  ['evil', ['evil']],
])('Slack: %s', (text, expected) => {
  const links = [
    { url: 'https://shop.example/', label: 'our page' },
    { url: 'javascript:alert(1)', label: 'evil' },
  ];
  expect(short(readSlackMarks(text, links))).toEqual(expected);
});

test.each([
  ['**Bold** and *italic* and `code`', ['bold:Bold', ' and ', 'italic:italic', ' and ', 'code:code']],
  ['\\*not\\* bold', ['*not* bold']],
  ['[our page](https://shop.example/)', ['our page→https://shop.example/']],
  ['<@42> hello <@7>', ['@Relaydesk hello <@7>']],
])('Discord: %s', (text, expected) => {
  expect(short(readDiscordMarks(text, (id) => (id === '42' ? 'Relaydesk' : undefined)))).toEqual(expected);
});

test('Discord: lines of one kind that follow one another are one part', () => {
  const parts = readDiscordParts('# Delivery\n> how long?\n- *two* days\n- three\n-# as always\nBye', () => undefined);
  expect(
    parts.map((part) => [part.kind, part.kind === 'list' ? part.items.map(short) : 'runs' in part && short(part.runs)]),
  ).toEqual([
    ['header', ['Delivery']],
    ['quote', ['how long?']],
    ['list', [['italic:two', ' days'], ['three']]],
    ['remark', ['as always']],
    ['text', ['Bye']],
  ]);
});
