import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partAt, placeAfter } from '../../../src/domain/article-parts.ts';
import { fromMoreChoiceId, moreChoiceId } from '../../../src/domain/choice-id.ts';

const BODY = 'Open the lid.\n\n## Steps\n\nDo this:\n\n1. One\n2. Two\n\nThe end.';

/** Everything that pressing the button for more says after a passage, one text a press. */
function readAll(body: string, passage: string): string[] {
  const texts: string[] = [];
  for (let place = placeAfter(body, passage); place; ) {
    const part = partAt(body, place);
    if (part === undefined) break;
    texts.push(part.text);
    place = part.after;
  }
  return texts;
}

test('more is the rest of the article, without the paragraph that was said', () => {
  expect(readAll(BODY, 'Open the lid.')).toEqual(['## Steps\n\nDo this:\n\n1. One\n2. Two\n\nThe end.']);
  expect(readAll(BODY, 'The end.')).toEqual(['Open the lid.\n\n## Steps\n\nDo this:\n\n1. One\n2. Two']);
});

test('after a sentence of a paragraph, more shows that paragraph whole', () => {
  expect(readAll('First. Second.\n\nThird.', 'Second.')).toEqual(['First. Second.\n\nThird.']);
});

test('there is no more when everything has been said', () => {
  expect(placeAfter('All of it.', 'All of it.')).toBeUndefined();
  expect(placeAfter('One.\n\nTwo.', 'One.\n\nTwo.')).toBeUndefined();
});

test('a long article is read in parts that begin and end with whole paragraphs', () => {
  const paragraphs = Array.from({ length: 9 }, (_, at) => `${at}${' word'.repeat(80)}`);
  const texts = readAll(paragraphs.join('\n\n'), paragraphs[0] ?? '');
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.join('\n\n')).toBe(paragraphs.slice(1).join('\n\n'));
});

test('code with empty lines is not cut', () => {
  expect(readAll('First.\n\n```\na\n\nb\n```', 'First.')).toEqual(['```\na\n\nb\n```']);
});

test('an article that became shorter has no such part any more', () => {
  expect(partAt('Short.', { next: 7, said: { from: 0, to: 1 } })).toBeUndefined();
});

test('reading on ends, and says each paragraph that was not said exactly once', () => {
  const paragraph = fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,150}\.$/);
  fc.assert(
    fc.property(fc.uniqueArray(paragraph, { minLength: 1, maxLength: 9 }), fc.nat(), (paragraphs, at) => {
      const said = paragraphs[at % paragraphs.length] ?? '';
      // One that stands within it, right before or after it, is taken to be said as well.
      fc.pre(paragraphs.every((text) => text === said || !said.includes(text)));
      const rest = paragraphs.filter((text) => text !== said);
      expect(readAll(paragraphs.join('\n\n'), said).join('\n\n').split('\n\n').filter(Boolean)).toEqual(rest);
    }),
  );
});

test('the id of the button says the article and the place, and nothing else is taken for one', () => {
  const place = { next: 3, said: { from: 0, to: 1 } };
  expect(fromMoreChoiceId(moreChoiceId('return-item', place) ?? '')).toEqual({ articleId: 'return-item', place });
  expect(moreChoiceId('a'.repeat(60), place)).toBeUndefined();
  for (const id of ['m:', 'm:a:1', 'a:m:a:1.0-1', 'm:a:1.0-1x', 'm:A b:1.0-1']) {
    expect(fromMoreChoiceId(id)).toBeUndefined();
  }
});
