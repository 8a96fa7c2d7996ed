/** Discord as the desk meets it: the real adapter and SDK, a platform that speaks the protocol, and Kim; the desk is scripted. */

import { createDiscordChannel, type DiscordChannelOptions } from '../../adapters/discord/discord-channel.ts';
import type { ConversationAddress, InboundBody, InboundEvent } from '../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import { systemClock } from '../../src/engine/timers/system-clock.ts';
import type { CustomerHistory } from '../../src/ports/adapter.ts';
import type { Accept, Channel, ChannelStatus, MessageKeys } from '../../src/ports/channel.ts';
import type { DiscordPerson, Place } from '../platforms/discord/person.ts';
import {
  createDiscordPlatform,
  type DiscordPlatform,
  type DiscordPlatformOptions,
} from '../platforms/discord/platform.ts';
import type { SeenMessage } from '../platforms/discord/view.ts';
import { createChanges } from '../platforms/shared/changes.ts';
import { createMapKeyValues } from './key-values.ts';
import { toMessage } from './outgoing-message.ts';
import { shippedPhrasesIn } from './shipped-phrases.ts';

export interface DiscordDeskOptions
  extends Partial<Pick<DiscordChannelOptions, 'token' | 'apiUrl' | 'settings' | 'openAttachment' | 'onPublicMessage'>> {
  history?: Partial<CustomerHistory>;
  platform?: DiscordPlatformOptions;
  /** Decides what becomes of an event before it counts as durable. */
  accept?: Accept;
}

/** No limits to how much is sent. */
export const UNLIMITED = { perSecond: Number.POSITIVE_INFINITY, perDestinationPerSecond: Number.POSITIVE_INFINITY };

export class DiscordDesk {
  readonly platform: DiscordPlatform;
  channel: Channel;
  readonly guild: Place;
  readonly help: Place;
  readonly general: Place;
  readonly kim: DiscordPerson;
  readonly events: InboundEvent[] = [];
  readonly statuses: ChannelStatus[] = [];
  readonly errors: unknown[] = [];
  /** What accepting an event does beside keeping it. */
  accept: Accept | undefined;
  private readonly changes = createChanges();
  private sent = 0;
  private readonly options: DiscordDeskOptions;
  /** What the adapter remembers: it outlives it. */
  private readonly keyValues = createMapKeyValues(systemClock);

  private constructor(platform: DiscordPlatform, options: DiscordDeskOptions) {
    this.platform = platform;
    this.options = options;
    this.accept = options.accept;
    this.guild = platform.createGuild({ name: 'Shop' });
    this.help = platform.createChannel(this.guild, { name: 'help' });
    this.general = platform.createChannel(this.guild, { name: 'general' });
    this.kim = platform.createUser({ name: 'kim', in: [this.guild] });
    this.channel = this.createChannel();
  }

  private createChannel(): Channel {
    const { platform, options } = this;
    return createDiscordChannel({
      token: options.token ?? platform.token,
      apiUrl: options.apiUrl ?? platform.url,
      stickerUrl: new URL(platform.url).origin,
      settings: options.settings ?? { helpChannels: ['#help'], listenTo: [], rateLimits: UNLIMITED },
      clock: systemClock,
      articleUrl: (locale, id) => `https://shop.example/help/${locale}/${id}`,
      openAttachment: options.openAttachment ?? (() => Promise.reject(new Error('There are no files'))),
      locales: () => ['en', 'zh'],
      phrasesIn: shippedPhrasesIn,
      history: {
        hasConversation: async (_account, conversationKey) =>
          this.events.some((event) => event.conversationKey === conversationKey),
        lastEventAt: async () => undefined,
        activeConversations: async () => [],
        ...options.history,
      },
      keyValues: this.keyValues,
      onPublicMessage: options.onPublicMessage ?? (() => {}),
      report: (status) => {
        this.statuses.push(status);
        this.changes.happened();
      },
      reportError: (error) => {
        this.errors.push(error);
        this.changes.happened();
      },
    });
  }

  /** The platform with the channel, not started. */
  static async create(options: DiscordDeskOptions = {}): Promise<DiscordDesk> {
    return new DiscordDesk(await createDiscordPlatform(options.platform), options);
  }

  /** The same, connected. */
  static async start(options: DiscordDeskOptions = {}): Promise<DiscordDesk> {
    const desk = await DiscordDesk.create(options);
    await desk.connect();
    return desk;
  }

  /** Starts the channel without waiting for Discord. */
  async begin(): Promise<void> {
    await this.channel.start(async (event) => {
      const outcome = (await this.accept?.(event)) ?? 'accepted';
      this.events.push(event);
      this.changes.happened();
      return outcome;
    });
  }

  async connect(): Promise<void> {
    const before = this.statuses.filter(({ state }) => state === 'connected').length;
    await this.begin();
    await this.reports('connected', before + 1);
  }

  /** Another process takes over, with nothing but what the desk's store has. */
  async restart(): Promise<void> {
    await this.channel.stop();
    this.channel = this.createChannel();
    await this.connect();
  }

  /** Resolves once the connection's state has been this one, `times` times. */
  reports(state: ChannelStatus['state'], times = 1): Promise<ChannelStatus> {
    return this.changes.until(() => this.statuses.filter((status) => status.state === state)[times - 1]);
  }

  /** Resolves with the first event that fits, now or later. */
  hears(fits: (event: InboundEvent) => boolean): Promise<InboundEvent> {
    return this.changes.until(() => this.events.find(fits));
  }

  /** Resolves with the first event of a kind, now or later. */
  hearsOf<Kind extends InboundBody['kind']>(kind: Kind): Promise<InboundEvent & { body: { kind: Kind } }> {
    return this.changes.until(() =>
      this.events.find((event): event is InboundEvent & { body: { kind: Kind } } => event.body.kind === kind),
    );
  }

  /** Resolves with an error once one fits that was reported. */
  fails(fits: (error: unknown) => boolean): Promise<unknown> {
    return this.changes.until(() => this.errors.find(fits));
  }

  /** Everything that was heard when a direct message, written now by somebody else, is heard: what was to come has come. */
  async allHeard(): Promise<InboundEvent[]> {
    const fence = this.platform.createUser({ name: 'fence', in: [this.guild] });
    const { id } = fence.write(fence.openDirectMessage(), 'fence');
    await this.hears(({ eventKey }) => eventKey === `message-${id}`);
    return this.events.filter(({ customer }) => customer.key !== fence.id);
  }

  /** The conversation of Kim's direct messages. */
  get direct(): ConversationAddress {
    return this.address(this.kim.openDirectMessage().id);
  }

  address(conversationKey: string): ConversationAddress {
    return { channel: 'discord', account: this.platform.bot.id, conversationKey };
  }

  /** Sends a message, to Kim directly unless said otherwise. */
  says(text: string, parts: Partial<OutgoingMessage> = {}, to = this.direct): Promise<MessageKeys> {
    this.sent += 1;
    return this.channel.send(to, toMessage(text, { id: `m${this.sent}`, ...parts }));
  }

  /** Kim asks in a channel, and is answered once the desk has heard it. */
  async answers(
    place: Place,
    question: string,
    answer: string,
  ): Promise<{ question: SeenMessage; thread: Place; keys: MessageKeys }> {
    const asked = this.kim.write(place, question);
    const { conversationKey, body } = await this.hears(({ eventKey }) => eventKey === `message-${asked.id}`);
    const replyToKey = 'messageKey' in body ? body.messageKey : undefined;
    const keys = await this.says(answer, { replyToKey }, this.address(conversationKey));
    return { question: asked, thread: { id: conversationKey }, keys };
  }

  async stop(): Promise<void> {
    await this.channel.stop();
    await this.platform.close();
  }
}
