import { beforeEach, describe, expect, test } from 'vitest';
import { type Connection, type SupervisorOptions, supervise } from '../../../adapters/kit/supervisor.ts';
import { createSimulatedClock } from '../../../src/desk/simulated-clock.ts';

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

function run(fates: Fate[], options: Partial<SupervisorOptions> = {}) {
  const connect = async (signal: AbortSignal): Promise<Connection> => {
    const fate = fates.shift() ?? 'up';
    if (fate === 'never') await new Promise((resolve) => signal.addEventListener('abort', resolve));
    if (fate instanceof Error) throw fate;
    const ended = new Promise<unknown>((resolve) => {
      end = resolve;
    });
    return { detail: 'as the bot', ended, close: async () => void closed++ };
  };
  return supervise({
    platform: 'Chat',
    clock,
    connect,
    explain: (error) => ({
      detail: error instanceof Error ? error.message : String(error),
      isFinal: error instanceof Error && error.message === 'wrong token',
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

  test('that is no use is not tried again', async () => {
    const supervisor = run([new Error('wrong token')]);
    await pass(600_000);
    expect(states.slice(1)).toEqual(['stopped: wrong token']);
    await supervisor.stop();
  });

  test('is tried again no sooner than the platform asked', async () => {
    const explain = () => ({ detail: 'slow down', isFinal: false, retryAfterMs: 60_000 });
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
});
