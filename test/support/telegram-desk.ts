/** The whole desk in simulated time with Telegram at its edge. */

import type { TranscriptMessage } from '../../src/domain/message.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { conversationIdOf } from '../../src/engine/identity.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { createTelegramPlatform, type TelegramPlatform } from '../platforms/telegram/telegram-platform.ts';
import type { ShownMessage } from '../platforms/telegram/view.ts';
import { TelegramEdge, type TelegramEdgeOptions } from './telegram-edge.ts';
import { TestDesk, type TestFolder } from './test-desk.ts';

export class TelegramDesk extends TelegramEdge {
  readonly desk: TestDesk;

  private constructor(desk: TestDesk, platform: TelegramPlatform, options: TelegramEdgeOptions) {
    super(desk.clock, platform, options);
    this.desk = desk;
    (desk.context.channels as Map<string, Channel>).set(this.channel.name, this.channel);
  }

  /** Starts the desk, and the channel without waiting for Telegram. */
  static async beginDesk(folder: TestFolder, options: TelegramEdgeOptions = {}): Promise<TelegramDesk> {
    await folder.empty();
    const desk = await TestDesk.start(folder);
    const platform = await createTelegramPlatform({ clock: desk.clock, ...options.platform });
    options.arrange?.(platform);
    const telegram = new TelegramDesk(desk, platform, options);
    await telegram.channel.start(options.accept ?? desk.desk.accept);
    return telegram;
  }

  /** The same, once the bot waits for updates. */
  static async startDesk(folder: TestFolder, options?: TelegramEdgeOptions): Promise<TelegramDesk> {
    const telegram = await TelegramDesk.beginDesk(folder, options);
    await telegram.platform.until(telegram.platform.updates.isListening);
    return telegram;
  }

  /** Resolves when the bot has confirmed all that happened, and the desk has done what follows from it. */
  override async handled(): Promise<void> {
    await super.handled();
    await this.desk.settle();
  }

  /** Lets simulated time pass, with all that is due in it. */
  override async pass(ms: number): Promise<void> {
    await this.desk.pass(ms);
  }

  /** Kim asks; resolves to what the bot said last. */
  async asks(text: string): Promise<ShownMessage> {
    this.kim.write(text);
    await this.handled();
    return this.lastAnswer();
  }

  transcript(of = this.conversation()): Promise<TranscriptMessage[]> {
    return this.desk.store.read.messages.transcript(conversationIdOf(of), { limit: 100 });
  }

  async ticket(of = this.conversation()): Promise<Ticket | undefined> {
    return (await this.desk.store.read.conversations.get(conversationIdOf(of)))?.state.ticket;
  }

  override async stop(): Promise<void> {
    await this.channel.stop();
    await this.desk.stop();
    await this.platform.close();
  }
}
