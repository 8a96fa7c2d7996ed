/** Slack at the edge of a desk: the real adapter and SDK, a platform that speaks the protocol, and Kim. */

import { type SlackSettings, toSlackSettings } from '../../adapters/slack/settings.ts';
import { createSlackAdapter, type SlackAdapter, type SlackAdapterOptions } from '../../adapters/slack/slack-adapter.ts';
import type { ConversationAddress, InboundEvent } from '../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import { systemClock } from '../../src/engine/timers/system-clock.ts';
import type { CustomerHistory } from '../../src/ports/adapter.ts';
import type { Accept, ChannelStatus, MessageKeys } from '../../src/ports/channel.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';
import { createChanges } from '../platforms/shared/changes.ts';
import type { SlackPlatformOptions } from '../platforms/slack/assembly.ts';
import type { Person } from '../platforms/slack/person.ts';
import { startSlack, stopAfterTest } from '../platforms/slack/running.ts';
import type { ShownMessage } from '../platforms/slack/shown.ts';
import type { SlackPlatform } from '../platforms/slack/slack-platform.ts';
import { createMapKeyValues } from './key-values.ts';
import { toMessage } from './outgoing-message.ts';
import { shippedPhrasesIn } from './shipped-phrases.ts';

export interface SlackDeskOptions extends Partial<Omit<SlackAdapterOptions, 'settings' | 'history' | 'keyValues'>> {
  history?: Partial<CustomerHistory>;
  settings?: Partial<SlackSettings>;
  platform?: SlackPlatformOptions;
  /** Slack posts its events, instead of Socket Mode. */
  overHttp?: boolean;
  /** Instead of noting the events. */
  accept?: Accept;
  /** Looked at before an event counts as taken; the desk's store may be full. */
  beforeTaking?(event: InboundEvent): Promise<void>;
}

/** Settings of a test: Slack's own defaults, without a limit to how fast messages go. */
export function slackSettings(settings: Partial<SlackSettings> = {}): SlackSettings {
  const rateLimits = { perSecond: Number.POSITIVE_INFINITY, perDestinationPerSecond: Number.POSITIVE_INFINITY };
  return { ...toSlackSettings({}), rateLimits, ...settings };
}

/** What a desk has in its store: it outlives the adapter. */
interface Kept {
  keyValues: KeyValueStore;
  conversationKeys: Set<string>;
}

export class SlackDesk {
  readonly platform: SlackPlatform;
  readonly adapter: SlackAdapter;
  readonly kim: Person;
  /** What the desk took, each event once. */
  readonly events: InboundEvent[] = [];
  readonly statuses: ChannelStatus[] = [];
  readonly errors: unknown[] = [];
  readonly #changes = createChanges();
  readonly #options: SlackDeskOptions;
  readonly #kept: Kept;

  private constructor(
    platform: SlackPlatform,
    kim: Person,
    options: SlackDeskOptions,
    kept: Kept = { keyValues: createMapKeyValues(systemClock), conversationKeys: new Set() },
  ) {
    this.#kept = kept;
    this.platform = platform;
    this.kim = kim;
    this.#options = options;
    this.adapter = createSlackAdapter({
      botToken: platform.botToken,
      ...(options.overHttp ? { signingSecret: platform.signingSecret } : { appToken: platform.appToken }),
      apiUrl: platform.url,
      clock: systemClock,
      articleUrl: (locale, id) => `https://shop.example/help/${locale}/${id}`,
      phrasesIn: shippedPhrasesIn,
      deskName: 'Shop desk',
      openAttachment: (attachment) => this.adapter.channel.openAttachment(attachment),
      onPublicMessage: () => {},
      ...options,
      history: {
        hasConversation: async (_account, conversationKey) => kept.conversationKeys.has(conversationKey),
        lastEventAt: async () => undefined,
        activeConversations: async () => [],
        ...options.history,
      },
      keyValues: kept.keyValues,
      settings: slackSettings(options.settings),
      report: (status) => {
        this.statuses.push(status);
        this.#changes.happened();
      },
      reportError: (error) => {
        this.errors.push(error);
        this.#changes.happened();
      },
    });
  }

  /** Starts the adapter until the end of the running test, without waiting for Slack. */
  static async begin(
    options: SlackDeskOptions = {},
    arrange: (platform: SlackPlatform) => void = () => {},
  ): Promise<SlackDesk> {
    const platform = await startSlack({ retryDelaysMs: [0, 50, 50, 50], commands: COMMANDS, ...options.platform });
    arrange(platform);
    const kim = platform.createUser({ name: 'kim', realName: 'Kim Li', locale: 'en-GB' });
    return SlackDesk.#connect(new SlackDesk(platform, kim, options));
  }

  /** The same, once the app is connected. */
  static async start(options: SlackDeskOptions = {}): Promise<SlackDesk> {
    const desk = await SlackDesk.begin(options);
    await desk.reports('connected');
    return desk;
  }

  /** Another process on the same platform, once this one has stopped. */
  async restart(options: SlackDeskOptions = {}): Promise<SlackDesk> {
    await this.adapter.channel.stop();
    const all = { ...this.#options, ...options };
    const next = await SlackDesk.#connect(new SlackDesk(this.platform, this.kim, all, this.#kept));
    await next.reports('connected');
    return next;
  }

  /** Resolves once the connection's state has been this one, `times` times. */
  reports(state: ChannelStatus['state'], times = 1): Promise<ChannelStatus> {
    return this.#changes.until(() => this.statuses.filter((status) => status.state === state)[times - 1]);
  }

  /** Resolves to the latest event once there are so many. */
  async took(count: number): Promise<InboundEvent> {
    return this.#changes.until(() => (this.events.length >= count ? this.events[count - 1] : undefined));
  }

  /** Resolves once what the desk took, or was told of, fits. */
  async until(fits: () => boolean): Promise<void> {
    await this.#changes.until(() => fits() || undefined);
  }

  /** Another process of the desk begins a conversation. */
  conversationBegins(conversationKey: string): void {
    this.#kept.conversationKeys.add(conversationKey);
  }

  /** Resolves once Slack was told that all it sent has arrived. */
  async settled(): Promise<void> {
    const { deliveries, until } = this.platform;
    await until(() => deliveries.every(({ acknowledgement }) => acknowledgement !== undefined));
  }

  /** Kim's direct messages, as the desk knows them. */
  direct(): ConversationAddress {
    return this.at(this.kim.directMessage().id);
  }

  at(conversationKey: string): ConversationAddress {
    return { channel: 'slack', account: this.platform.team.id, conversationKey };
  }

  /** Sends Kim, or another conversation, a message. */
  says(text: string, parts: Partial<OutgoingMessage> = {}, to = this.direct()): Promise<MessageKeys> {
    return this.adapter.channel.send(to, toMessage(text, parts));
  }

  /** What Kim sees of the bot in their direct messages. */
  answers(): ShownMessage[] {
    return this.kim.sees(this.kim.directMessage()).filter(({ author }) => author === 'relaydesk');
  }

  lastAnswer(): ShownMessage {
    const last = this.answers().at(-1);
    if (last === undefined) throw new Error('The bot has said nothing');
    return last;
  }

  static async #connect(desk: SlackDesk): Promise<SlackDesk> {
    await desk.adapter.channel.start(desk.#options.accept ?? ((event) => desk.#take(event)));
    stopAfterTest(() => desk.adapter.channel.stop());
    return desk;
  }

  async #take(event: InboundEvent): Promise<'accepted' | 'duplicate'> {
    await this.#options.beforeTaking?.(event);
    if (this.events.some(({ eventKey }) => eventKey === event.eventKey)) return 'duplicate';
    this.events.push(event);
    this.#kept.conversationKeys.add(event.conversationKey);
    this.#changes.happened();
    return 'accepted';
  }
}

const COMMANDS = ['/desk', '/desk-help', '/desk-human', '/desk-status', '/desk-language', '/desk-link', '/desk-unlink'];
