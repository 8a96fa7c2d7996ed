import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { escapeMarkdown, excerpt, firstParagraph } from '../../../src/domain/markdown.ts';
import { fillTemplate, PHRASE_KEYS, phrase } from '../../../src/domain/phrases.ts';
import { CONTENT } from '../../support/conversation.ts';

const markdown = new MarkdownIt({ html: true, linkify: false });

describe('escaping for CommonMark', () => {
  test('whatever a customer wrote shows as one paragraph of plain text', () => {
    const hostile = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'*_`[]()<>#!|~\\&;:/.-+ 1ax\n\r\t{}"\'=$%^,?@') }),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const [open, inline, close, ...rest] = markdown.parse(`Order ${escapeMarkdown(text)}!`, {});
        expect([open?.type, close?.type, rest]).toEqual(['paragraph_open', 'paragraph_close', []]);
        const types = new Set(inline?.children?.map(({ type }) => type));
        types.delete('text');
        types.delete('text_special');
        expect([...types]).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('excerpts', () => {
  test('are one line, at most as long as asked, and cut between characters', () => {
    expect(excerpt('a\n b\t c', 10)).toBe('a b c');
    expect(excerpt('abcdef', 4)).toBe('abc…');
    expect(excerpt('ab😀def', 4)).toBe('ab…');
  });

  test('the first paragraph is neither a heading nor empty', () => {
    expect(firstParagraph('\n# Title\n\n\nFirst.\n\nSecond.')).toBe('First.');
    expect(firstParagraph('# Only a title')).toBe('# Only a title');
  });
});

/** Every mark that any sentence has. */
const VALUES = {
  name: 'Kim',
  category: 'Returns',
  number: '7',
  ahead: '2',
  language: 'English',
  code: 'AB',
  minutes: '15',
  channel: 'web',
  command: 'link',
  value: '100234',
};

describe("the desk's own sentences", () => {
  test('are there in every built-in language, and none leaves a mark unfilled', () => {
    for (const locale of ['en', 'zh']) {
      for (const key of PHRASE_KEYS) {
        const wording = phrase(CONTENT, locale, key, VALUES);
        expect(wording, `${locale} ${key}`).toMatch(/\S/);
        expect(wording).not.toContain('{');
      }
    }
  });

  test("an admin's wording comes first, and an unknown language falls back to English", () => {
    const phrases = { rated: 'Ta!' };
    const content = { ...CONTENT, locales: { en: { locale: 'en', intents: [], articles: [], phrases } } };
    expect(phrase(content, 'en', 'rated')).toBe('Ta!');
    expect(phrase(CONTENT, 'xx', 'rated')).toBe('Thank you for your rating.');
    expect(phrase(CONTENT, 'zh-TW', 'rated')).toBe('感谢您的评价。');
  });

  test('marks without a value stay, and names of the language itself are no values', () => {
    expect(fillTemplate('{a} {b} {constructor}', { a: 'x' })).toBe('x {b} {constructor}');
  });
});
