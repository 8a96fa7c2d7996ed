/** The desk as a channel meets it: takes events as the inbox does, has files, and fails as it is told. */

import { z } from 'zod';
import type { InboundBody, InboundEvent } from '../../../src/domain/inbound.ts';
import type { Attachment } from '../../../src/domain/message.ts';
import type { PublicMessage } from '../../../src/domain/public-message.ts';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import type { OnPublicMessage } from '../../../src/ports/adapter.ts';
import {
  type Accept,
  type ChannelStatus,
  DeliveryError,
  type OpenAttachmentAnywhere,
} from '../../../src/ports/channel.ts';
import { createChanges } from '../../platforms/shared/changes.ts';
import { createMapKeyValues } from '../key-values.ts';
import type { BodyOf } from './channel-harness.ts';

/** What a store can keep of an event. */
const word = z.union([z.string(), z.int(), z.boolean(), z.null(), z.undefined()]);
const storable = z.object({
  channel: z.string(),
  account: z.string(),
  conversationKey: z.string(),
  eventKey: z.string(),
  occurredAt: z.int(),
  customer: z.object({ key: z.string(), name: z.string(), locale: z.string().optional() }),
  body: z
    .looseObject({
      attachments: z.array(z.record(z.string(), word)).optional(),
      enclosures: z.array(z.record(z.string(), word)).optional(),
    })
    .catchall(word),
});

const CHUNK_BYTES = 64 * 1024;

export class ScriptedDesk {
  /** What was taken, each event once. */
  readonly events: InboundEvent[] = [];
  /** What was handed in, again and again where it was. */
  readonly offered: InboundEvent[] = [];
  /** What people said among themselves. */
  readonly publicMessages: PublicMessage[] = [];
  readonly statuses: ChannelStatus[] = [];
  readonly errors: unknown[] = [];
  /** How sending failed, where it did. */
  readonly failures: unknown[] = [];
  /** While it is, nothing can be taken. */
  isFull = false;
  private readonly changes = createChanges();
  private readonly files = new Map<string, () => AsyncIterable<Uint8Array>>();
  private held = Promise.resolve();

  readonly accept: Accept = async (event) => {
    this.offered.push(event);
    this.changes.happened();
    await this.held;
    if (this.isFull) throw new Error('The disk is full');
    storable.parse(event);
    if (this.events.some(({ eventKey }) => eventKey === event.eventKey)) return 'duplicate';
    this.events.push(event);
    this.changes.happened();
    return 'accepted';
  };

  readonly openAttachment: OpenAttachmentAnywhere = async ({ key, name, sizeBytes, mediaType }) => {
    const open = this.files.get(key);
    if (open === undefined) throw new DeliveryError('refused', `${name} is gone`);
    return { content: open(), sizeBytes, mediaType };
  };

  readonly onPublicMessage: OnPublicMessage = (message) => {
    this.publicMessages.push(message);
    this.changes.happened();
  };

  readonly report = (status: ChannelStatus): void => {
    this.statuses.push(status);
    this.changes.happened();
  };

  readonly reportError = (error: unknown): void => {
    this.errors.push(error);
    this.changes.happened();
  };

  readonly keyValues = createMapKeyValues(systemClock);

  /** What the desk remembers of a channel when it starts again. */
  readonly history = {
    hasConversation: async (_account: string, conversationKey: string) =>
      this.events.some((event) => event.conversationKey === conversationKey),
    lastEventAt: async () => this.events.at(-1)?.occurredAt,
    activeConversations: async () => [...new Set(this.events.map(({ conversationKey }) => conversationKey))],
  };

  /** Takes nothing until the function returned is called. */
  hold(): () => void {
    let release = (): void => {};
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  /** Forgets what has happened so far. */
  forget(): void {
    this.events.length = 0;
    this.offered.length = 0;
  }

  /** A file kept elsewhere, which can be opened as often as one likes. */
  file(name: string, bytes: Uint8Array, more: Partial<Attachment> = {}): Attachment {
    const attachment = this.missingFile(name, { sizeBytes: bytes.length, ...more });
    this.files.set(attachment.key, () => chunksOf(bytes));
    return attachment;
  }

  /** A file whose reading breaks off in the middle. */
  breakingFile(name: string, bytes: Uint8Array): Attachment {
    const attachment = this.missingFile(name, { sizeBytes: bytes.length });
    this.files.set(attachment.key, () => breakingOff(bytes));
    return attachment;
  }

  /** A file that cannot be opened. */
  missingFile(name: string, more: Partial<Attachment> = {}): Attachment {
    const place = { channel: 'elsewhere', account: 'default', key: `file-${this.files.size}-${name.length}` };
    return { ...place, name, mediaType: undefined, sizeBytes: 5, ...more };
  }

  /** Resolves to the so manieth event of a kind, now or later. */
  hears<Kind extends InboundBody['kind']>(kind: Kind, count = 1): Promise<InboundEvent & { body: BodyOf<Kind> }> {
    const isOfKind = (event: InboundEvent): event is InboundEvent & { body: BodyOf<Kind> } => event.body.kind === kind;
    return this.changes.until(() => this.events.filter(isOfKind)[count - 1]);
  }

  /** Resolves to the message with these words, now or later. */
  hearsWords(words: string): Promise<InboundEvent> {
    return this.changes.until(() => this.events.find(({ body }) => body.kind === 'message' && body.text === words));
  }

  /** Resolves once so many events were handed in, taken or not. */
  async isOffered(count: number): Promise<void> {
    await this.changes.until(() => this.offered.length >= count);
  }

  /** Resolves once the connection's state has been this one, `times` times. */
  reports(state: ChannelStatus['state'], times = 1): Promise<ChannelStatus> {
    return this.changes.until(() => this.statuses.filter((status) => status.state === state)[times - 1]);
  }
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) yield bytes.subarray(start, start + CHUNK_BYTES);
}

async function* breakingOff(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, bytes.length / 2);
  throw new Error('The connection to the file broke off');
}
