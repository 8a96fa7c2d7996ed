import { expect, test } from 'vitest';
import { createPostings } from '../../../src/retrieval/postings.ts';

/** The sums of so many holders. */
function sumsOf(postings: ReturnType<typeof createPostings>, holders: number, amounts: [number, number][]): number[] {
  const sums = new Float64Array(holders);
  postings.addUp(new Map(amounts), sums);
  return [...sums];
}

test('each holder gets the amounts of the numbers it has', () => {
  const postings = createPostings();
  postings.add(0, [2, 0]);
  postings.add(2, [2]);
  expect(sumsOf(postings, 3, [[0, 10], [1, 100], [2, 4]])).toEqual([14, 0, 4]); // biome-ignore format: a table
  expect([0, 1, 2].map(postings.count)).toEqual([1, 0, 2]);
});

test('what is taken back leaves the others as they were', () => {
  const postings = createPostings();
  for (const holder of [0, 1, 2]) postings.add(holder, [5, holder]);
  postings.remove(0, [5, 0]);
  expect(sumsOf(postings, 3, [[5, 1], [0, 10], [1, 20]])).toEqual([0, 21, 1]); // biome-ignore format: a table
  postings.remove(2, [5, 2]);
  expect(postings.count(5)).toBe(1);
});

test('amounts of numbers that nobody can have add nothing', () => {
  expect(sumsOf(createPostings(), 1, [[7, 1]])).toEqual([0]);
});
