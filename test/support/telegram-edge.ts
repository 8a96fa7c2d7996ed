/** The Telegram adapter and its SDK, with a platform that speaks the protocol, Kim, and whoever takes the events. */

import type { RateLimits } from '../../adapters/shared/rate-limit.ts';
import { createTelegramAdapter, type TelegramAdapter } from '../../adapters/telegram/telegram-adapter.ts';
import type { ConversationAddress, InboundBody, InboundEvent } from '../../src/domain/inbound.ts';
import type { Attachment, OutgoingMessage } from '../../src/domain/message.ts';
import type { OnPublicMessage } from '../../src/ports/adapter.ts';
import {
  type Accept,
  type Channel,
  type ChannelStatus,
  DeliveryError,
  type MessageKeys,
  type OpenAttachment,
} from '../../src/ports/channel.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { createChanges } from '../platforms/shared/changes.ts';
import type { Group } from '../platforms/telegram/group.ts';
import type { Person } from '../platforms/telegram/person.ts';
import {
  createTelegramPlatform,
  type TelegramPlatform,
  type TelegramPlatformOptions,
} from '../platforms/telegram/telegram-platform.ts';
import type { ShownMessage } from '../platforms/telegram/view.ts';
import { createMapKeyValues } from './key-values.ts';
import { toMessage } from './outgoing-message.ts';
import { shippedPhrasesIn } from './shipped-phrases.ts';

export interface TelegramEdgeOptions {
  token?: string;
  apiRoot?: string;
  rateLimits?: RateLimits;
  listenTo?: string[];
  onPublicMessage?: OnPublicMessage;
  webhook?: { secret: string; url: string };
  locales?: string[];
  /** Instead of noting the events. */
  accept?: Accept;
  platform?: TelegramPlatformOptions;
  /** Prepares the platform before the adapter starts. */
  arrange?: (platform: TelegramPlatform) => void;
}

export class TelegramEdge {
  readonly clock: SimulatedClock;
  readonly platform: TelegramPlatform;
  adapter: TelegramAdapter;
  readonly kim: Person;
  readonly events: InboundEvent[] = [];
  readonly statuses: ChannelStatus[] = [];
  readonly errors: unknown[] = [];
  /** What `openAttachment` finds, by key. */
  readonly files = new Map<string, AsyncIterable<Uint8Array>[]>();
  readonly changes = createChanges();
  private readonly options: TelegramEdgeOptions;
  /** What the adapter remembers: it outlives it. */
  private readonly keyValues;

  protected constructor(clock: SimulatedClock, platform: TelegramPlatform, options: TelegramEdgeOptions) {
    this.clock = clock;
    this.platform = platform;
    this.kim = platform.createPerson({ first_name: 'Kim', last_name: 'Li', language_code: 'en' });
    this.options = options;
    this.keyValues = createMapKeyValues(clock);
    this.adapter = this.createAdapter();
  }

  private createAdapter(): TelegramAdapter {
    const { clock, platform, options } = this;
    return createTelegramAdapter({
      token: options.token ?? platform.token(),
      apiRoot: options.apiRoot ?? platform.url,
      settings: {
        listenTo: options.listenTo ?? [],
        rateLimits: options.rateLimits ?? { perSecond: 25, perDestinationPerSecond: Number.POSITIVE_INFINITY },
      },
      ...(options.webhook ? { webhook: options.webhook } : {}),
      clock,
      articleUrl: (locale, id) => `https://shop.example/help/${locale}/${id}`,
      openAttachment: async (attachment) => this.openFile(attachment),
      keyValues: this.keyValues,
      onPublicMessage: options.onPublicMessage ?? (() => {}),
      locales: () => options.locales ?? ['en', 'zh'],
      phrasesIn: shippedPhrasesIn,
      report: (status) => {
        this.statuses.push(status);
        this.changes.happened();
      },
      reportError: (error) => this.errors.push(error),
    });
  }

  /** Starts the adapter without waiting for Telegram. */
  static async begin(options: TelegramEdgeOptions = {}): Promise<TelegramEdge> {
    const clock = createSimulatedClock(Date.UTC(2026, 0, 5, 9));
    const platform = await createTelegramPlatform({ clock, ...options.platform });
    options.arrange?.(platform);
    const edge = new TelegramEdge(clock, platform, options);
    await edge.channel.start(edge.accept);
    return edge;
  }

  private readonly accept: Accept = async (event) => {
    if (this.options.accept !== undefined) return this.options.accept(event);
    this.events.push(event);
    this.changes.happened();
    return 'accepted';
  };

  /** Another process takes over, with nothing but what the desk's store has. */
  async restart(): Promise<void> {
    await this.channel.stop();
    this.adapter = this.createAdapter();
    await this.channel.start(this.accept);
    await this.platform.until(this.platform.updates.isListening);
  }

  /** The same, once the bot waits for updates. */
  static async start(options?: TelegramEdgeOptions): Promise<TelegramEdge> {
    const edge = await TelegramEdge.begin(options);
    await edge.platform.until(edge.platform.updates.isListening);
    return edge;
  }

  get channel(): Channel {
    return this.adapter.channel;
  }

  /** Somebody's conversation: in private, or in a group and one of its topics. */
  conversation(person = this.kim, place: { in?: Group; topic?: number } = {}): ConversationAddress {
    const inGroup = place.in && `${place.in.id()}:${place.topic ?? 0}:`;
    const conversationKey = `${inGroup ?? ''}${person.user.id}`;
    return { channel: 'telegram', account: String(this.platform.bot.id), conversationKey };
  }

  /** Resolves once the connection's state has been this one, `times` times. */
  async reports(state: ChannelStatus['state'], times = 1): Promise<ChannelStatus> {
    return this.changes.until(() => this.statuses.filter((status) => status.state === state)[times - 1]);
  }

  /** Resolves when the bot has confirmed all that happened. */
  async handled(): Promise<void> {
    const { updates, until } = this.platform;
    await until(() => updates.isListening() && updates.pending() === 0);
  }

  /** What has happened so far, once the bot has confirmed it. */
  async bodies(): Promise<InboundBody[]> {
    await this.handled();
    return this.events.map(({ body }) => body);
  }

  /** Lets simulated time pass second by second, with an exchange with the platform in each. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      await this.clock.advanceTo(this.clock.now() + Math.min(left, 1_000));
      for (let exchange = 0; exchange < 3; exchange++) await fetch(this.platform.url);
    }
  }

  answers(place?: { in?: Group; topic?: number }): ShownMessage[] {
    return this.kim.sees(place).filter(({ fromBot }) => fromBot);
  }

  lastAnswer(place?: { in?: Group; topic?: number }): ShownMessage {
    const last = this.answers(place).at(-1);
    if (last === undefined) throw new Error('The bot has said nothing');
    return last;
  }

  /** Sends Kim, or another conversation, a message. */
  says(text: string, parts: Partial<OutgoingMessage> = {}, to = this.conversation()): Promise<MessageKeys> {
    return this.channel.send(to, toMessage(text, parts));
  }

  edits(keys: MessageKeys, text: string, parts: Partial<OutgoingMessage> = {}): Promise<MessageKeys> {
    return this.channel.edit(this.conversation(), keys, toMessage(text, parts));
  }

  /** A file of another channel that `openAttachment` finds. */
  file(
    name: string,
    content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    more: Partial<Attachment> = {},
  ): Attachment {
    const attachment = { channel: 'slack', account: 'T1', key: `file-${this.files.size}`, name };
    this.reopens(attachment, content);
    return { ...attachment, mediaType: undefined, sizeBytes: undefined, ...more };
  }

  /** The file can be opened once more. */
  reopens({ key }: Pick<Attachment, 'key'>, content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): void {
    const analysis = (async function* () {
      yield* content;
    })();
    this.files.set(key, [...(this.files.get(key) ?? []), analysis]);
  }

  async stop(): Promise<void> {
    await this.channel.stop();
    await this.platform.close();
  }

  private openFile({ key, sizeBytes, mediaType }: Attachment): OpenAttachment {
    const content = this.files.get(key)?.shift();
    if (content === undefined) throw new DeliveryError('refused', 'The file is gone');
    return { content, sizeBytes, mediaType };
  }
}
