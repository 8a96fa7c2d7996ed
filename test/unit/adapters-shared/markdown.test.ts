import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitRuns, toPlainText } from '../../../adapters/shared/formatted-text.ts';
import { renderMarkdown } from '../../../adapters/shared/markdown.ts';
import { toHtml } from '../../../adapters/telegram/outbound/presentation.ts';
import { parseHtml } from '../../platforms/telegram/entities/html.ts';

const articleUrl = (id: string): string | undefined =>
  id === 'returns' ? 'https://shop.example/help/returns' : undefined;
const runs = (text: string, lineBreaks = false) => renderMarkdown(text, { articleUrl, lineBreaks });
const html = (text: string) => toHtml(runs(text));

test.each([
  ['a heading is bold', '# Returns\n\nSend it.', '<b>Returns</b>\n\nSend it.'],
  ['emphasis', '**b** *i* ~~s~~ `c`', '<b>b</b> <i>i</i> <s>s</s> <code>c</code>'],
  ['emphasis within emphasis', '**a *b* c**', '<b>a <i>b</i> c</b>'],
  ['bold within a heading is not opened twice', '# Go **on**', '<b>Go on</b>'],
  ['a list', 'Do:\n\n- one\n- two', 'Do:\n\n• one\n• two'],
  ['a list of lists', '- a\n  - b\n- c\n\nd', '• a\n   • b\n• c\n\nd'],
  ['a list that begins elsewhere', '3. c\n4. **d**', '3. c\n4. <b>d</b>'],
  ['code', '```js\nif (a < b) {}\n```', '<pre>if (a &lt; b) {}</pre>'],
  ['a quotation', '> a **b**\n>\n> c\n\nd', '<blockquote>a <b>b</b>\n\nc</blockquote>\n\nd'],
  ['a quotation in a quotation', '> a\n> > b', '<blockquote>a\n\nb</blockquote>'],
  ['a quoted list', 'a\n\n> - b', 'a\n\n<blockquote>• b</blockquote>'],
  ['a table', '| a | b |\n|---|---|\n| c | d |', '<b>a</b> | <b>b</b>\nc | d'],
  ['a rule', 'a\n\n---\n\nb', 'a\n\n———\n\nb'],
  ['a wrapped paragraph', 'a\nb', 'a b'],
  ['a wrapped Chinese paragraph', '您好，\n请问', '您好，请问'],
  ['a line break', 'a\\\nb', 'a\nb'],
  ['escapes', '\\*a\\* & \\<b\\> &lt;', '*a* &amp; &lt;b&gt; &lt;'],
  ['a link', '[go](https://a.example/?a=1&b=2)', '<a href="https://a.example/?a=1&amp;b=2">go</a>'],
  ['an article', '[go](returns)', '<a href="https://shop.example/help/returns">go</a>'],
  ['an article nobody can reach', '[go](elsewhere)', 'go'],
  ['an address to mail to', '[write](mailto:help@shop.example)', 'write (help@shop.example)'],
  ['an address that is written out', '<help@shop.example>', 'help@shop.example'],
  ['an image', '![cat](https://a.example/cat.png)', '<a href="https://a.example/cat.png">cat</a>'],
])('%s', (_name, markdown, expected) => {
  expect(html(markdown)).toBe(expected);
});

test("an agent's line breaks show", () => {
  expect(toPlainText(runs('a\nb', true))).toBe('a\nb');
});

describe('hostile text', () => {
  test.each(['javascript:alert(1)', 'tg://user?id=1', 'data:text/html,x', '//a.example', 'https://', 'ton://x'])(
    'a link to %s is its words',
    (address) => {
      expect(html(`[press](${address})`)).toBe('press');
    },
  );

  test.each(['<b>x</b>', '<a href="tg://user?id=1">x</a>', '</pre>', '&lt;b>', '"quoted"'])(
    '%s shows as it is',
    (text) => {
      expect(html(text)).not.toMatch(/<\/?(b|a|pre)/);
      expect(html(`\`${text}\``)).toMatch(/^<code>[^<]*<\/code>$/);
    },
  );

  test('a link cannot leave its attribute', () => {
    expect(html('[x](https://a.example/?q="onclick=1)')).toMatch(/^<a href="[^"<>]*">x<\/a>$/);
  });

  test('of any kind, in any part, is HTML that Telegram can read, and shows the same text', () => {
    const piece = fc.constantFrom(
      ...'*_`~#>-|[]()<>&"\\!\n 1.',
      'a',
      '中',
      '😀',
      '\n\n',
      '```',
      '](returns)',
      '<b>',
      '&lt;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const part of splitRuns(runs(pieces.join('')), 20)) {
          expect(parseHtml(toHtml(part)).text).toBe(toPlainText(part));
        }
      }),
      { numRuns: 500 },
    );
  });
});
