import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createRepeatFilter } from '../../../src/log/repeat-filter.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';

const MINUTE_MS = 60_000;

function start() {
  const clock = createSimulatedClock(0);
  const written: Record<string, unknown>[] = [];
  const write = createRepeatFilter({ write: (json) => written.push(JSON.parse(json)), clock });
  const logger = pino({ level: 'info' }, { write });
  const pass = (ms: number) => clock.advanceTo(clock.now() + ms);
  return {
    logger,
    pass,
    said: () => written.splice(0).map(({ msg, count }) => (count === undefined ? msg : `${msg} ×${count}`)),
  };
}

test('a failure that repeats itself is written once, and then as a count at growing intervals', async () => {
  const { logger, pass, said } = start();
  const failEverySecondFor = async (minutes: number) => {
    for (let second = 0; second < minutes * 60; second++) {
      logger.warn({ err: new Error(`no answer from port ${second}`) }, 'away');
      await pass(1_000);
    }
  };
  await failEverySecondFor(1);
  expect(said()).toEqual(['away', 'away ×59']);
  await failEverySecondFor(2);
  expect(said()).toEqual(['away ×120']);
  await failEverySecondFor(4);
  expect(said()).toEqual(['away ×240']);
});

test('one that is over is told to its end, and the next of its kind is news', async () => {
  const { logger, pass, said } = start();
  for (let times = 0; times < 5; times++) logger.warn('away');
  await pass(10 * MINUTE_MS);
  expect(said()).toEqual(['away', 'away ×4']);
  logger.warn('away');
  expect(said()).toEqual(['away']);
});

test('failures of different kinds are all written, and so is everything that is no failure', () => {
  const { logger, said } = start();
  for (let times = 0; times < 2; times++) {
    logger.warn({ channel: 'discord' }, 'away');
    logger.warn({ channel: 'telegram' }, 'away');
    logger.error({ channel: 'telegram' }, 'away');
    logger.warn({ channel: 'telegram', err: new TypeError('no') }, 'away');
    logger.info('connected');
    logger.fatal('the end');
  }
  expect(said()).toEqual(['away', 'away', 'away', 'away', 'connected', 'the end', 'connected', 'the end']);
});

test('however many kinds of failures there are, memory stays bounded and nothing is hidden', () => {
  const { logger, said } = start();
  const kinds = Array.from({ length: 2_000 }, (_, index) => String.fromCodePoint(0x4e00 + index));
  for (const kind of kinds) logger.warn(kind);
  expect(said()).toEqual(kinds);
});
