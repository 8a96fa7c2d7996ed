import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPlainText } from '../../../adapters/shared/formatted-text.ts';
import { renderMarkdown } from '../../../adapters/shared/markdown.ts';
import { escapeTyped, fromTyped, readBeginning } from '../../../adapters/slack/staff/events/staff-text.ts';

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

const beginnings = (typed: string) =>
  [rich(text(typed)), { text: typed }].map((message) => readBeginning(message, '!'));

test.each([
  ['! Hello', 'Hello'],
  ['  ! Hello', 'Hello'],
  ['!\nHello', 'Hello'],
  ['！ 你好', '你好'],
  ['!', ''],
])('of "%s" the reply prefix leaves "%s"', async (typed, expected) => {
  for (const beginning of beginnings(typed)) {
    expect(beginning.kind).toBe('prefix');
    if (beginning.kind === 'prefix') expect(await fromTyped(beginning.rest, names)).toBe(expected);
  }
});

test.each(['!!! careful, a fraudster', '!important do not refund', '!Hello', '!,', '！你好', '!! x', '!？', '  !x'])(
  'what looks like the prefix and does not stand alone is not clearly a reply: "%s"',
  (typed) => {
    for (const { kind } of beginnings(typed)) expect(kind).toBe('unclear');
  },
);

test.each(['Hello !', '', 'a ! b', '？! x', '¡ Hola'])(
  'what does not begin with the prefix is plain: "%s"',
  (typed) => {
    for (const { kind } of beginnings(typed)) expect(kind).toBe('plain');
  },
);

test.each([
  ['an emoji right after it', [text('!'), { type: 'emoji', name: '+1', unicode: '1f44d' }], 'unclear'],
  ['bold words right after it', [text('!'), text('important', { bold: true })], 'unclear'],
  ['a space in the next piece', [text('!', { bold: true }), text(' Hello')], 'prefix'],
  ['a person after a space', [text('! '), { type: 'user', user_id: 'U1' }], 'prefix'],
  ['a person before it', [{ type: 'user', user_id: 'U1' }, text('! Hello')], 'plain'],
])('formats count as what they show: %s', (_name, elements, kind) => {
  expect(readBeginning(rich(...elements), '!').kind).toBe(kind);
});

test('the reply prefix may be any text, and what follows it keeps its formats', async () => {
  const beginning = readBeginning(rich(text('>> '), text('now', { bold: true })), '>>');
  expect(beginning.kind === 'prefix' && (await fromTyped(beginning.rest, names))).toBe('**now**');
  expect(readBeginning(rich(text('>>> ')), '>>').kind).toBe('unclear');
});
