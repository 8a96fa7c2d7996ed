/**
 * Every kind of message that a platform knows, and what becomes of it. Each adapter has its table of them, whose keys are taken from
 * the types that the platform's own library declares, so that a kind it names and the table lacks does not compile; each row is sent
 * through the platform's fake.
 */

import { describe, expect, test } from 'vitest';
import type { MessageContent } from '../../src/domain/inbound.ts';
import type { Attachment, Enclosure } from '../../src/domain/message.ts';
import type { ChannelHarness, Situation } from '../support/channels/channel-harness.ts';

/** What the desk hears of a message: its words, and of files and enclosures what the row names. */
interface Heard {
  text: string;
  attachments?: Partial<Attachment>[];
  enclosures?: Partial<Enclosure>[];
}

/** One kind of message. `sent` is what the platform's message has beside what every message has. */
export type MessageKind =
  | { sent: Readonly<Record<string, unknown>>; heard: Heard }
  /** What is no message of a customer's: the reason why the desk does not hear of it. */
  | { sent: Readonly<Record<string, unknown>>; unheard: string }
  /** What is part of other messages, or of the bot's own: the reason why it is no kind by itself. */
  | { notAKind: string };

export type MessageKinds<Kind extends string> = Readonly<Record<Kind, MessageKind>>;

/** A platform on which Kim can send the bot, in their own conversation with it, whatever a message can be. */
export type KindsHarness = ChannelHarness & { sendsKind(sent: Readonly<Record<string, unknown>>): Promise<void> };

/** Sends each kind through the platform, and expects of it what its row says. */
export function messageKindsContract(
  name: string,
  open: (situation: Situation) => Promise<KindsHarness>,
  kinds: MessageKinds<string>,
): void {
  describe(`${name}: every kind of message`, () => {
    for (const [kind, row] of Object.entries(kinds)) {
      if ('notAKind' in row) continue;
      test(`${kind}: ${'heard' in row ? 'is carried' : `is not heard, as ${row.unheard}`}`, async () => {
        const harness = await open('connected');
        try {
          const heard = await hear(harness, row.sent);
          if ('unheard' in row) return expect(heard).toEqual([]);
          expect(heard).toHaveLength(1);
          expectContent(heard[0], row.heard);
        } finally {
          await harness.close();
        }
      });
    }
  });
}

const LAST = 'That was all.';

/** What the desk hears of a message before the next one. */
async function hear({ desk, kim, sendsKind }: KindsHarness, sent: Readonly<Record<string, unknown>>) {
  await sendsKind(sent);
  await kim.says(LAST);
  await desk.hearsWords(LAST);
  return desk.events.flatMap(({ body }) => (body.kind === 'message' && body.text !== LAST ? [body] : []));
}

function expectContent(content: MessageContent | undefined, heard: Heard): void {
  const { text, attachments = [], enclosures = [] } = content ?? { text: '' };
  expect({ text, attachments, enclosures }).toMatchObject({ attachments: [], enclosures: [], ...heard });
  // A message may be anything but nothing.
  expect(text !== '' || attachments.length > 0 || enclosures.length > 0).toBe(true);
}
