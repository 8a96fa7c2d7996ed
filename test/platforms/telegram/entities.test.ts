/** How texts are read: mark-up, escapes, links, and what is marked up by itself. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatText } from './entities/formatted-text.ts';

const read = (parseMode: string, text: string) =>
  formatText({ text, parseMode, entities: undefined, findUser: () => undefined });

/** Entities as `type:text`, with what goes with them. */
function shown(parseMode: string, text: string): string[] {
  const formatted = read(parseMode, text);
  return formatted.entities.map((entity) => {
    const marked = formatted.text.slice(entity.offset, entity.offset + entity.length);
    const more = 'url' in entity ? entity.url : 'language' in entity ? entity.language : '';
    return `${entity.type}:${marked}${more ? ` (${more})` : ''}`;
  });
}

test.each<[string, string, string[]]>([
  ['nested tags', '<b>a <i>b</i></b>', ['bold:a b', 'italic:b']],
  ['the longer names', '<STRONG>a</STRONG><ins>b</ins><del>c</del>', ['bold:a', 'underline:b', 'strikethrough:c']],
  ['a link', '<a href="https://example.com?a=1&amp;b=2">x</a>', ['text_link:x (https://example.com/?a=1&b=2)']],
  ['a link that Telegram drops', '<a href="javascript:alert(1)">x</a>', []],
  ['code with a language', '<pre><code class="language-ts">a</code></pre>', ['pre:a (ts)']],
  ['quotes', '<blockquote expandable>a</blockquote>', ['expandable_blockquote:a']],
  ['spoilers', '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', ['spoiler:a', 'spoiler:b']],
  ['an escaped tag', '&lt;b&gt;a&lt;/b&gt;', []],
  ['an emoji before', '🙂<b>a</b>', ['bold:a']],
  ['an address', 'see example.com or help@example.com', ['url:example.com', 'email:help@example.com']],
  [
    'a mention and a command',
    '@relaydesk_bot /help #teapots',
    ['mention:@relaydesk_bot', 'bot_command:/help', 'hashtag:#teapots'],
  ],
  ['nothing inside code', '<code>/help @relaydesk_bot</code>', ['code:/help @relaydesk_bot']],
])('HTML: %s', (_what, text, entities) => {
  expect(shown('HTML', text)).toEqual(entities);
});

test.each<[string, string, string[]]>([
  ['nested marks', '*a _b_*', ['bold:a b', 'italic:b']],
  ['two underscores', '__a__ ~b~ ||c||', ['underline:a', 'strikethrough:b', 'spoiler:c']],
  ['a link with escapes', '[x](https://example.com/a\\)b)', ['text_link:x (https://example.com/a)b)']],
  ['code', '`a*b` ```ts\nlet a;```', ['code:a*b', 'pre:let a; (ts)']],
  ['a quote of two lines', '>a\n>b\nc', ['blockquote:a\nb\n']],
  ['escaped marks', '\\*a\\*', []],
])('MarkdownV2: %s', (_what, text, entities) => {
  expect(shown('MarkdownV2', text)).toEqual(entities);
});

test.each<[string, string, string[]]>([
  ['bold, italic, code', '*a* _b_ `c`', ['bold:a', 'italic:b', 'code:c']],
  ['a link', '[x](https://example.com/)', ['text_link:x (https://example.com/)']],
  ['escaped marks', 'snake\\_case', []],
])('Markdown: %s', (_what, text, entities) => {
  expect(shown('Markdown', text)).toEqual(entities);
});

test.each<[string, string, string]>([
  ['HTML', '<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ['HTML', 'x</b>', 'Unexpected end tag at byte offset 1'],
  ['HTML', 'x <b', 'Unclosed start tag at byte offset 2'],
  ['HTML', '<p>x</p>', 'Unsupported start tag "p" at byte offset 0'],
  ['HTML', '<constructor>', 'Unsupported start tag "constructor" at byte offset 0'],
  ['HTML', '<a href=x', 'Unclosed start tag at byte offset 0'],
  ['HTML', '<a href>x</a>', 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'],
  ['HTML', '<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['MarkdownV2', '[x](https://example.com', "Can't find end of a URL at byte offset 4"],
  ['MarkdownV2', 'a > b', "Character '>' is reserved and must be escaped with the preceding '\\'"],
  ['MarkdownV2', '```ts\nx', "Can't find end of PreCode entity at byte offset 0"],
  ['Markdown', '[x', "Can't find end of the entity starting at byte offset 0"],
])('%s refuses %s', (parseMode, text, reason) => {
  expect(() => read(parseMode, text)).toThrow(`Bad Request: can't parse entities: ${reason}`);
});

test('whatever is escaped for HTML or MarkdownV2 is shown as it was written, without a format of its own', () => {
  const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const escapeMarkdown = (text: string) => text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = read('', text);
      expect(read('HTML', escapeHtml(text))).toEqual(plain);
      expect(read('MarkdownV2', escapeMarkdown(text))).toEqual(plain);
    }),
  );
});

test('hostile mark-up is refused or read, but never anything else', () => {
  const pieces = fc.constantFrom(
    '<b>',
    '</b>',
    '<a href="',
    '">',
    '</a>',
    '<',
    '>',
    '&',
    '&#',
    '&lt',
    '*',
    '_',
    '`',
    '[',
    '](',
    ')',
    '\\',
    '\n>',
    '||',
    'x',
    '🙂',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 12 }),
      fc.constantFrom('HTML', 'Markdown', 'MarkdownV2'),
      (parts, mode) => {
        try {
          const { text, entities } = read(mode, parts.join(''));
          for (const { offset, length } of entities) expect(offset + length).toBeLessThanOrEqual(text.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 400 });
        }
      },
    ),
  );
});
