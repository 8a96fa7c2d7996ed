import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_TEXT_LENGTH, presentMessage } from '../../../adapters/discord/outbound/parts.ts';
import { toMessage } from '../../support/outgoing-message.ts';
import { shippedPhrasesIn } from '../../support/shipped-phrases.ts';

const links = {
  articleUrl: (locale: string, id: string): string => `https://shop.example/${locale}/${id}`,
  phrasesIn: shippedPhrasesIn,
};

test('no text is longer than Discord takes, however many marks it needs', () => {
  const texts = fc.array(fc.constantFrom('*', 'word ', '\n\n', '我', '`', '> '), {
    minLength: 1_000,
    maxLength: 5_000,
  });
  fc.assert(
    fc.property(texts, (parts) => {
      const shown = presentMessage(toMessage(parts.join('')), links);
      expect(shown.every((text) => text.length <= MAX_TEXT_LENGTH)).toBe(true);
    }),
    { numRuns: 20 },
  );
  expect(presentMessage(toMessage('\\*'.repeat(3_000)), links).join('')).toBe('\\*'.repeat(3_000));
});

test('addresses are links in what a person wrote, not in what the bot says', () => {
  const text = 'See https://shop.example/a. (`https://code.example`)';
  const author = { kind: 'agent' as const, id: 'anna', name: 'Anna' };
  expect(presentMessage(toMessage(text, { author }), links)).toEqual([
    '**Anna**\nSee <https://shop.example/a>. (`https://code.example`)',
  ]);
  expect(presentMessage(toMessage(text), links)).toEqual(['See https:\\//shop.example/a. (`https://code.example`)']);
});

test('the source is named in the language of the message, without a link where there is none', () => {
  const source = { articleId: 'gift', locale: 'zh', title: '礼品卡' };
  expect(
    presentMessage(toMessage('永不过期。', { source, locale: 'zh' }), { ...links, articleUrl: () => undefined }),
  ).toEqual(['永不过期。\n\n来自：*礼品卡*']);
});

test('files without words need no text', () => {
  expect(presentMessage(toMessage(''), links)).toEqual([]);
  expect(presentMessage(toMessage(''), links, ['(a.txt is gone)'])).toEqual(['(a.txt is gone)']);
});
