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

test('what waits in one place goes on in the order in which it happened, and elsewhere nothing waits', async () => {
  const { places, gone, waits, settle } = begin();
  waits('second', '202', place('D1'));
  waits('first', '201', place('D1'));
  waits('elsewhere', '203', place('C9', '150'));
  await settle();
  expect(gone).toEqual([]);
  places.listed([place('D1'), place('C1')]);
  await settle();
  expect(gone).toEqual(['elsewhere']);
  places.end(place('D1'));
  await settle();
  expect(gone).toEqual(['elsewhere', 'first', 'second']);
});

test('a place that something waits for is read before the others, and each place once', () => {
  const { places, waits } = begin();
  places.listed([place('C1'), place('C2'), place('D1')]);
  waits('event', '201', place('D1'));
  expect([places.next(), places.next(), places.next(), places.next()]).toEqual([
    place('D1'),
    place('C1'),
    place('C2'),
    undefined,
  ]);
});

test.each([
  ['an older thread', place('C1', '50')],
  ['a direct message', place('D2')],
])('%s that nobody listed is read when something happens there', async (_what, where) => {
  const { places, gone, waits, settle } = begin();
  places.listed([]);
  waits('event', '201', where);
  expect(places.next()).toEqual(where);
  await settle();
  expect(gone).toEqual([]);
  places.end(where);
  await settle();
  expect(gone).toEqual(['event']);
});

test('what waits for a thread waits for its channel first, and what is of an unknown thread for all of them', async () => {
  const { places, gone, waits, settle } = begin();
  places.listed([place('C1')]);
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
  waits('event', '201', place('D1'));
  places.close();
  waits('later', '202', place('D2'));
  await settle();
  expect(gone.sort()).toEqual(['event', 'later']);
});
