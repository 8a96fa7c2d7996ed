import { describe, expect, test } from 'vitest';
import { createErrorBoundary, currentBoundary, inside, outside } from '../../../adapters/shared/error-boundary.ts';

const boundary = createErrorBoundary({ secrets: [], report: () => {} });
const here = { find: () => currentBoundary() };

describe('what an object of a boundary does belongs to that boundary', () => {
  test('in its calls, and not after them', () => {
    expect(inside(boundary, here).find()).toBe(boundary);
    expect(currentBoundary()).toBeUndefined();
  });

  test.each<[string, (run: () => void) => unknown]>([
    ['a timer', (run) => setTimeout(run, 0)],
    ['the next turn', setImmediate],
    ['the next tick', (run) => process.nextTick(run)],
    ['a promise', (run) => Promise.resolve().then(run)],
  ])('in %s that it has begun', async (_what, later) => {
    const found = await new Promise((resolve) => {
      inside(boundary, { begin: () => later(() => resolve(currentBoundary())) }).begin();
    });
    expect(found).toBe(boundary);
  });

  test('but not in what it was handed of the desk', async () => {
    const desk = { accept: async () => currentBoundary() };
    const accept = outside(desk.accept);
    const adapter = { take: async () => [await accept(), await outside(desk).accept(), currentBoundary()] };
    expect(await inside(boundary, adapter).take()).toEqual([undefined, undefined, boundary]);
  });
});

test('methods keep the object they belong to, and what is no method stays as it is', () => {
  const counter = {
    count: 1,
    add(more: number) {
      this.count += more;
      return this.count;
    },
  };
  const wrapped = inside(boundary, counter);
  expect(wrapped.add(2)).toBe(3);
  expect(wrapped.count).toBe(3);
});
