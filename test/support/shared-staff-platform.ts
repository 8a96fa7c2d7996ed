/** A staff platform that several processes of one desk speak to, in simulated time: it takes a while to show and to find things. */

import { DeliveryError } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ShowAttempt, StaffPlatform, StaffThreadAddress } from '../../src/ports/staff-platform.ts';

export interface SharedStaffPlatformOptions {
  clock: Clock;
  /** Asked for each call: how long it takes, and whether its answer is lost. */
  fate(): { takesMs: number; isLost: boolean };
}

export class SharedStaffPlatform {
  /** Every post of every thread, in order: a card's thread is its own key. */
  readonly posts: { key: string; threadKey: string; id: string }[] = [];
  readonly #options: SharedStaffPlatformOptions;

  constructor(options: SharedStaffPlatformOptions) {
    this.#options = options;
  }

  /** The staff platform as one of the processes has it, heard as long as it is `alive`. */
  platform(alive: () => boolean): StaffPlatform {
    const post = (thread: string | undefined, id: string, attempt: ShowAttempt) =>
      this.#post({ thread, id, attempt, alive });
    const thread = (key: string): StaffThreadAddress => ({ channelKey: 'C1', threadKey: key });
    return {
      name: 'shared',
      start: async () => {},
      openThread: async (card, attempt) => thread(await post(undefined, `card:${card.ticket.id}`, attempt)),
      showCard: async () => this.#answer('shown'),
      addItem: ({ threadKey }, item, attempt) => post(threadKey, item.id, attempt),
      showItem: async () => this.#answer(undefined),
      showStorm: async (_storm, notice, attempt) => notice ?? thread(await post(undefined, 'storm', attempt)),
      showNotice: async ({ id }, attempt) => thread(await post(undefined, `notice:${id}`, attempt)),
      openAttachment: async ({ name }) => {
        throw new DeliveryError('refused', `There is no file ${name}`);
      },
      stop: async () => {},
    };
  }

  async #post({ thread, id, attempt, alive }: Posting): Promise<string> {
    const found = attempt.mayBeThere ? this.posts.find((post) => post.id === id) : undefined;
    const { takesMs, isLost } = this.#options.fate();
    await this.#pass(takesMs / 2);
    if (found !== undefined) return found.key;
    const key = String(this.posts.length + 1);
    const isHeard = alive();
    if (isHeard) this.posts.push({ key, threadKey: thread ?? key, id });
    await this.#pass(takesMs / 2);
    if (!isHeard || isLost) throw new DeliveryError('unknown', 'The connection was reset');
    return key;
  }

  async #answer<T>(answer: T): Promise<T> {
    await this.#pass(this.#options.fate().takesMs);
    return answer;
  }

  async #pass(ms: number): Promise<void> {
    const { clock } = this.#options;
    if (ms > 0) await new Promise<void>((resolve) => clock.schedule(clock.now() + ms, resolve));
  }
}

interface Posting {
  thread: string | undefined;
  id: string;
  attempt: ShowAttempt;
  alive(): boolean;
}
