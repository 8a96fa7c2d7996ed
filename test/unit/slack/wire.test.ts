import { expect, test } from 'vitest';
import type { SlackMethods } from '../../../adapters/slack/wire.ts';
import { messageEvent } from '../../../adapters/slack/wire-message.ts';
import { createWireReader } from '../../../adapters/slack/wire-reader.ts';

test.each([
  ['something that is no message', { type: 'message', channel: 'C1' }],
  ['nothing', undefined],
])('%s is no message', (_what, event) => {
  expect(messageEvent.safeParse(event).success).toBe(false);
});

test.each<[string, keyof SlackMethods, unknown, unknown]>([
  [
    'a list without what cannot be read',
    'usergroups.users.list',
    { users: ['U1', 7, null, 'U2'] },
    { users: ['U1', 'U2'] },
  ],
  [
    'messages without the files that are none',
    'conversations.replies',
    { messages: [{ ts: '1.1', files: [{ id: 'F1' }, null] }, { ts: 'now' }] },
    { messages: [{ ts: '1.1', files: [{ id: 'F1' }] }] },
  ],
  ['nothing, where what is needed is not there', 'chat.postMessage', { ok: true }, undefined],
  ['nothing, where what is needed is something else', 'conversations.open', { channel: { id: 7 } }, undefined],
  ['nothing of no answer', 'auth.test', null, undefined],
])('of an answer is kept %s, and it is told of once', (_what, method, answer, kept) => {
  const errors: unknown[] = [];
  const wire = createWireReader((error) => errors.push(error));
  expect(wire.readAnswer(method, answer)).toEqual(kept);
  expect(wire.readAnswer(method, answer)).toEqual(kept);
  expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining(`(${method})`) })]);
});

test('what nobody listens to is passed on as it came', () => {
  const wire = createWireReader((error) => expect.fail(String(error)));
  for (const type of ['constructor', '__proto__', 'of_a_new_kind']) {
    const body = { type: 'event_callback', event: { type } };
    expect(wire.readBody(body)).toBe(body);
  }
});
