/** A process with a guard, in which something goes wrong as its first argument says. */

import { createErrorBoundary, inside } from '../../dist/adapters/shared/error-boundary.js';
import { systemClock } from '../../dist/src/engine/timers/system-clock.js';
import { createLogger } from '../../dist/src/log/create-logger.js';
import { guardProcess } from '../../dist/src/process-guard.js';

const [, , what] = process.argv;
const logger = createLogger({ level: 'info', format: 'auto', clock: systemClock });
const guard = guardProcess(logger);
const print = (line) => process.stdout.write(`${line}\n`);
const boundary = createErrorBoundary({ secrets: [], report: ({ message }) => print(`the platform broke: ${message}`) });
const goWrong = {
  throw: () => setTimeout(() => throwPlanted()),
  reject: () => void Promise.reject(new Error('planted')),
  'reject with nothing': () => void Promise.reject(Object.create(null)),
};

function throwPlanted() {
  throw new Error('planted');
}

guard.stop = async () => {
  print('stopped');
  if (what === 'stop fails') throw new Error('cannot be stopped');
  if (what === 'stop hangs') await new Promise(() => {});
};
if (what === 'of a platform') {
  for (const run of Object.values(goWrong)) inside(boundary, run)();
} else if (what === 'write') {
  for (let line = 0; line < 10_000; line++) logger.info({ text: 'x'.repeat(1_000) });
  print('x');
} else (goWrong[what] ?? goWrong.throw)();
if (!what?.startsWith('stop')) {
  setTimeout(() => {
    process.stderr.write('still here');
    process.exit(0);
  }, 200);
}
