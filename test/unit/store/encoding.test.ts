import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toStorableText } from '../../../src/lib/text.ts';
import { parseJson, toJson } from '../../../src/store/encoding.ts';

/** Any UTF-16 at all: broken surrogates, NUL, backslashes. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0x5c, 0x75, 0xd83d, 0xdc4d)))
  .map((codes) => String.fromCharCode(...codes));

test('every text becomes one without NUL and lone surrogates, of the same length', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const storable = toStorableText(text);
      expect(storable).not.toContain('\0');
      expect(Buffer.from(storable, 'utf8').toString('utf8')).toBe(storable);
      expect(storable).toHaveLength(text.length);
      expect(toStorableText(storable)).toBe(storable);
    }),
  );
});

test('JSON holds the same text as a text column would', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const json = toJson({ text });
      expect(parseJson(json, 'inbox', 1)).toEqual({ text: toStorableText(text) });
      expect(toStorableText(json)).toBe(json);
    }),
  );
});

test('a text that looks like an escape stays as it is', () => {
  const text = '\\u0000 \\\\ud800 \\';
  expect(parseJson(toJson(text), 'inbox', 1)).toBe(text);
});

test('a damaged column is reported with its table and row', () => {
  expect(() => parseJson('{"a":', 'messages', 'm7')).toThrow(
    expect.objectContaining({ code: 'unavailable', message: expect.stringMatching(/m7.*messages/) }),
  );
});
