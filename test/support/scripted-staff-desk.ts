/** A place where staff work, for tests: shows what it is told to, and fails as it is told. */

import { DeliveryError, type OpenAttachment } from '../../src/domain/channel.ts';
import type { Attachment } from '../../src/domain/message.ts';
import type {
  RoomAddress,
  RoomEntry,
  ShowAttempt,
  StaffDesk,
  StaffOffice,
  TicketCard,
} from '../../src/domain/staff-desk.ts';

import type { Storm } from '../../src/domain/storm.ts';

/** What happens to the next showing: `lost` shows it and loses the answer. */
export type ShowFate = 'shown' | 'lost' | 'unavailable' | (() => Promise<void>);

interface Post {
  key: string;
  /** The ids under which it was shown: one, unless something was shown twice. */
  id: string;
  entry: RoomEntry | TicketCard | Storm;
}

export class ScriptedStaffDesk implements StaffDesk {
  readonly name = 'scripted';
  /** Every post of every room, in order. */
  readonly posts: Post[] = [];
  /** Each showing of an entry that was there, written by staff or by the desk. */
  readonly updates: { key: string; entry: RoomEntry }[] = [];
  readonly attempts: ShowAttempt[] = [];
  fates: ShowFate[] = [];
  office: StaffOffice | undefined;
  private keys = 0;

  async start(office: StaffOffice): Promise<void> {
    this.office = office;
  }

  async openRoom(card: TicketCard, attempt: ShowAttempt): Promise<RoomAddress> {
    const key = await this.post(`card:${card.ticket.id}`, card, attempt);
    return { place: 'C1', thread: key };
  }

  async showCard({ thread }: RoomAddress, card: TicketCard): Promise<'shown' | 'gone'> {
    const post = this.posts.find(({ key }) => key === thread);
    if (post === undefined) return 'gone';
    await this.run(() => {
      post.entry = card;
    });
    return 'shown';
  }

  async addEntry(_room: RoomAddress, entry: RoomEntry, attempt: ShowAttempt): Promise<string> {
    return this.post(entry.id, entry, attempt);
  }

  async showEntry(_room: RoomAddress, key: string, entry: RoomEntry): Promise<void> {
    await this.run(() => {
      this.updates.push({ key, entry });
      const post = this.posts.find((other) => other.key === key);
      if (post !== undefined) post.entry = entry;
    });
  }

  async showStorm(storm: Storm, notice: RoomAddress | undefined, attempt: ShowAttempt): Promise<RoomAddress> {
    const standing = this.posts.find(({ key }) => key === notice?.thread);
    if (standing === undefined) return { place: 'C1', thread: await this.post('storm', storm, attempt) };
    await this.run(() => {
      standing.entry = storm;
    });
    return { place: 'C1', thread: standing.key };
  }

  async openAttachment({ name }: Attachment): Promise<OpenAttachment> {
    throw new DeliveryError('refused', `There is no file ${name}`);
  }

  async stop(): Promise<void> {}

  /** The card of the newest room. */
  get card(): TicketCard | undefined {
    const card = this.posts.findLast(({ id }) => id.startsWith('card:'))?.entry;
    return card !== undefined && 'ticket' in card ? card : undefined;
  }

  /** What the notices of storms say, in order: how many tickets wait without a card. */
  get storms(): number[] {
    return this.posts.flatMap(({ entry }) => ('waiting' in entry ? [entry.waiting] : []));
  }

  /** How many cards were put up. */
  get cardCount(): number {
    return this.posts.filter(({ id }) => id.startsWith('card:')).length;
  }

  /** The entries, in order, as short words. */
  get entries(): string[] {
    return this.posts.flatMap(({ entry }) => {
      if ('ticket' in entry || 'waiting' in entry) return [];
      if (entry.kind === 'history') return [`history: ${entry.messages.map(({ text }) => text).join(' / ')}`];
      if (entry.kind === 'event') return [`${entry.event.kind}: ${entry.event.detail}`];
      const { author, text, deletedAt, delivery } = entry.message;
      return [`${author.name}: ${deletedAt === undefined ? text : '(deleted)'}${delivery ? ` [${delivery}]` : ''}`];
    });
  }

  private async post(id: string, entry: Post['entry'], attempt: ShowAttempt): Promise<string> {
    this.attempts.push(attempt);
    const known = attempt.mayBeThere ? this.posts.find((post) => post.id === id) : undefined;
    if (known !== undefined) return known.key;
    this.keys += 1;
    const key = String(this.keys);
    await this.run(() => this.posts.push({ key, id, entry }));
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
