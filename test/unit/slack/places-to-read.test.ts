import { expect, test } from 'vitest';
import { createPlacesToRead, type EventPlace } from '../../../adapters/slack/places-to-read.ts';

const place = (channel: string, thread?: string): { channel: string; thread: string | undefined } => ({
  channel,
  thread,
});

/** A reading that has begun at 100, and who went on so far. */
function begin() {
  const places = createPlacesToRead('100');
  const gone: string[] = [];
  const waits = (name: string, at: string, where: Omit<EventPlace, 'at'>): void => {
    void places.read({ ...where, at }).then(() => gone.push(name));
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { places, gone, waits, settle };
}

test('what waits in one place goes on in the order in which it happened, and nothing else does', async () => {
  const { places, gone, waits, settle } = begin();
  waits('second', '202', place('D1'));
  waits('first', '201', place('D1'));
  waits('elsewhere', '203', place('D2'));
  places.end(place('D1'));
  await settle();
  expect(gone).toEqual(['first', 'second']);
  waits('later', '204', place('D1'));
  await settle();
  expect(gone).toEqual(['first', 'second', 'later']);
});

test('a place that something waits for is read before the others, and each place once', async () => {
  const { places, waits } = begin();
  for (const channel of ['C1', 'C2', 'D1', 'C1']) places.add(place(channel));
  waits('event', '201', place('D1'));
  expect([await places.next(), await places.next(), await places.next()]).toEqual(
    ['D1', 'C1', 'C2'].map((it) => place(it)),
  );
});

test('there may be more to read until all is listed and read', async () => {
  const { places, settle } = begin();
  const [first, second, third] = [places.next(), places.next(), places.next()];
  places.add(place('C1'));
  expect(await first).toEqual(place('C1'));
  places.isListed();
  places.add(place('C1', '150'));
  expect(await second).toEqual(place('C1', '150'));
  let isOver = false;
  void third.then(() => (isOver = true));
  places.end(place('C1'));
  await settle();
  expect(isOver).toBe(false);
  places.end(place('C1', '150'));
  expect(await third).toBeUndefined();
});

test.each([
  ['an older thread', place('C1', '50'), place('C1', '50')],
  ['a newer thread', place('C1', '150'), place('C1')],
  ['a direct message, whatever the thread', place('D2', '50'), place('D2')],
  ['a thread that nobody knows', place('C1'), place('C1')],
])('where something happens in %s it is read, listed or not', async (_what, where, read) => {
  const { places, gone, waits, settle } = begin();
  places.isListed();
  waits('event', '201', where);
  expect(await places.next()).toEqual(read);
  await settle();
  expect(gone).toEqual([]);
  places.end(read);
  await settle();
  expect(gone).toEqual(['event']);
});

test('what waits for a newer thread waits for its channel first, and what is of an unknown one for all of them', async () => {
  const { places, gone, waits, settle } = begin();
  waits('reply', '201', place('C1', '150'));
  waits('reaction', '202', place('C1'));
  places.add(place('C1', '150'));
  places.end(place('C1'));
  await settle();
  expect(gone).toEqual([]);
  places.end(place('C1', '150'));
  await settle();
  expect(gone).toEqual(['reply', 'reaction']);
});

test('when nothing more is read, nothing waits', async () => {
  const { places, gone, waits, settle } = begin();
  const next = places.next();
  waits('event', '201', place('D1'));
  expect(await next).toEqual(place('D1'));
  places.close();
  waits('later', '202', place('D2'));
  await settle();
  expect(gone.sort()).toEqual(['event', 'later']);
  expect(await places.next()).toBeUndefined();
});
