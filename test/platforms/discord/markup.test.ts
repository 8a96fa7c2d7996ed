import { expect, test } from 'vitest';
import { toMarkup } from './markup.ts';

test.each([
  ['plain *text_', 'plain *text_', []],
  ['**bold** and *italic* and _italic_', 'bold and italic and italic', ['bold', 'italic']],
  ['__under__ ~~through~~ ||hidden||', 'under through hidden', ['underline', 'strikethrough', 'spoiler']],
  ['***both***', 'both', ['bold', 'italic']],
  [String.raw`\*not\* \_this\_ \[nor](this) 2\+2`, '*not* _this_ [nor](this) 2+2', []],
  ['snake_case_name and 2*3*4', 'snake_case_name and 234', ['italic']],
  ['`**code**`', '**code**', ['code']],
  ['```ts\nconst a = 1;\n```', 'const a = 1;', ['code-block']],
  ['# Title\ntext', 'Title\ntext', ['heading']],
  ['-# small', 'small', ['small']],
  ['> quoted **b**', 'quoted b', ['quote', 'bold']],
  ['- one\n- two', '• one\n• two', ['list']],
  ['1. one', '1. one', ['list']],
  ['#hashtag - dash', '#hashtag - dash', []],
  ['<@123456789012345678> @everyone', '<@123456789012345678> @everyone', ['mention']],
])('%j is read as %j', (text, shown, formats) => {
  expect(toMarkup(text)).toMatchObject({ shown, formats });
});

test('links are found, masked, bare and without a preview', () => {
  expect(toMarkup('[here](https://a.example/x), https://b.example. <https://c.example>')).toEqual({
    shown: 'here, https://b.example. https://c.example',
    formats: ['link'],
    links: ['https://a.example/x', 'https://b.example', 'https://c.example'],
  });
});
