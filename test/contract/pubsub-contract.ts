import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PubSub, PubSubEvent } from '../../src/ports/pubsub.ts';

const typing = (who: string): PubSubEvent => ({ kind: 'typing', who });

/** What is told under a topic, as it comes. */
export class Listener {
  readonly heard: PubSubEvent[] = [];
  readonly unsubscribe: () => void;
  private look = (): void => {};

  constructor(pubsub: PubSub, topic: string) {
    this.unsubscribe = pubsub.subscribe(topic, (event) => {
      this.heard.push(event);
      this.look();
    });
  }

  /** Resolves when an event was told. */
  hears(wanted: PubSubEvent): Promise<void> {
    return new Promise((resolve) => {
      this.look = () => {
        if (this.heard.some((event) => JSON.stringify(event) === JSON.stringify(wanted))) resolve();
      };
      this.look();
    });
  }
}

/**
 * What every driver of the publish/subscribe port promises. `open` gives the port as the processes of one desk have it: what the
 * first publishes the last hears, and they are the same where a driver serves one process only.
 */
export function pubsubContract(name: string, open: () => Promise<[PubSub, ...PubSub[]]>): void {
  describe(`${name}: the publish/subscribe port`, () => {
    let processes: [PubSub, ...PubSub[]];
    let here: PubSub;
    let there: PubSub;
    beforeEach(async () => {
      processes = await open();
      [here] = processes;
      there = processes.at(-1) ?? here;
    });
    afterEach(async () => {
      for (const pubsub of processes) await pubsub.close();
    });

    test('everybody who listens to a topic is told, in the order of publishing, and nobody else', async () => {
      const listeners = [here, there, there].map((pubsub) => new Listener(pubsub, 'conversation:1'));
      const other = new Listener(there, 'conversation:2');
      const events = [{ kind: 'changed' as const }, typing('Anna'), { kind: 'changed' as const }, typing('the end')];
      for (const event of events) here.publish('conversation:1', event);
      here.publish('conversation:2', typing('Ben'));
      for (const listener of listeners) await listener.hears(typing('the end'));
      await other.hears(typing('Ben'));
      for (const { heard } of listeners) expect(heard).toEqual(events);
      expect(other.heard).toEqual([typing('Ben')]);
    });

    test('listeners in the same process are told before publishing returns', () => {
      const { heard } = new Listener(here, 'queue');
      here.publish('queue', { kind: 'changed' });
      expect(heard).toEqual([{ kind: 'changed' }]);
    });

    test('who has ended a subscription hears no more, however often it is ended', async () => {
      const [ended, going] = [new Listener(there, 'queue'), new Listener(there, 'queue')];
      ended.unsubscribe();
      ended.unsubscribe();
      here.publish('queue', typing('Anna'));
      await going.hears(typing('Anna'));
      expect(ended.heard).toEqual([]);
    });

    test('a listener may subscribe and unsubscribe while it is told', async () => {
      const listener = new Listener(there, 'queue');
      const late: PubSubEvent[] = [];
      const once = there.subscribe('queue', () => {
        once();
        there.subscribe('queue', (event) => late.push(event));
      });
      here.publish('queue', typing('one'));
      await listener.hears(typing('one'));
      here.publish('queue', typing('two'));
      await listener.hears(typing('two'));
      expect(late.at(-1)).toEqual(typing('two'));
    });

    test.each(['', 'a:b', 'café 🛒', 'a\u0000b', '__proto__', '*', 'k'.repeat(10_000)])(
      'a topic may be %j',
      async (topic) => {
        const listener = new Listener(there, topic);
        here.publish(topic, typing('“Anna” \u0000 \ud83d 👍'.toWellFormed()));
        await listener.hears(typing('“Anna” \u0000 \ud83d 👍'.toWellFormed()));
        expect(listener.heard).toHaveLength(1);
      },
    );

    test('after closing nobody hears anything, and publishing does nothing', async () => {
      const listener = new Listener(here, 'queue');
      await here.close();
      here.publish('queue', { kind: 'changed' });
      new Listener(here, 'queue').unsubscribe();
      expect(listener.heard).toEqual([]);
    });
  });
}
