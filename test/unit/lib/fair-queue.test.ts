import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairQueue } from '../../../src/lib/fair-queue.ts';

function takeAll<T>(queue: FairQueue<T>): T[] {
  const taken: T[] = [];
  for (let item = queue.take(); item !== undefined; item = queue.take()) taken.push(item);
  return taken;
}

test('one who comes late waits for one item of each who waits already, not for all they have queued', () => {
  const queue = new FairQueue<string>();
  for (let index = 0; index < 100; index++) for (const key of ['a', 'b']) queue.add(key, 10, `${key}${index}`);
  queue.take();
  queue.add('late', 10, 'late');
  expect([queue.take(), queue.take(), queue.take()]).toContain('late');
});

test('a small item passes large ones that came before it', () => {
  const queue = new FairQueue<string>();
  for (let index = 0; index < 50; index++) queue.add(`flood ${index}`, 4_000, 'large');
  queue.take();
  queue.add('someone', 20, 'small');
  expect([queue.take(), queue.take()]).toContain('small');
});

test('a large item is not passed for ever: what comes later starts later', () => {
  const queue = new FairQueue<string>();
  queue.add('patient', 1_000, 'large');
  let before = 0;
  for (let index = 0; ; index++) {
    queue.add(`other ${index}`, 50, 'small');
    if (queue.take() === 'large') break;
    before += 1;
  }
  expect(before).toBeLessThanOrEqual((2 * 1_000) / 50);
});

test('everything comes out once, and what one key put in keeps its order', () => {
  const items = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 500 })));
  fc.assert(
    fc.property(items, (added) => {
      const queue = new FairQueue<{ key: string; index: number }>();
      for (const [index, [key, cost]] of added.entries()) queue.add(key, cost, { key, index });
      expect(queue.size).toBe(added.length);
      const taken = takeAll(queue);
      expect(taken.map(({ index }) => index).sort((x, y) => x - y)).toEqual(added.map((_, index) => index));
      for (const wanted of ['a', 'b', 'c']) {
        const order = taken.filter(({ key }) => key === wanted).map(({ index }) => index);
        expect(order).toEqual(order.toSorted((x, y) => x - y));
      }
      expect(queue.size).toBe(0);
    }),
  );
});
