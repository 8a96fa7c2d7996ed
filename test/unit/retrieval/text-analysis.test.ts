import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stemEnglish, stemSpanish } from '../../../src/lib/stemmers.ts';
import { isConcept } from '../../../src/lib/thesaurus/concepts.ts';
import { createAnalyzer, normalize } from '../../../src/retrieval/text-analysis.ts';

const isWord = (term: string) => !isConcept(term);

test.each([
  ['Café', 'cafe'],
  ['can’t', 'cant'],
  ['ＡＢＣ１２３', 'abc123'],
  ['ÜBERWEISUNG', 'uberweisung'],
  ['مُحَمَّد', 'محمد'],
  ['한국어', '한국어'],
  ['退货', '退货'],
])('%s is compared as %s', (text, expected) => {
  expect(normalize(text)).toBe(expected);
});

test('of a very long text the beginning and the end are read', () => {
  const text = normalize(`first ${'x '.repeat(50_000)} last`);
  expect(text.length).toBeLessThan(10_000);
  expect(text).toMatch(/^first .* last$/);
});

test.each([
  ['cancel', ['cancelled', 'canceled', 'cancelling', 'cancellation', 'cancels']],
  ['deliver', ['delivery', 'deliveries', 'delivered', 'delivering']],
  ['pay', ['payment', 'payments', 'paying', 'payable']],
  ['activate', ['activation', 'activated', 'activating']],
  ['ship', ['shipping', 'shipped', 'shipment']],
  ['use', ['used', 'using', 'uses']],
  ['verify', ['verified', 'verification']],
  ['subscribe', ['subscription', 'subscribed']],
])('the forms of "%s" have one stem', (word, forms) => {
  expect(new Set(forms.map(stemEnglish))).toEqual(new Set([stemEnglish(word)]));
});

test.each([
  ['late', 'later'],
  ['create', 'crease'],
  ['order', 'old'],
])('"%s" and "%s" keep different stems', (one, other) => {
  expect(stemEnglish(one)).not.toBe(stemEnglish(other));
});

test.each([
  ['pedidos', 'pedido'],
  ['devoluciones', 'devolucion'],
  ['veces', 'vez'],
  ['rotas', 'rotos'],
])('the Spanish "%s" and "%s" have one stem', (one, other) => {
  expect(stemSpanish(one)).toBe(stemSpanish(other));
});

test('English is taken as stems of words, numbers as they are', () => {
  const { analyze, termsAreStems } = createAnalyzer('en');
  expect(analyze('Cancelling orders: 2024s').terms.filter(isWord)).toEqual(['cancel', 'order', '2024s']);
  expect(termsAreStems).toBe(true);
});

test.each([
  ['en', 'is there a shop', 'do you have a store'],
  ['en', 'cash on delivery', 'can I pay on delivery'],
  ['zh', '能货到付款吗', '送到再付款行吗'],
  ['zh', '微信', 'WeChat'],
])('what means the same has a term in common (%s: %s, %s)', (locale, one, other) => {
  const [first, second] = [one, other].map((text) => createAnalyzer(locale).analyze(text).terms.filter(isConcept));
  expect(first?.some((term) => second?.includes(term))).toBe(true);
});

test('a language without a stemmer is taken as the 4-grams of its words', () => {
  const { analyze, termsAreStems } = createAnalyzer('ar');
  expect(analyze('Geld ab').terms).toEqual([' gel', 'geld', 'eld ', ' ab ']);
  expect(termsAreStems).toBe(false);
});

test('Chinese is taken as characters, pairs and longer words, in any locale', () => {
  const { terms, grams } = createAnalyzer('en').analyze('iPhone 退货');
  expect(terms.filter(isWord)).toEqual(['退', '退货', '货', 'iphon']);
  expect(grams).toContain('phon');
});

test.each(['', ' ', '\u0000', '🎉🎉', '?!…', '\ud800', '\u200f'])('%j holds nothing to match', (text) => {
  expect(createAnalyzer('en').analyze(text)).toEqual({ terms: [], grams: [] });
});

test('any text can be taken apart in any language', () => {
  const analyzers = ['en', 'es', 'de', 'zh', 'x-odd'].map((locale) => createAnalyzer(locale));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { analyze } of analyzers) expect(analyze(text).terms).not.toContain('');
    }),
  );
});
