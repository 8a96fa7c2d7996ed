import { expect, test } from 'vitest';
import { createSimulatedClock } from '../../../src/desk/simulated-clock.ts';
import { systemClock } from '../../../src/desk/system-clock.ts';

test('simulated time stands still until it is told to advance', async () => {
  const clock = createSimulatedClock(1_000);
  expect(clock.now()).toBe(1_000);
  await clock.advanceTo(5_000);
  expect(clock.now()).toBe(5_000);
});

test('simulated callbacks run in order of time, each at its own time, and those beyond the target wait', async () => {
  const clock = createSimulatedClock(0);
  const ran: [string, number][] = [];
  for (const [name, at] of [
    ['late', 300],
    ['first', 100],
    ['second', 100],
    ['beyond', 301],
  ] as const) {
    clock.schedule(at, () => ran.push([name, clock.now()]));
  }
  await clock.advanceTo(300);
  expect(ran).toEqual([
    ['first', 100],
    ['second', 100],
    ['late', 300],
  ]);
  expect(clock.nextAt()).toBe(301);
});

test('what a simulated callback schedules runs within the same advance, and one called off does not', async () => {
  const clock = createSimulatedClock(0);
  const ran: number[] = [];
  const callOff = clock.schedule(20, () => ran.push(-1));
  clock.schedule(10, async () => {
    await Promise.resolve();
    callOff();
    clock.schedule(5, () => ran.push(clock.now()));
    clock.schedule(15, () => ran.push(clock.now()));
  });
  await clock.advanceTo(100);
  expect(ran).toEqual([10, 15]);
  expect(clock.nextAt()).toBeUndefined();
});

test('the system clock calls at or after the time asked for, at once when it is past', async () => {
  const at = Date.now() + 20;
  await new Promise<void>((resolve) => systemClock.schedule(at, resolve));
  expect(Date.now()).toBeGreaterThanOrEqual(at);
  await new Promise<void>((resolve) => systemClock.schedule(at - 1_000, resolve));
});

test('the system clock waits for times further away than a timeout can be, and can be called off', async () => {
  const ran: string[] = [];
  const callOffs = [2 ** 31 + Date.now(), Number.POSITIVE_INFINITY, Date.now() + 10].map((at) =>
    systemClock.schedule(at, () => ran.push(`${at}`)),
  );
  for (const callOff of callOffs) callOff();
  await new Promise<void>((resolve) => systemClock.schedule(Date.now() + 30, resolve));
  expect(ran).toEqual([]);
});
