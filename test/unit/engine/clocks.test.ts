import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSystemClock, systemClock } from '../../../src/engine/timers/system-clock.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';

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

test('time that is skipped runs each callback once, at its end', async () => {
  const clock = createSimulatedClock(0);
  const seen: [string, number][] = [];
  const repeat = () => clock.schedule(clock.now() + 5, () => seen.push(['repeated', clock.now()]) && repeat());
  repeat();
  clock.schedule(20, () => seen.push(['once', clock.now()]));
  await clock.skipTo(1_000);
  expect(seen).toEqual([
    ['repeated', 1_000],
    ['once', 1_000],
  ]);
  expect(clock.nextAt()).toBe(1_005);
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

const HOUR_MS = 3_600_000;

/** A machine whose time can be set anew while time passes. */
function machine() {
  let wall = 1_000 * HOUR_MS;
  let elapsed = 5;
  return {
    pass(ms: number) {
      wall += ms;
      elapsed += ms;
    },
    set(ms: number) {
      wall += ms;
    },
    wallClock: () => wall,
    elapsedMs: () => elapsed,
  };
}

test('a clock set back goes on without a break, more slowly, until the machine has caught up', () => {
  const { pass, set, ...times } = machine();
  const clock = createSystemClock(times);
  const before = clock.now();
  set(-2 * HOUR_MS);
  expect(clock.now()).toBe(before);
  pass(1_000);
  expect(clock.now()).toBe(before + 750);
  for (let hour = 0; hour < 8; hour++) {
    pass(HOUR_MS);
    expect(clock.now()).toBeGreaterThanOrEqual(times.wallClock());
  }
  expect(clock.now()).toBe(times.wallClock());
  pass(1_000);
  expect(clock.now()).toBe(times.wallClock());
});

test('a clock set forward is followed at once', () => {
  const { pass, set, ...times } = machine();
  const clock = createSystemClock(times);
  clock.now();
  set(2 * HOUR_MS);
  pass(1);
  expect(clock.now()).toBe(times.wallClock());
});

test('a clock never goes back and never stands still for long, however the machine is set', () => {
  const change = fc.record({
    pass: fc.integer({ min: 1, max: 10_000 }),
    set: fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
  });
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const { pass, set, ...times } = machine();
      const clock = createSystemClock(times);
      let last = clock.now();
      for (const step of changes) {
        set(step.set);
        pass(step.pass);
        expect(clock.now() - last).toBeGreaterThanOrEqual(Math.floor(step.pass * 0.75) - 1);
        last = clock.now();
      }
    }),
  );
});

test('a clock does not begin before a time that is past already', () => {
  const { pass, set: _, ...times } = machine();
  const clock = createSystemClock({ ...times, notBefore: times.wallClock() + HOUR_MS });
  expect(clock.now()).toBe(times.wallClock() + HOUR_MS);
  pass(4 * HOUR_MS);
  expect(clock.now()).toBe(times.wallClock());
});
