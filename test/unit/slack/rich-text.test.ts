import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../../adapters/shared/markdown.ts';
import { toRichText } from '../../../adapters/slack/rich-text.ts';
import { RICH_TEXT_PART } from '../../platforms/slack/rich-text-schema.ts';
import { problemsOf } from '../../platforms/slack/schema.ts';

const rich = (markdown: string) =>
  toRichText(renderMarkdown(markdown, { lineBreaks: true, articleUrl: () => undefined })).elements;
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });

test.each([
  [
    'plain *and* **bold** ~~gone~~ `code`',
    [
      section(
        text('plain '),
        text('and', { italic: true }),
        text(' '),
        text('bold', { bold: true }),
        text(' '),
        text('gone', { strike: true }),
        text(' '),
        text('code', { code: true }),
      ),
    ],
  ],
  [
    '[**terms**](https://shop.example)',
    [section({ type: 'link', url: 'https://shop.example', text: 'terms', style: { bold: true } })],
  ],
  [
    'before\n\n> quoted\n\nafter',
    [section(text('before')), { type: 'rich_text_quote', elements: [text('quoted')] }, section(text('after'))],
  ],
  ['```\nlet a = 1\n```', [{ type: 'rich_text_preformatted', elements: [text('let a = 1')] }]],
])('%s', (markdown, expected) => {
  expect(rich(markdown)).toEqual(expected);
});

test('whatever the text, Slack takes it, and nothing in it is a mention, an emoji or a link of its own making', () => {
  const piece = fc.constantFrom(
    '<!here>',
    '<@U1>',
    ':smile:',
    '*',
    '_',
    '`',
    '```\n',
    '> ',
    '- ',
    '\n',
    'a',
    '|',
    '&lt;',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const [index, part] of rich(pieces.join('')).entries()) {
        expect(problemsOf(RICH_TEXT_PART, part, `/${index}`)).toEqual([]);
        expect(new Set(part.elements.map(({ type }) => type))).toEqual(new Set(['text']));
      }
    }),
  );
});
