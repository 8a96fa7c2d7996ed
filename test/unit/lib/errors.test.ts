import { expect, test } from 'vitest';
import { codeOf, messageOf, reasonOf } from '../../../src/lib/errors.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });

test('why something was not reached stands behind what the caller threw', () => {
  expect(reasonOf(new TypeError('fetch failed', { cause: refused }))).toBe('ECONNREFUSED');
  expect(reasonOf(new TypeError('fetch failed', { cause: new Error('bad port') }))).toBe('bad port');
  expect(reasonOf(new Error('no answer within 5 seconds'))).toBe('no answer within 5 seconds');
});

test('whatever is thrown can be told of, also what has no text', () => {
  expect([new Error('a'), 'b', Object.create(null), undefined].map(messageOf)).toEqual([
    'a',
    'b',
    'object thrown',
    'undefined thrown',
  ]);
  expect([refused, new DOMException('x', 'AbortError'), 'c'].map(codeOf)).toEqual([
    'ECONNREFUSED',
    undefined,
    undefined,
  ]);
});
