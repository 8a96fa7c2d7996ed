/** The whole desk in simulated time with Telegram at its edge: the real adapter and SDK, a platform that speaks the protocol, and Kim. */

import { createTelegramChannel, type TelegramChannelOptions } from '../../adapters/telegram/telegram-channel.ts';
import { conversationIdOf } from '../../src/desk/identity.ts';
import type { Accept, Channel, ChannelStatus, ConversationAddress } from '../../src/domain/channel.ts';
import type { OutgoingMessage, TranscriptMessage } from '../../src/domain/message.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { createChanges } from '../platforms/shared/changes.ts';
import type { Person } from '../platforms/telegram/person.ts';
import { createTelegramPlatform, type TelegramPlatform } from '../platforms/telegram/telegram-platform.ts';
import type { ShownMessage } from '../platforms/telegram/view.ts';
import { TestDesk, type TestFolder } from './test-desk.ts';

export interface TelegramDeskOptions extends Partial<Pick<TelegramChannelOptions, 'token' | 'apiRoot' | 'rateLimits'>> {
  /** Instead of the desk's own. */
  accept?: Accept;
}

export class TelegramDesk {
  readonly desk: TestDesk;
  readonly platform: TelegramPlatform;
  readonly channel: Channel;
  readonly kim: Person;
  readonly address: ConversationAddress;
  readonly statuses: ChannelStatus[] = [];
  readonly errors: unknown[] = [];
  private readonly changes = createChanges();

  private constructor(desk: TestDesk, platform: TelegramPlatform, options: TelegramDeskOptions) {
    this.desk = desk;
    this.platform = platform;
    this.kim = platform.createPerson({ first_name: 'Kim', last_name: 'Li', language_code: 'en' });
    this.address = {
      channel: 'telegram',
      account: String(platform.bot.id),
      conversationKey: String(this.kim.user.id),
    };
    this.channel = createTelegramChannel({
      token: options.token ?? platform.token(),
      apiRoot: options.apiRoot ?? platform.url,
      clock: desk.clock,
      articleUrl: (locale, id) => `https://shop.example/help/${locale}/${id}`,
      rateLimits: options.rateLimits ?? { perSecond: 25, perChatPerSecond: Number.POSITIVE_INFINITY },
      report: (status) => {
        this.statuses.push(status);
        this.changes.happened();
      },
      reportError: (error) => this.errors.push(error),
    });
    (desk.context.channels as Map<string, Channel>).set(this.channel.name, this.channel);
  }

  /** Starts the desk, and the channel without waiting for Telegram; `arrange` may prepare the platform before. */
  static async begin(
    folder: TestFolder,
    options: TelegramDeskOptions = {},
    arrange: (platform: TelegramPlatform) => void = () => {},
  ): Promise<TelegramDesk> {
    await folder.empty();
    const desk = await TestDesk.start(folder);
    const platform = await createTelegramPlatform({ clock: desk.clock });
    arrange(platform);
    const telegram = new TelegramDesk(desk, platform, options);
    await telegram.channel.start(options.accept ?? desk.desk.accept);
    return telegram;
  }

  /** The same, once the bot waits for updates. */
  static async start(folder: TestFolder, options?: TelegramDeskOptions): Promise<TelegramDesk> {
    const telegram = await TelegramDesk.begin(folder, options);
    await telegram.platform.until(telegram.platform.updates.isListening);
    return telegram;
  }

  /** Resolves once the connection's state has been this one, `times` times. */
  async reports(state: ChannelStatus['state'], times = 1): Promise<ChannelStatus> {
    return this.changes.until(() => this.statuses.filter((status) => status.state === state)[times - 1]);
  }

  /** Resolves when the bot has confirmed all that happened, and the desk has done what follows from it. */
  async handled(): Promise<void> {
    const { updates, until } = this.platform;
    await until(() => updates.isListening() && updates.pending() === 0);
    await this.desk.settle();
  }

  /** Kim asks; resolves to what the bot said last. */
  async asks(text: string): Promise<ShownMessage> {
    this.kim.write(text);
    await this.handled();
    return this.lastAnswer();
  }

  answers(): ShownMessage[] {
    return this.kim.sees().filter(({ fromBot }) => fromBot);
  }

  lastAnswer(): ShownMessage {
    const last = this.answers().at(-1);
    if (last === undefined) throw new Error('The bot has said nothing');
    return last;
  }

  /** Sends Kim, or somebody else, a message beside the desk's rules. */
  says(text: string, parts: Partial<OutgoingMessage> = {}, to = this.kim): Promise<{ messageKey: string }> {
    return this.channel.send({ ...this.address, conversationKey: String(to.user.id) }, toMessage(text, parts));
  }

  edits(messageKey: string, text: string): Promise<void> {
    return this.channel.edit(this.address, messageKey, toMessage(text, {}));
  }

  transcript(): Promise<TranscriptMessage[]> {
    return this.desk.store.read.messages.transcript(conversationIdOf(this.address), { limit: 100 });
  }

  async ticket(): Promise<Ticket | undefined> {
    return (await this.desk.store.read.conversations.get(conversationIdOf(this.address)))?.state.ticket;
  }

  async stop(): Promise<void> {
    await this.channel.stop();
    await this.desk.stop();
    await this.platform.close();
  }
}

function toMessage(text: string, parts: Partial<OutgoingMessage>): OutgoingMessage {
  return {
    id: 'm1',
    author: { kind: 'bot', id: 'bot', name: 'Bot' },
    text,
    choices: [],
    source: undefined,
    asksFeedback: false,
    asksRatingOf: undefined,
    inReplyTo: [],
    intent: undefined,
    ...parts,
  };
}
