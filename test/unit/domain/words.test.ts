import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import type { LocaleContent } from '../../../src/domain/content.ts';
import { escapeMarkdown, excerpt, firstParagraph, withoutEscapes } from '../../../src/domain/markdown.ts';
import {
  fillPlain,
  fillTemplate,
  PHRASE_KEYS,
  phrase,
  phrasesIn,
  SHIPPED_PHRASES,
} from '../../../src/domain/phrases.ts';

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

test('without its escapes a text reads as it did before, on one line', () => {
  const oneLine = fc.string({ unit: fc.constantFrom(...'*_`[]()<>#!|~\\&;:/.-+ 1ax{}"\'=$%^,?@你') });
  fc.assert(
    fc.property(oneLine, (text) => {
      expect(withoutEscapes(escapeMarkdown(text))).toBe(text);
    }),
  );
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

describe('what customers are told', () => {
  const variablesOf = (wording: string) => [...new Set(wording.match(/\{\w+\}/g))].sort();

  test.each(Object.entries(SHIPPED_PHRASES))('has in %s the same keys and variables as in English', (_, phrases) => {
    expect(Object.keys(phrases)).toEqual(PHRASE_KEYS);
    for (const key of PHRASE_KEYS) {
      expect(phrases[key], key).toMatch(/\S/);
      expect(variablesOf(phrases[key]), key).toEqual(variablesOf(SHIPPED_PHRASES.en?.[key] ?? ''));
    }
  });

  const localeWith = (locale: string, phrases: LocaleContent['phrases']): LocaleContent => {
    return { locale, intents: [], articles: [], phrases };
  };

  test("is in the admin's wording first, in that of a locale of the same language, then as it is shipped", () => {
    const content = { version: '', locales: { en: localeWith('en', { rated: 'Ta!' }), zh: localeWith('zh', {}) } };
    expect(phrase(content, 'en', 'rated')).toBe('Ta!');
    expect(phrase(content, 'en-GB', 'rated')).toBe('Ta!');
    expect(phrase(content, 'en', 'file_received')).toBe('Thank you for the file. What is it about?');
    expect(phrase(content, 'zh-SG', 'rated')).toBe('感谢您的评价。');
    expect(phrase(content, 'zh-TW', 'rated')).toBe('感謝您的評價。');
  });

  test("is in the desk's default language where a language has no word for it, and else in English", () => {
    const de = localeWith('de', { rated: 'Danke!' });
    const chineseFirst = { zh: localeWith('zh', { thank_you: '谢谢！' }), de };
    const words = phrasesIn({ locales: chineseFirst }, 'de');
    expect([words.rated, words.thank_you, words.chat_send]).toEqual(['Danke!', '谢谢！', '发送']);
    expect(phrasesIn({ locales: { de } }, 'de')).toMatchObject({ rated: 'Danke!', chat_send: 'Send' });
    expect(phrasesIn({ locales: {} }, 'xx').rated).toBe('Thank you for your rating.');
  });

  test('shows values as they are, in Markdown by escaping them', () => {
    expect(fillTemplate('{name}!', { name: '*Kim*' })).toBe('\\*Kim\\*!');
    expect(fillPlain('{name}, {count}', { name: '*Kim*', count: 3 })).toBe('*Kim*, 3');
  });

  test('marks without a value stay, and names of the language itself are no values', () => {
    expect(fillTemplate('{a} {b} {constructor}', { a: 'x' })).toBe('x {b} {constructor}');
  });
});
