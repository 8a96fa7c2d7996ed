/** What the rules of the Channel port's contract share. */

import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { InboundEvent } from '../../src/domain/inbound.ts';
import type { DeliveryError } from '../../src/ports/channel.ts';
import type { ChannelHarness } from '../support/channels/channel-harness.ts';

/** Rules by the sentence that says them; each gets a bench of its own. */
export type Rules = Record<string, (harness: ChannelHarness) => Promise<void>>;

/** The failure of something that has to fail. */
export async function failureOf({ desk }: ChannelHarness, sending: Promise<unknown>): Promise<DeliveryError> {
  const failure = await sending.then(
    () => Promise.reject(new Error('The platform took it')),
    (error: DeliveryError) => error,
  );
  desk.failures.push(failure);
  return failure;
}

/** The one element of a list that has to have one. */
export function only<Element>(list: readonly Element[]): Element {
  const [first] = list;
  if (first === undefined || list.length > 1)
    throw new Error(`There are ${list.length} of what there has to be one of`);
  return first;
}

/** A file by what has to stay the same on its way; comparing two of these does not go byte by byte. */
export function toKnownFile(name: string, bytes: Buffer | undefined): { name: string; content: string | undefined } {
  return { name, content: bytes && `${bytes.length} bytes, ${createHash('sha256').update(bytes).digest('hex')}` };
}

/** So many paragraphs of a kilobyte each, all different. */
export function longText(paragraphs: number): string {
  const words = 'lorem ipsum dolor sit amet '.repeat(37).trim();
  return Array.from({ length: paragraphs }, (_, index) => `Paragraph ${index} ${words}`).join('\n\n');
}

/** The words of a text, however its lines are broken. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Different events have different keys. */
export function expectKeysToDiffer(events: InboundEvent[]): void {
  expect(new Set(events.map(({ eventKey }) => eventKey)).size).toBe(events.length);
}
