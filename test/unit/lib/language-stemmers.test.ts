import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STEMMED_LANGUAGES, stemmerOf } from '../../../src/lib/language-stemmers.ts';

test.each([
  ['de', 'bestellung', 'bestellungen'],
  ['es-MX', 'pedido', 'pedidos'],
  ['fr', 'livraison', 'livraisons'],
  ['ru', 'заказ', 'заказы'],
  ['tr', 'sipariş', 'siparişler'],
  ['pt-BR', 'pedido', 'pedidos'],
])('in %s "%s" and "%s" have one stem', (locale, one, other) => {
  const stem = stemmerOf(locale);
  expect(stem?.(one)).toBe(stem?.(other));
});

test.each(['ar', 'zh', 'vi', 'x-odd', '', '__proto__'])('%j has no stemmer', (locale) => {
  expect(stemmerOf(locale)).toBeUndefined();
});

test('a stem is the same each time, whatever was stemmed before', () => {
  const word = fc.string({ unit: 'binary', maxLength: 64 });
  fc.assert(
    fc.property(fc.constantFrom(...STEMMED_LANGUAGES), word, word, (language, one, other) => {
      const stem = stemmerOf(language);
      const first = stem?.(one);
      stem?.(other);
      expect(stem?.(one)).toBe(first);
    }),
  );
});
