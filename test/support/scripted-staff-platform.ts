/** A place where staff work, for tests: shows what it is told to, and fails as it is told. */

import type { Attachment } from '../../src/domain/message.ts';
import type { Storm } from '../../src/domain/storm.ts';
import { DeliveryError, type OpenAttachment } from '../../src/ports/channel.ts';
import type {
  ShowAttempt,
  StaffNotice,
  StaffPlatform,
  StaffService,
  StaffThreadAddress,
  TicketCard,
  TimelineItem,
} from '../../src/ports/staff-platform.ts';

/** What happens to the next showing: `lost` shows it and loses the answer. */
export type ShowFate = 'shown' | 'lost' | 'unavailable' | (() => Promise<void>);

interface Post {
  key: string;
  /** The ids under which it was shown: one, unless something was shown twice. */
  id: string;
  item: TimelineItem | TicketCard | Storm | StaffNotice;
}

export class ScriptedStaffPlatform implements StaffPlatform {
  readonly name = 'scripted';
  /** Every post of every thread, in order. */
  readonly posts: Post[] = [];
  /** Each showing of an item that was there, written by staff or by the desk. */
  readonly updates: { key: string; item: TimelineItem }[] = [];
  readonly attempts: ShowAttempt[] = [];
  fates: ShowFate[] = [];
  service: StaffService | undefined;
  private keys = 0;

  async start(service: StaffService): Promise<void> {
    this.service = service;
  }

  async openThread(card: TicketCard, attempt: ShowAttempt): Promise<StaffThreadAddress> {
    const key = await this.post(`card:${card.ticket.id}`, card, attempt);
    return { channelKey: 'C1', threadKey: key };
  }

  async showCard({ threadKey: thread }: StaffThreadAddress, card: TicketCard): Promise<'shown' | 'gone'> {
    const post = this.posts.find(({ key }) => key === thread);
    if (post === undefined) return 'gone';
    await this.run(() => {
      post.item = card;
    });
    return 'shown';
  }

  async addItem(_staffThread: StaffThreadAddress, item: TimelineItem, attempt: ShowAttempt): Promise<string> {
    return this.post(item.id, item, attempt);
  }

  async showItem(_staffThread: StaffThreadAddress, key: string, item: TimelineItem): Promise<void> {
    await this.run(() => {
      this.updates.push({ key, item });
      const post = this.posts.find((other) => other.key === key);
      if (post !== undefined) post.item = item;
    });
  }

  async showStorm(
    storm: Storm,
    notice: StaffThreadAddress | undefined,
    attempt: ShowAttempt,
  ): Promise<StaffThreadAddress> {
    const standing = this.posts.find(({ key }) => key === notice?.threadKey);
    if (standing === undefined) return { channelKey: 'C1', threadKey: await this.post('storm', storm, attempt) };
    await this.run(() => {
      standing.item = storm;
    });
    return { channelKey: 'C1', threadKey: standing.key };
  }

  async showNotice(notice: StaffNotice, attempt: ShowAttempt): Promise<StaffThreadAddress> {
    return { channelKey: 'C1', threadKey: await this.post(`notice:${notice.id}`, notice, attempt) };
  }

  async openAttachment({ name }: Attachment): Promise<OpenAttachment> {
    throw new DeliveryError('refused', `There is no file ${name}`);
  }

  async stop(): Promise<void> {}

  /** The card of the newest thread. */
  get card(): TicketCard | undefined {
    return this.cards.at(-1);
  }

  /** The cards of all threads, in the order of opening. */
  get cards(): TicketCard[] {
    return this.posts.flatMap(({ item }) => ('ticket' in item ? [item] : []));
  }

  /** What the notices of storms say, in order: how many tickets wait without a card. */
  get storms(): number[] {
    return this.posts.flatMap(({ item }) => ('waiting' in item ? [item.waiting] : []));
  }

  /** The notices that were put up, in order. */
  get notices(): StaffNotice[] {
    return this.posts.flatMap(({ item }) => ('sections' in item ? [item] : []));
  }

  /** How many cards were put up. */
  get cardCount(): number {
    return this.posts.filter(({ id }) => id.startsWith('card:')).length;
  }

  /** The items, in order, as short words. */
  get items(): string[] {
    return this.posts.flatMap(({ item }) => {
      if ('ticket' in item || 'waiting' in item || 'sections' in item) return [];
      if (item.kind === 'history') return [`history: ${item.messages.map(({ text }) => text).join(' / ')}`];
      if (item.kind === 'event') return [`${item.event.kind}: ${item.event.detail}`];
      const { author, text, deletedAt, delivery } = item.message;
      return [`${author.name}: ${deletedAt === undefined ? text : '(deleted)'}${delivery ? ` [${delivery}]` : ''}`];
    });
  }

  private async post(id: string, item: Post['item'], attempt: ShowAttempt): Promise<string> {
    this.attempts.push(attempt);
    const known = attempt.mayBeThere ? this.posts.find((post) => post.id === id) : undefined;
    if (known !== undefined) return known.key;
    this.keys += 1;
    const key = String(this.keys);
    await this.run(() => this.posts.push({ key, id, item }));
    return key;
  }

  private async run(show: () => void): Promise<void> {
    const fate = this.fates.shift() ?? 'shown';
    if (fate === 'unavailable') throw new DeliveryError('unavailable', 'Try later');
    show();
    if (fate === 'lost') throw new DeliveryError('unknown', 'The connection was reset');
    if (typeof fate === 'function') await fate();
  }
}
