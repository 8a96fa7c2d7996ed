import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EMOJI_NAMES } from '../../../adapters/slack/emoji-names.ts';
import { emojiOf } from '../../../adapters/slack/message-text.ts';
import { normalizeEmoji, scoreOfReactions } from '../../../src/domain/reactions.ts';

const SLACK = join(import.meta.dirname, '../../../adapters/slack');

test.each([
  ['+1', '👍'],
  ['thumbsup', '👍'],
  ['+1::skin-tone-5', '👍'],
  ['handshake::skin-tone-2-3', '🤝'],
  ['heart', '❤️'],
  ['star-struck', '🤩'],
  ['flag-de', '🇩🇪'],
  ['shop_parrot', ':shop_parrot:'],
  ['constructor', ':constructor:'],
])('the emoji named %s is %s', (name, emoji) => {
  expect(emojiOf(name)).toBe(emoji);
});

test('every emoji counts under each of its names, however desk.yaml writes it', () => {
  for (const [name, emoji] of Object.entries(EMOJI_NAMES)) {
    const scores = { [normalizeEmoji(emoji)]: 1 as const };
    // Skin tones alone colour another emoji, and are none themselves.
    if (!name.startsWith('skin-tone-')) expect(scoreOfReactions([normalizeEmoji(emojiOf(name))], scores), name).toBe(1);
  }
});

test('the names are what `npm run emoji-names` makes of its source', () => {
  const made = execFileSync(process.execPath, [join(SLACK, 'generate-emoji-names.mjs')], { encoding: 'utf8' });
  expect(readFileSync(join(SLACK, 'emoji-names.ts'), 'utf8')).toBe(made);
});
