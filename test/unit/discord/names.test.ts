import { describe, expect, test } from 'vitest';
import { discordMessage } from '../../../adapters/discord/inbound/message-wire.ts';
import { nameOf, readText, toThreadName } from '../../../adapters/discord/inbound/names.ts';

const NAMES = {
  channel: (id: string) => (id === '5' ? 'help' : undefined),
  role: (id: string) => (id === '6' ? 'Staff' : undefined),
};

function message(content: string, parts: object = {}) {
  const author = { id: '2', username: 'kim' };
  return discordMessage.parse({
    id: '1',
    channel_id: '3',
    type: 0,
    author,
    content,
    timestamp: '2026-11-26T08:00:00.000Z',
    ...parts,
  });
}

test.each([
  ['<@9> hello', 'hello'],
  ['hello <@!9>', 'hello'],
  ['ask <@2>', 'ask @Kim Li'],
  ['ask <@7>', 'ask @<@7>'],
  ['ask <@&6> or <@&8>', 'ask @Staff or @8'],
  ['in <#5> or <#8>', 'in #help or #8'],
  ['<:lamp:1> <a:spin:2>', ':lamp: :spin:'],
  ['</help:1>', '/help'],
  ['<t:0:R>', '1970-01-01 00:00 UTC'],
  ['<t:99999999999999:R>', '<t:99999999999999:R>'],
])('%j is read as %j', (content, text) => {
  const mentions = [{ id: '2', username: 'kim', global_name: 'Kim Li' }];
  expect(readText(message(content, { mentions }), '9', NAMES)).toBe(text);
});

describe('a name', () => {
  test.each([
    [{ id: '1', username: 'kim', global_name: 'Kim' }, 'Kimmy', 'Kimmy'],
    [{ id: '1', username: 'kim', global_name: 'Kim' }, null, 'Kim'],
    [{ id: '1', username: 'kim', global_name: null }, undefined, 'kim'],
    [{ id: '1', username: '\u202E', global_name: ' \n' }, undefined, '1'],
  ])('is the one people know, cleaned', (user, nickname, name) => {
    expect(nameOf(user, nickname)).toBe(name);
  });

  test('of a thread is the question, cut and on one line', () => {
    expect(toThreadName('where\nis   it?\u202E', 'Kim')).toBe('where is it?');
    expect(toThreadName('', 'Kim')).toBe('Kim');
    expect([...toThreadName('🪔'.repeat(200), 'Kim')]).toHaveLength(100);
  });
});
