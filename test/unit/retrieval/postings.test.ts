import { expect, test } from 'vitest';
import { createPostings } from '../../../src/retrieval/postings.ts';

test('each holder gets the amounts of the numbers it has, times what they count there', () => {
  const listings = [
    { numbers: Uint32Array.of(2, 0), weights: Float32Array.of(0.5, 2) },
    { numbers: new Uint32Array() },
    { numbers: Uint32Array.of(2) },
  ];
  const amounts = new Map([
    [0, 10],
    [1, 100],
    [2, 4],
  ]);
  expect([...createPostings(listings, 3).addUp(amounts)]).toEqual([22, 0, 4]);
});

test('amounts of numbers that nobody can have add nothing', () => {
  expect([...createPostings([{ numbers: Uint32Array.of(0) }], 1).addUp(new Map([[7, 1]]))]).toEqual([0]);
  expect([...createPostings([], 0).addUp(new Map([[0, 1]]))]).toEqual([]);
});
