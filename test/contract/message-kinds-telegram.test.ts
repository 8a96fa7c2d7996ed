import { expect, test } from 'vitest';
import { kindsOf } from '../../adapters/telegram/inbound/message-fields.ts';
import { openTelegram } from '../support/channels/telegram-harness.ts';
import { type MessageKinds, messageKindsContract } from './message-kinds.ts';
import { ANSWERS, FORWARDS } from './telegram-kinds/others-words.ts';
import { PASTED } from './telegram-kinds/pasted.ts';
import { FILES_AND_WORDS, ITEMS } from './telegram-kinds/sent.ts';
import type { TelegramKind } from './telegram-kinds/table.ts';
import { PARTS, SERVICE } from './telegram-kinds/unheard.ts';

const KINDS = {
  ...FILES_AND_WORDS,
  ...ITEMS,
  ...ANSWERS,
  ...FORWARDS,
  ...PASTED,
  ...SERVICE,
  ...PARTS,
} satisfies MessageKinds<TelegramKind>;

const OF_A_NEWER_TELEGRAM = {
  'a kind that nobody knows yet': {
    sent: { hologram: { depth: 3 } },
    heard: {
      text: '',
      enclosures: [{ kind: 'item', title: 'Message of a kind the desk does not know (hologram)', text: '' }],
    },
  },
  'one with words under it': {
    sent: { hologram: { depth: 3 }, caption: 'my cup' },
    heard: { text: 'my cup', enclosures: [{ title: 'Message of a kind the desk does not know (hologram)' }] },
  },
  'a new block of a pasted message': {
    sent: { rich_message: { blocks: [{ type: 'aside', text: 'It flickers' }] } },
    heard: { text: 'It flickers' },
  },
  'a new field of a text': { sent: { text: 'Hello', sender_mood: 'fine' }, heard: { text: 'Hello', enclosures: [] } },
} satisfies MessageKinds<string>;

messageKindsContract('Telegram', openTelegram, KINDS);
messageKindsContract('a newer Telegram', openTelegram, OF_A_NEWER_TELEGRAM);

test('no field that is only part of messages makes something a message', () => {
  const parts = Object.keys({ ...PARTS, ...ANSWERS });
  expect(kindsOf(Object.fromEntries(parts.map((name) => [name, true])))).toEqual([]);
});
