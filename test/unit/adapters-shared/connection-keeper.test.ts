import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Connection,
  type ConnectionKeeperOptions,
  keepConnected,
} from '../../../adapters/shared/connection-keeper.ts';
import { createErrorBoundary, inside } from '../../../adapters/shared/error-boundary.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';

/** What becomes of the next attempts to connect. */
type Fate = 'up' | 'never' | Error;

const clock = createSimulatedClock(0);
let states: string[];
let closed: number;
let end: (reason: unknown) => void;

beforeEach(() => {
  states = [];
  closed = 0;
});

function run(fates: Fate[], options: Partial<ConnectionKeeperOptions> = {}) {
  const connect = async (signal: AbortSignal): Promise<Connection> => {
    const fate = fates.shift() ?? 'up';
    if (fate === 'never') await new Promise((resolve) => signal.addEventListener('abort', resolve));
    if (fate instanceof Error) throw fate;
    const ended = new Promise<unknown>((resolve) => {
      end = resolve;
    });
    return { detail: 'as the bot', ended, close: async () => void closed++ };
  };
  return keepConnected({
    platform: 'Chat',
    clock,
    connect,
    explain: (error) => ({
      detail: error instanceof Error ? error.message : String(error),
      needsAction: error instanceof Error && error.message === 'wrong token',
    }),
    report: ({ state, detail }) => states.push(`${state}: ${detail}`),
    reportError: () => {},
    ...options,
  });
}

const pass = (ms: number) => clock.advanceTo(clock.now() + ms);

describe('a connection', () => {
  test('that cannot be made is tried again, ever less often', async () => {
    const supervisor = run([new Error('no route'), new Error('no route')]);
    await pass(4_000);
    expect(states).toEqual([
      'connecting: Connecting to Chat',
      'waiting: no route',
      'waiting: no route',
      'connected: as the bot',
    ]);
    await supervisor.stop();
    expect(closed).toBe(1);
    expect(states.at(-1)).toMatch(/^stopped/);
  });

  test('that ends is closed and made again', async () => {
    const supervisor = run([]);
    await pass(1);
    end(new Error('the socket was closed'));
    await pass(2_000);
    expect(states.slice(1)).toEqual([
      'connected: as the bot',
      'waiting: the socket was closed',
      'connected: as the bot',
    ]);
    expect(closed).toBe(1);
    await supervisor.stop();
  });

  test('that does not come up in time is given up, and closed should it come up after all', async () => {
    const supervisor = run(['never']);
    await pass(29_000);
    expect(states).toHaveLength(1);
    await pass(3_000);
    expect(states.slice(1)).toEqual(['waiting: Chat did not answer in time', 'connected: as the bot']);
    expect(closed).toBe(1);
    await supervisor.stop();
  });

  test('that needs somebody to act is tried again for ever, from minutes to an hour apart', async () => {
    const attempts: number[] = [];
    const supervisor = run([], {
      connect: async () => {
        attempts.push(clock.now());
        throw new Error('wrong token');
      },
    });
    await pass(24 * HOUR_MS);
    const [first = 0, second = 0] = attempts;
    expect(second - first).toBeGreaterThanOrEqual(90_000);
    expect(second - first).toBeLessThanOrEqual(180_000);
    expect(attempts.length).toBeGreaterThan(24);
    expect(attempts.length).toBeLessThan(60);
    expect(clock.now() - (attempts.at(-1) ?? 0)).toBeLessThanOrEqual(HOUR_MS);
    await supervisor.stop();
  });

  test('that needs somebody to act says when it is tried next', async () => {
    const supervisor = run([new Error('wrong token')]);
    await pass(1);
    const [, hours, minutes] =
      /^waiting: wrong token; trying again at (\d\d):(\d\d) UTC$/.exec(states.at(-1) ?? '') ?? [];
    const next = new Date(clock.now());
    next.setUTCHours(Number(hours), Number(minutes) + 1);
    await pass(next.getTime() - clock.now());
    expect(states.at(-1)).toBe('connected: as the bot');
    await supervisor.stop();
  });

  test('that ends again and again soon after it came up is made as rarely as asked', async () => {
    let made = 0;
    const supervisor = run([], {
      longestWaitAfterConnectionMs: 5 * MINUTE_MS,
      connect: async () => {
        made += 1;
        return { detail: 'as the bot', ended: Promise.resolve(new Error('broken')), close: async () => {} };
      },
    });
    await pass(24 * HOUR_MS);
    expect(made).toBeGreaterThan(24 * 12);
    expect(made).toBeLessThan(700);
    await supervisor.stop();
  });

  test('is tried again no sooner than the platform asked', async () => {
    const explain = () => ({ detail: 'slow down', needsAction: false, retryAfterMs: 60_000 });
    const supervisor = run([new Error('429')], { explain });
    await pass(59_000);
    expect(states.at(-1)).toBe('waiting: slow down');
    await pass(2_000);
    expect(states.at(-1)).toBe('connected: as the bot');
    await supervisor.stop();
  });

  test('under way is given up when the desk stops', async () => {
    const supervisor = run(['never']);
    await supervisor.stop();
    expect(states.at(-1)).toBe('stopped: Stopped with the desk');
  });

  test('ends with an error that nobody caught in its boundary, and with no other, and is made again', async () => {
    const report = (error: unknown): void => void states.push(`told: ${error}`);
    const boundaries = ['one', 'other'].map(() => createErrorBoundary({ secrets: ['hush'], report }));
    const [own, other] = boundaries;
    if (own === undefined || other === undefined) throw new Error('There are two');
    const supervisor = inside(own, { start: () => run([]) }).start();
    await pass(1);
    other.take(new Error('not mine'));
    await pass(1);
    expect(closed).toBe(0);
    own.take(new TypeError('hush: undefined is not a function'));
    await pass(2_000);
    expect(closed).toBe(1);
    expect(states.slice(2)).toEqual([
      'told: UncaughtError: not mine',
      'told: UncaughtError: …: undefined is not a function',
      'waiting: The connection to Chat broke down; making another (…: undefined is not a function)',
      'connected: as the bot',
    ]);
    await supervisor.stop();
  });

  test('being made is given up for an error that nobody caught in its boundary', async () => {
    const boundary = createErrorBoundary({ secrets: [], report: () => {} });
    const supervisor = inside(boundary, { start: () => run(['never']) }).start();
    await pass(1);
    boundary.take('not even an error');
    await pass(2_000);
    expect(states.slice(1)).toEqual([
      'waiting: The connection to Chat broke down; making another (not even an error)',
      'connected: as the bot',
    ]);
    await supervisor.stop();
  });
});
