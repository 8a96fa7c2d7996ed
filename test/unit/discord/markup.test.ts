import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMarkup as write } from '../../../adapters/discord/outbound/markup.ts';
import type { Format, Run } from '../../../adapters/shared/formatted-text.ts';
import { renderMarkdown } from '../../../adapters/shared/markdown.ts';
import { toMarkup as read } from '../../platforms/discord/markup.ts';

function plain(text: string): Run {
  return { text, formats: [] };
}

function fromMarkdown(text: string): string {
  return write(renderMarkdown(text, { lineBreaks: true, articleUrl: (id) => `https://shop.example/${id}` }));
}

describe('CommonMark becomes Discord’s dialect', () => {
  test.each([
    ['**bold** and *italic*, ~~struck~~', '**bold** and *italic*, ~~struck~~'],
    ['***both***', '***both***'],
    ['**a**_b_', '**a**\u200B*b*'],
    ['# Heading\n\ntext', '**Heading**\n\ntext'],
    ['- one\n- two', '• one\n• two'],
    ['1. one\n2. two', '1\\. one\n2\\. two'],
    ['> quoted\n> twice\n\nnot', '> quoted\n> twice\n\nnot'],
    ['`a*b`', '`a*b`'],
    ['`` a`b ``', '``a`b``'],
    ['```\nx = *1*\n```', '```\nx = *1*\n```'],
    ['[Returns](returns)', '[Returns](<https://shop.example/returns>)'],
    ['[here](https://shop.example/a_(b))', '[here](<https://shop.example/a_%28b%29>)'],
    ['<https://shop.example/a_b>', '<https://shop.example/a_b>'],
    ['[click](javascript:alert)', 'click'],
    ['2 * 3 * 4 and snake_case_word', '2 \\* 3 \\* 4 and snake\\_case\\_word'],
    ['see https://bad.example', 'see https:\\//bad.example'],
    ['&lt;@123&gt; and @everyone', '\\<\\@123> and \\@everyone'],
  ])('%j as %j', (markdown, markup) => {
    expect(fromMarkdown(markdown)).toBe(markup);
  });
});

describe('what a text says is shown as it is', () => {
  test.each([
    '# heading',
    '-# small',
    '> quote',
    '>>> quote',
    '- list',
    ' - list',
    '12. list',
    '**bold** __under__ ||spoiler||',
    '<@123456789012345678> <@&1> <#1> @everyone @here </help:1> <t:1:R> <:a:1>',
    '[text](https://bad.example)',
    'https://bad.example discord.gg/abc',
    '\\*not escaped\\*',
    '```\ncode\n```',
    'a\n> b\n# c',
  ])('%j', (text) => {
    expect(read(write([plain(text)]))).toEqual({ shown: text, formats: [], links: [] });
  });

  test('whatever it is made of', () => {
    const marks = fc.constantFrom(...'*_~`|<>[]()@#-+.:/\\! \n1a', 'https://', '@everyone', '<@1>', '```');
    const texts = fc.array(marks, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(read(write([plain(text)]))).toEqual({ shown: text, formats: [], links: [] });
      }),
    );
  });

  test('in code too', () => {
    const code: Format = { kind: 'code' };
    const block: Format = { kind: 'code_block' };
    expect(read(write([{ text: 'a`b``c', formats: [code] }])).shown.trim()).toBe('a`b``c');
    const hostile = write([{ text: '```\n@everyone', formats: [block] }]);
    expect(read(hostile).formats).toEqual(['code-block']);
  });
});
