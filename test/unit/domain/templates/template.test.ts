import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { parseCondition } from '../../../../src/domain/templates/condition.ts';
import { parseTemplate } from '../../../../src/domain/templates/parse-template.ts';
import { renderTemplate } from '../../../../src/domain/templates/render-template.ts';
import type { TemplateValues } from '../../../../src/domain/templates/template-value.ts';

const VALUES: TemplateValues = {
  state: { type: 'text', value: 'In transit' },
  number: { type: 'number', value: 1234.5 },
  total: { type: 'amount', value: 1234.5, currency: 'EUR' },
  day: { type: 'date', value: '2026-12-01' },
  moment: { type: 'date', value: '2026-12-01T09:30:00+00:00' },
  link: { type: 'url', value: 'https://shop.example/a(b)?c=d' },
  yes: { type: 'boolean', value: true },
  no: { type: 'boolean', value: false },
  empty: { type: 'list', items: [] },
  items: {
    type: 'list',
    items: [
      { name: { type: 'text', value: 'Lamp' }, quantity: { type: 'number', value: 2 } },
      { name: { type: 'text', value: '*Moon*' } },
    ],
  },
};

function render(source: string, locale = 'en'): string {
  return renderTemplate(source, VALUES, { locale, timeZone: 'Europe/Berlin' });
}

/** What customers see of it. */
function shown(source: string, locale?: string): string {
  return render(source, locale).replace(/\\(?=[!-/:-@[-`{-~])/g, '');
}

test.each([
  ['a value', '{state}!', 'In transit!'],
  ['a value that is not there', 'a{nothing}b', 'ab'],
  ['a name that every object has', 'a{constructor}b', 'ab'],
  ['what is no mark', 'a {b c} { }', 'a {b c} { }'],
  ['a condition that holds', '{if state}yes{else}no{end}', 'yes'],
  ['a condition that does not hold', '{if not state}yes{else}no{end}', 'no'],
  ['one of several texts', '{if state is packed or in transit}on its way{end}', 'on its way'],
  ['another text', '{if state is packed}a{else if state is not packed}b{else}c{end}', 'b'],
  ['true and false', '{if yes}a{end}{if no}b{end}', 'a'],
  ['an empty list', '{if empty}some{else}none{end}{each one in empty}x{end}', 'none'],
  ['a list', '{each one in items}{one.name}{if one.quantity} ×{one.quantity}{end}; {end}', 'Lamp ×2; *Moon*;'],
  [
    'blocks alone on their lines',
    'a\n{if yes}\n- b\n{end}\n{each one in items}\n- {one.name}\n{end}\nc',
    'a\n- b\n- Lamp\n- *Moon*\nc',
  ],
])('a template says %s', (_what, source, expected) => {
  expect(shown(source)).toBe(expected);
});

test.each([
  ['en', '1,234.5', '€1,234.50', 'December 1, 2026', 'December 1, 2026 at 10:30 AM'],
  ['de', '1.234,5', '1.234,50 €', '1. Dezember 2026', '1. Dezember 2026 um 10:30'],
  ['zh', '1,234.5', '€1,234.50', '2026年12月1日', '2026年12月1日 10:30'],
])('numbers, amounts, days and instants are written as in %s', (locale, number, total, day, moment) => {
  const spaces = (text: string) => text.replace(/\s/g, ' ');
  expect(spaces(shown('{number}', locale))).toBe(number);
  expect(spaces(shown('{total}', locale))).toBe(total);
  expect(spaces(shown('{day}', locale))).toBe(day);
  expect(spaces(shown('{moment}', locale))).toBe(moment);
});

test.each([
  ['{state is}', 0, 'is no mark'],
  ['a\n{if}b{end}', 1, 'is no condition'],
  ['{if a is}b{end}', 0, 'is no condition'],
  ['{if a}\n{if b}\nc\n{end}', 0, 'has no {end}'],
  ['{end}', 0, 'ends nothing'],
  ['{else}', 0, 'belongs to no {if …}'],
  ['{if a}{else}{else}{end}', 0, 'nothing can follow'],
  ['{each a}b{end}', 0, 'is no list'],
  ['{each a in b}{each c in d}{end}{end}', 0, 'cannot stand in another one'],
  ['{if a}'.repeat(11) + '{end}'.repeat(11), 0, 'more than 10 blocks'],
])('the mistake in %j is told with its row', (source, row, reason) => {
  expect(parseTemplate(source).mistakes).toContainEqual({ row, reason: expect.stringContaining(reason) });
});

test('a text that begins with "not" or "is" is compared as it stands', () => {
  expect(parseCondition('state is not delivered or lost')).toEqual({
    name: 'state',
    texts: ['delivered', 'lost'],
    negated: true,
  });
  expect(parseCondition('state is ')).toBeUndefined();
  expect(parseCondition('state or packed')).toBeUndefined();
});

describe('values are hostile', () => {
  const markdown = new MarkdownIt({ html: true, linkify: false });
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        '*',
        '_',
        '`',
        '[a](http://x.example)',
        '<b>',
        '</b>',
        '\n\n',
        '# ',
        '- ',
        '{end}',
        '{state}',
        '\\',
        '![',
        '&lt;',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 12 },
  );

  test('whatever a text says, it shows as it is and formats nothing', () => {
    fc.assert(
      fc.property(hostile, (pieces) => {
        const value = pieces.join('');
        const text = renderTemplate('a{x}b', { x: { type: 'text', value } }, { locale: 'en' });
        const tokens = markdown.parse(text, {});
        const inline = tokens.flatMap((token) => token.children ?? []);
        expect(inline.filter(({ type }) => !['text', 'text_special'].includes(type))).toEqual([]);
        expect(tokens.map(({ type }) => type)).toEqual(['paragraph_open', 'inline', 'paragraph_close']);
      }),
      { numRuns: 300 },
    );
  });

  test('only an address of the web can be the address of a link, and it cannot leave it', () => {
    const link = (value: string, type: 'url' | 'text' = 'url') =>
      renderTemplate('[go]({x})', { x: { type, value } }, { locale: 'en' });
    const href = (text: string) => markdown.parseInline(text, {})[0]?.children?.[0]?.attrGet('href');
    expect(href(link('https://shop.example/a)b"c'))).toBe('https://shop.example/a)b%22c');
    expect(href(link('javascript:alert(1)', 'text'))).toBe('#');
    expect(href(link('x) [evil](https://evil.example', 'text'))).toBe('#');
    expect(render('{link}')).toBe('<https://shop.example/a(b)?c=d>');
  });

  test('a template over the longest values is cut to the length of an answer', () => {
    const items = Array.from({ length: 50 }, () => ({ x: { type: 'text' as const, value: '*'.repeat(500) } }));
    const text = renderTemplate('{each one in list}{one.x}{end}', { list: { type: 'list', items } }, { locale: 'en' });
    expect(text.length).toBe(10_000);
  });
});
