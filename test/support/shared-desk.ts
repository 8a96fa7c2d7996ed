/** A desk of several processes in simulated time, with its customers and staff. */

import { expect } from 'vitest';
import { conversationIdOf } from '../../src/engine/identity.ts';
import type { Store } from '../../src/ports/store.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { ANNA } from './conversation.ts';
import { ALL_IS_OVER_MS, type Day, type Happening } from './day-of-trouble.ts';
import { type DeskProcess, DeskProcesses } from './desk-processes.ts';
import { type SendFate, SharedPlatform } from './shared-platform.ts';
import { SharedStaffPlatform } from './shared-staff-platform.ts';
import type { TestFolder } from './test-desk.ts';
import { allTickets } from './tickets.ts';

/** The one store, empty, as so many processes have it: an object each where several may have it open. */
export type OpenStores = (count: number, now: () => number) => Promise<Store[]>;

const START = Date.UTC(2026, 0, 5, 9);
const TAKEN: SendFate = { kind: 'taken', takesMs: 200 };

const addressOf = (customer: string) => ({ channel: 'test', account: 'default', conversationKey: customer });
const idOf = (customer: string) => conversationIdOf(addressOf(customer));

/** How a desk is started. */
export interface SharedDeskOptions {
  open: OpenStores;
  folder: TestFolder;
  count: number;
  idempotentForMs?: number;
  fate?(): SendFate;
  staffTakesMs?: number;
  day?: Day;
}

/** Several processes of a desk, with what customers and staff see of them together. */
export class SharedDesk {
  readonly processes: DeskProcesses;
  readonly #clock: SimulatedClock;
  readonly #stores: Store[];
  readonly #platform: SharedPlatform;
  readonly #staffPlatform: SharedStaffPlatform;
  readonly #happenings: Happening[];
  readonly #asked = new Map<string, string[]>();
  readonly #replied: string[] = [];
  #count = 0;

  private constructor(parts: {
    processes: DeskProcesses;
    clock: SimulatedClock;
    stores: Store[];
    platform: SharedPlatform;
    staffPlatform: SharedStaffPlatform;
    happenings: Happening[];
  }) {
    this.processes = parts.processes;
    this.#clock = parts.clock;
    this.#stores = parts.stores;
    this.#platform = parts.platform;
    this.#staffPlatform = parts.staffPlatform;
    this.#happenings = parts.happenings;
  }

  static async start({ open, folder, count, day, ...options }: SharedDeskOptions): Promise<SharedDesk> {
    const clock = createSimulatedClock(START);
    const stores = await open(count, clock.now);
    const fates = [...(day?.fates ?? [])];
    const staffFates = [...(day?.staffFates ?? [])];
    const platform = new SharedPlatform({
      clock,
      idempotentForMs: options.idempotentForMs ?? 0,
      fate: options.fate ?? (() => fates.shift() ?? TAKEN),
    });
    const staffPlatform = new SharedStaffPlatform({
      clock,
      fate: () => staffFates.shift() ?? { takesMs: options.staffTakesMs ?? 100, isLost: false },
    });
    const processes = await DeskProcesses.start({ stores, clock, trained: folder.trained, platform, staffPlatform });
    return new SharedDesk({ processes, clock, stores, platform, staffPlatform, happenings: day?.happenings ?? [] });
  }

  get #read() {
    const [store] = this.#stores;
    if (store === undefined) throw new Error('There is to be a store.');
    return store.read;
  }

  /** A customer's message, as the platform tells it to one of the processes; resolves when that has begun to act on it. */
  async says({ engine }: DeskProcess, customer: string, text: string, eventKey?: string): Promise<void> {
    this.#count += 1;
    const key = eventKey ?? `event ${this.#count}`;
    void engine.accept({
      ...addressOf(customer),
      eventKey: key,
      occurredAt: this.#clock.now(),
      customer: { key: customer, name: 'Kim', locale: 'en' },
      body: { kind: 'message', messageKey: key, text },
    });
    await this.processes.settle();
  }

  async liveThrough(): Promise<void> {
    for (const happening of this.#happenings) {
      await this.processes.pass(happening.afterMs);
      await this.#happen(happening);
    }
    await this.processes.pass(2 * ALL_IS_OVER_MS);
  }

  async #happen(happening: Happening): Promise<void> {
    const { alive, all } = this.processes;
    const process = alive[happening.by % alive.length];
    if (process === undefined) return;
    if (happening.kind === 'stands still') {
      // Somebody is left to go on.
      if (alive.length < 2) return;
      process.standstill.begin();
      if (happening.forMs < ALL_IS_OVER_MS)
        this.#clock.schedule(this.#clock.now() + happening.forMs, () => process.standstill.end());
    } else if (happening.kind === 'asks') {
      const number = 100_000 + this.#count;
      this.#asked.set(happening.customer, [...(this.#asked.get(happening.customer) ?? []), `${number}`]);
      const eventKey = `asked ${number}`;
      await this.says(process, happening.customer, `where is order ${number}`, eventKey);
      if (happening.twice)
        await this.says(
          all.find(({ standstill }) => !standstill.isOn) ?? process,
          happening.customer,
          `where is order ${number}`,
          eventKey,
        );
    } else await this.#act(process, happening.customer);
  }

  /** Staff claim what they can, and then write. */
  async #act({ engine }: DeskProcess, customer: string): Promise<void> {
    const ticket = await this.ticketOf(customer);
    if (ticket === undefined) return;
    this.#count += 1;
    const text = `Reply ${this.#count}`;
    const command = ticket.assignee === undefined ? { kind: 'claim' as const } : { kind: 'reply' as const, text };
    if (command.kind === 'reply') this.#replied.push(text);
    engine.command({ key: `command ${this.#count}`, ticketId: ticket.id, staff: ANNA, command }).catch(() => {});
    await this.processes.settle();
  }

  shownTo(customer: string): string[] {
    return this.#platform.shown.filter((shown) => shown.conversationKey === customer).map(({ text }) => text);
  }

  async deliveries(customer: string) {
    return (await this.#ours(customer)).map(({ delivery }) => delivery);
  }

  async ticketOf(customer: string) {
    return (await this.#read.conversations.get(idOf(customer)))?.state.ticket;
  }

  /** What stands at the staff platform, as short words. */
  posts(): string[] {
    return this.#staffPlatform.posts.map(({ id }) => id.split(':')[0] ?? '');
  }

  async #transcript(customer: string) {
    return this.#read.messages.transcript(idOf(customer), { limit: 1_000 });
  }

  async #ours(customer: string) {
    return (await this.#transcript(customer)).filter(({ author }) => author.kind !== 'customer');
  }

  /** All that a customer said was handled once and in order, and all that was said to them shows once, in order, or is known not to. */
  async expectAllTold(customer: string): Promise<void> {
    const transcript = await this.#transcript(customer);
    const asked = this.#asked.get(customer) ?? [];
    expect(transcript.filter(({ author }) => author.kind === 'customer').map(({ text }) => text)).toEqual(
      asked.map((number) => `where is order ${number}`),
    );
    expect(await this.#read.inbox.countPending(idOf(customer))).toBe(0);
    expect(await this.#read.inbox.countDead()).toBe(0);
    const ours = await this.#ours(customer);
    const shown = this.#platform.shown.filter((message) => message.conversationKey === customer).map(({ id }) => id);
    expect(shown).toEqual(ours.map(({ id }) => id).filter((id) => shown.includes(id)));
    for (const { id, delivery } of ours) {
      expect(['sent', 'unknown', 'failed']).toContain(delivery);
      if (delivery === 'sent') expect(shown).toContain(id);
      if (delivery === 'failed') expect(shown).not.toContain(id);
    }
    const replies = ours.filter(({ author }) => author.kind === 'agent').map(({ text }) => text);
    expect(replies).toEqual(this.#replied.filter((text) => replies.includes(text)));
  }

  /** Each ticket has one card and shows each item once, in its own thread, and all that is to be shown is. */
  async expectStaffThreadsWhole(): Promise<void> {
    const { posts } = this.#staffPlatform;
    const tickets = await allTickets({ read: this.#read });
    expect(posts.filter(({ id }) => id.startsWith('card:'))).toHaveLength(tickets.length);
    expect(await this.#read.staffThreads.waiting(this.#clock.now(), 1_000)).toEqual([]);
    const ids = posts.map(({ id, threadKey }) => (id.startsWith('card:') ? id : `${threadKey} ${id}`));
    expect(ids).toEqual([...new Set(ids)]);
  }

  async stop(): Promise<void> {
    await this.processes.stop();
    for (const store of new Set(this.#stores)) await store.close();
  }
}
