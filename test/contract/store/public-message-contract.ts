import { describe, expect, test } from 'vitest';
import type { PublicMessageFact } from '../../../src/domain/public-message.ts';
import type { Store } from '../../../src/ports/store.ts';
import { TEXTS } from './samples.ts';

const READING = { locale: 'en', intent: 'gift_card', sentiment: -0.25, namesDesk: true };

export function publicMessageContract(current: () => Store): void {
  const add = (fact: Partial<PublicMessageFact> = {}) =>
    current().transaction((tx) =>
      tx.publicMessages.add({
        at: 10,
        channel: 'web',
        place: '1',
        placeName: 'general',
        messages: 1,
        reading: READING,
        ...fact,
      }),
    );
  const between = (since: number, until: number, limit = 99) =>
    current().read.publicMessages.between({ since, until }, { limit });

  describe('public messages', () => {
    test('what was read of a message, and how many were not, come back as they were kept', async () => {
      await add();
      await add({ reading: { ...READING, intent: undefined, namesDesk: false } });
      await add({ reading: undefined, messages: 7 });
      expect(await between(0, 11)).toMatchObject([
        { at: 10, channel: 'web', place: '1', placeName: 'general', messages: 1, reading: READING },
        { reading: { ...READING, intent: undefined, namesDesk: false } },
        { reading: undefined, messages: 7 },
      ]);
    });

    test('they are read by time, a page after the other, from the beginning of a period until before its end', async () => {
      for (const at of [30, 10, 20, 20, 40]) await add({ at });
      expect((await between(20, 40)).map(({ at }) => at)).toEqual([20, 20, 30]);
      const first = await between(10, 50, 2);
      const { publicMessages } = current().read;
      const rest = await publicMessages.between({ since: 10, until: 50 }, { limit: 9, after: first.at(-1) });
      expect([...first, ...rest].map(({ at }) => at)).toEqual([10, 20, 20, 30, 40]);
    });

    test.each(Object.entries(TEXTS))('a name comes back exactly: %s', async (_name, text) => {
      await add({ placeName: text });
      expect((await between(0, 99)).map(({ placeName }) => placeName)).toEqual([text]);
    });
  });
}
