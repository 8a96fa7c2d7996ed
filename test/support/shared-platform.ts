/** A chat platform that several processes of one desk speak to, in simulated time: slow, and failing as it is told. */

import type { ConversationAddress } from '../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import { type Channel, DeliveryError, type MessageKeys } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { ScriptedChannel } from './scripted-channel.ts';

/** What becomes of a sending, and how long the platform takes over it. */
export interface SendFate {
  kind: 'taken' | 'lost' | 'unavailable' | 'refused';
  takesMs: number;
}

/** Something the platform shows customers, in the order in which it does. */
interface Shown {
  conversationKey: string;
  id: string;
  text: string;
  by: string;
}

export interface SharedPlatformOptions {
  clock: Clock;
  /** As a channel says it: a platform that never forgets is searched before each sending, as Slack is. */
  idempotentForMs: number;
  /** Asked for each sending. */
  fate(message: OutgoingMessage): SendFate;
}

export class SharedPlatform {
  readonly shown: Shown[] = [];
  readonly #options: SharedPlatformOptions;

  constructor(options: SharedPlatformOptions) {
    this.#options = options;
  }

  /** The channel of one of the processes, heard as long as it is `alive`. */
  channel(by: string, alive: () => boolean): Channel {
    const channel = new ScriptedChannel({ idempotentForMs: this.#options.idempotentForMs });
    channel.send = (to, message) => this.#send({ by, alive, to, message });
    return channel;
  }

  async #send({ by, alive, to, message }: Sending): Promise<MessageKeys> {
    const { idempotentForMs } = this.#options;
    const { kind, takesMs } = this.#options.fate(message);
    const wasThere = this.#find(message.id) !== undefined;
    await this.#pass(takesMs / 2);
    // What is searched for is found if it was there as the search began; one that knows its own messages looks at once.
    const isSearched = idempotentForMs === Number.POSITIVE_INFINITY;
    const isKnown = isSearched ? wasThere : idempotentForMs > 0 && this.#find(message.id) !== undefined;
    if (!alive()) throw new DeliveryError('unknown', 'The connection was reset');
    if (!isKnown) this.#take(kind, { conversationKey: to.conversationKey, id: message.id, text: message.text, by });
    await this.#pass(takesMs / 2);
    if (kind === 'lost') throw new DeliveryError('unknown', 'The connection was reset');
    return [`platform-${message.id}`];
  }

  #take(kind: SendFate['kind'], shown: Shown): void {
    if (kind === 'unavailable') throw new DeliveryError('unavailable', 'Try later');
    if (kind === 'refused') throw new DeliveryError('refused', 'The customer has blocked the bot');
    this.shown.push(shown);
  }

  #find(id: string): Shown | undefined {
    return this.shown.find((shown) => shown.id === id);
  }

  async #pass(ms: number): Promise<void> {
    const { clock } = this.#options;
    if (ms > 0) await new Promise<void>((resolve) => clock.schedule(clock.now() + ms, resolve));
  }
}

interface Sending {
  by: string;
  alive(): boolean;
  to: ConversationAddress;
  message: OutgoingMessage;
}
