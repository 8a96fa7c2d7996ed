import { expect, test } from 'vitest';
import { hideToken, isUnreached, withoutSecrets } from '../../../adapters/shared/call-failure.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

test.each([
  ['the error itself', refused, true],
  ['its cause', new TypeError('fetch failed', { cause: refused }), true],
  ['what Slack’s SDK calls its original', Object.assign(new Error('request error'), { original: refused }), true],
  [
    'a cause of an error with a code of its own',
    Object.assign(new Error('x', { cause: refused }), { code: 'x' }),
    true,
  ],
  ['a connection that broke off', new Error('fetch failed', { cause: reset }), false],
  ['an error that says nothing', new Error('ECONNREFUSED'), false],
  ['what is no error', 'ECONNREFUSED', false],
])('that a call was not even heard is told by its code: %s', (_where, error, expected) => {
  expect(isUnreached(error)).toBe(expected);
});

test('a copy for logs has the token neither in its message nor in its stack, and nothing else of the error', () => {
  const error = Object.assign(new Error('POST /bot12:ab/send, again /bot12:ab/send'), { request: 'bot12:ab' });
  const copy = withoutSecrets(error, hideToken('12:ab'));
  expect(copy.message).toBe('POST /bot<token>/send, again /bot<token>/send');
  expect(`${copy.stack}${JSON.stringify(copy)}`).not.toContain('12:ab');
  expect(withoutSecrets(error, hideToken('')).message).toBe(error.message);
});
