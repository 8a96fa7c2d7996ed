import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPlainText } from '../../../adapters/shared/formatted-text.ts';
import { renderMarkdown } from '../../../adapters/shared/markdown.ts';
import { escapeTyped, fromTyped, withoutReplyPrefix } from '../../../adapters/slack/staff/events/staff-text.ts';

const names = { user: async (id: string) => `name of ${id}`, channel: (id: string) => `channel ${id}` };
const rich = (...elements: unknown[]) => ({
  text: 'unused',
  blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
});
const text = (words: string, style?: object) => ({ type: 'text', text: words, ...(style && { style }) });
const shown = (commonMark: string) =>
  toPlainText(renderMarkdown(commonMark, { articleUrl: () => undefined, lineBreaks: true }));

test.each([
  ['plain words', [text('Hello, Kim!')], 'Hello, Kim!'],
  ['bold', [text('so '), text('bold ', { bold: true }), text('here')], 'so **bold** here'],
  ['several formats', [text('x', { bold: true, italic: true, strike: true })], '***~~x~~***'],
  ['code', [text('a*b', { code: true })], '`a*b`'],
  [
    'a link',
    [{ type: 'link', url: 'https://a.example/x_(y)', text: 'see *here*' }],
    '[see \\*here\\*](https://a.example/x_%28y%29)',
  ],
  ['a bare link', [{ type: 'link', url: 'https://a.example/' }], '<https://a.example/>'],
  ['an emoji', [{ type: 'emoji', name: '+1', unicode: '1f44d-1f3fd' }], '👍🏽'],
  ['an emoji of the workspace', [{ type: 'emoji', name: 'shipit' }], ':shipit:'],
  ['a person', [{ type: 'user', user_id: 'U1' }], '@name of U1'],
  ['a channel', [{ type: 'channel', channel_id: 'C1' }], '#channel C1'],
  ['everybody', [{ type: 'broadcast', range: 'here' }], '@here'],
  ['punctuation of CommonMark', [text('2 * 3 * 4 [x](y) <b> `c` # d')], '2 \\* 3 \\* 4 \\[x\\](y) \\<b\\> \\`c\\` # d'],
  ['punctuation at a line’s start', [text('# a\n- b\n1. c')], '\\# a\n\\- b\n1\\. c'],
])('%s as CommonMark', async (_name, elements, expected) => {
  expect(await fromTyped(rich(...elements), names)).toBe(expected);
});

test('lists, quotes and code blocks stay what they are', async () => {
  const section = (words: string) => ({ type: 'rich_text_section', elements: [text(words)] });
  const blocks = [
    {
      type: 'rich_text',
      elements: [
        section('Please:'),
        { type: 'rich_text_list', style: 'ordered', elements: [section('one'), section('two')] },
        { type: 'rich_text_quote', elements: [text('said\nso')] },
        { type: 'rich_text_preformatted', elements: [text('x = *1*')] },
      ],
    },
  ];
  expect(await fromTyped({ blocks }, names)).toBe('Please:\n1. one\n2. two\n\n> said\n> so\n\n```\nx = *1*\n```');
});

test('a message without blocks is read from its text', async () => {
  expect(await fromTyped({ text: 'a &lt;b&gt; *c* <https://x.example|y>' }, names)).toBe(
    'a \\<b\\> \\*c\\* y (https://x.example)',
  );
});

test('what was typed without formats shows as it was typed', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9.*_[\]()<>`~&\\!#+=-]{1,30}( [a-z*_[\]()<>`~&\\!#-]{1,30}){0,3}$/),
      (typed) => {
        expect(shown(escapeTyped(typed))).toBe(typed);
      },
    ),
  );
});

test.each([
  ['! Hello', 'Hello'],
  ['  !Hello', 'Hello'],
  ['!', ''],
  ['Hello !', undefined],
  ['', undefined],
])('of "%s" the reply prefix leaves %s', async (typed, expected) => {
  for (const message of [rich(text(typed)), { text: typed }]) {
    const rest = withoutReplyPrefix(message, '!');
    expect(rest && (await fromTyped(rest, names))).toBe(expected);
  }
});

test('the reply prefix may be any text, and what follows it keeps its formats', async () => {
  const message = rich(text('>> '), text('now', { bold: true }));
  const rest = withoutReplyPrefix(message, '>>');
  expect(rest && (await fromTyped(rest, names))).toBe('**now**');
});
