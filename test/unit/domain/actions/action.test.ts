import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, ActionRequest, JsonValue, ResultField } from '../../../../src/domain/actions/action.ts';
import { fillRequest, inputsOf, RequestError } from '../../../../src/domain/actions/fill-request.ts';
import { parseJsonPath, valueAtPath } from '../../../../src/domain/actions/json-path.ts';
import { readAnswer } from '../../../../src/domain/actions/read-answer.ts';

const FIELD: ResultField = {
  path: '$',
  type: 'text',
  required: true,
  currency: undefined,
  currencyPath: undefined,
  items: undefined,
};

function action(request: Partial<ActionRequest>, more: Partial<Action> = {}): Action {
  return {
    name: 'test',
    description: undefined,
    kind: 'read',
    request: { method: 'GET', url: 'https://shop.example/', query: {}, headers: {}, body: undefined, ...request },
    environment: ['ACTION_KEY'],
    timeoutMs: 1_000,
    outcomes: [],
    examples: [],
    ...more,
  };
}

describe('a path in JSON', () => {
  const json: JsonValue = { a: { 'b-c': [{ d: 1 }, null] }, list: [1] };

  test.each([
    ['$', json],
    ['a.b-c[0].d', 1],
    ['a.b-c[1]', null],
    ['a.b-c[9]', undefined],
    ['list.length', undefined],
    ['a.constructor', undefined],
    ['a.toString.x', undefined],
  ])('%s leads to what the JSON itself says', (path, expected) => {
    expect(valueAtPath(json, parseJsonPath(path) ?? ['?'])).toEqual(expected);
  });

  test.each(['', '.a', 'a.', 'a..b', 'a[b]', 'a[-1]', 'a[1', '[0]a', 'a b'])('%j is none', (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  });
});

describe('a request', () => {
  test('has its values where they belong, each encoded for its place', () => {
    const request = {
      method: 'POST' as const,
      url: 'https://shop.example/orders/{order}/x?key={env.ACTION_KEY}',
      query: { note: '{note}' },
      headers: { Authorization: 'Bearer {env.ACTION_KEY}' },
      body: { note: 'it says {note}', list: [{ order: '{order}' }, 5, null] },
    };
    const note = 'a"b\n&c';
    const filled = fillRequest(action(request), { order: 'a/b?c#d', note }, { ACTION_KEY: 'k&y' });
    expect(filled.url.href).toBe('https://shop.example/orders/a%2Fb%3Fc%23d/x?key=k%26y&note=a%22b%0A%26c');
    expect(filled.headers).toEqual({ authorization: 'Bearer k&y' });
    expect(JSON.parse(filled.body ?? '')).toEqual({ note: `it says ${note}`, list: [{ order: 'a/b?c#d' }, 5, null] });
    expect(inputsOf(action(request))).toEqual(['note', 'order']);
  });

  test.each([
    ['a way up', { url: 'https://shop.example/orders/{x}' }, '..'],
    ['a way up that is encoded in part', { url: 'https://shop.example/orders/%2e{x}/y' }, '.'],
    ['nothing', { url: 'https://shop.example/orders/{x}' }, ''],
    ['a header of its own', { headers: { 'x-note': '{x}' } }, 'a\r\nx-admin: yes'],
    ['an address without end', { url: 'https://shop.example/orders/{x}' }, 'x'.repeat(9_000)],
  ])('is not made of a value that would be %s', (_what, request, x) => {
    expect(() => fillRequest(action(request), { x }, {})).toThrow(RequestError);
  });

  test.each([
    ['{env.ACTION_OTHER}', 'ACTION_OTHER is not listed under environment'],
    ['{env.ACTION_KEY}', 'ACTION_KEY is not set in the environment'],
    ['{missing}', 'there is no value for missing'],
    ['{constructor}', 'there is no value for constructor'],
  ])('says what it lacks for %s', (mark, reason) => {
    const environment = { ACTION_OTHER: 'secret' };
    expect(() => fillRequest(action({ query: { a: mark } }), {}, environment)).toThrow(reason);
  });

  test('goes to the same host and under the same path, whatever a customer says', () => {
    const to = action({ url: 'https://shop.example:8443/orders/{x}/{y}.json', query: { q: '{x}' } });
    const value = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('.', '..', '/', '\\', '@evil.example', '?', '#', '%2e'),
    );
    fc.assert(
      fc.property(value, value, (x, y) => {
        let url: URL;
        try {
          ({ url } = fillRequest(to, { x, y }, {}));
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
          return;
        }
        expect(url.origin).toBe('https://shop.example:8443');
        const path = url.pathname.split('/');
        expect([path.length, path[1], url.hash, [...url.searchParams.keys()]]).toEqual([4, 'orders', '', ['q']]);
        expect(decodeURIComponent(path[2] ?? '')).toBe(x.toWellFormed());
      }),
      { numRuns: 300 },
    );
  });
});

describe('an answer', () => {
  const shop = action(
    {},
    {
      outcomes: [
        {
          name: 'cancelled',
          statuses: [200],
          when: { name: 'state', texts: ['cancelled'], negated: false },
          result: { state: { ...FIELD, path: 'state' } },
        },
        {
          name: 'found',
          statuses: [200, 201],
          when: undefined,
          result: {
            state: { ...FIELD, path: 'state' },
            total: { ...FIELD, path: 'sum', type: 'amount', required: false, currencyPath: 'currency' },
            items: {
              ...FIELD,
              path: 'items',
              type: 'list',
              required: false,
              items: { name: { ...FIELD, path: 'name' } },
            },
          },
        },
        { name: 'not_found', statuses: [404], when: undefined, result: {} },
      ],
    },
  );

  test('is the first outcome that fits, with its values', () => {
    expect(readAnswer(shop, 200, { state: 'Cancelled' })).toMatchObject({ outcome: 'cancelled' });
    expect(readAnswer(shop, 404, undefined)).toEqual({ kind: 'answered', outcome: 'not_found', values: {} });
    const items: JsonValue = [{ name: 'a' }, { other: 1 }, 'b'];
    expect(readAnswer(shop, 201, { state: 7, sum: '12.50', currency: 'EUR', items })).toEqual({
      kind: 'answered',
      outcome: 'found',
      values: {
        state: { type: 'text', value: '7' },
        total: { type: 'amount', value: 12.5, currency: 'EUR' },
        items: { type: 'list', items: [{ name: { type: 'text', value: 'a' } }] },
      },
    });
  });

  test.each([
    [200, { sum: 1 }, 'unknown', 'it answered 200, but at state there is no text for state'],
    [422, {}, 'refused', 'it answered 422, which is none of the outcomes'],
    [500, {}, 'unknown', 'it answered 500, which is none of the outcomes'],
    [303, {}, 'unknown', 'it answered 303, which is none of the outcomes'],
  ])('of %i that cannot be used is a failure, and says how far it went', (status, body, failure, reason) => {
    expect(readAnswer(shop, status, body)).toEqual({ kind: 'failed', failure, reason });
  });

  test.each([
    ['date', '2026-02-28', '2026-02-28'],
    ['date', '2026-02-30', undefined],
    ['date', '2026-02-28T10:00:00', undefined],
    ['date', '2026-02-28T10:00:00+08:00', '2026-02-28T10:00:00+08:00'],
    ['url', 'https://shop.example/ä b', 'https://shop.example/%C3%A4%20b'],
    ['url', 'javascript:alert(1)', undefined],
    ['url', 'https://user:pass@shop.example/', undefined],
    ['number', '12.5', 12.5],
    ['number', '1e999', undefined],
    ['boolean', 'true', undefined],
    ['text', { a: 1 }, undefined],
    ['text', '  ', undefined],
    ['text', 'x'.repeat(600), 'x'.repeat(500)],
  ] as const)('as %s takes %j for %j', (type, value, expected) => {
    const one = action(
      {},
      {
        outcomes: [
          { name: 'ok', statuses: [200], when: undefined, result: { v: { ...FIELD, type, required: false } } },
        ],
      },
    );
    const result = readAnswer(one, 200, value as JsonValue);
    expect(result.kind === 'answered' && result.values.v).toEqual(
      expected === undefined ? undefined : { type, value: expected },
    );
  });
});
