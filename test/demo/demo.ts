/**
 * `npm run demo:platforms`: the real desk and a day of traffic on platforms that run on this machine, told in the terminal and
 * shown on a page. Needs no tokens and no network.
 */

import { type DemoOptions, parseOptions, USAGE } from './options.ts';
import { startDemo } from './run-demo.ts';
import { createTerminal } from './terminal.ts';

const terminal = createTerminal({
  write: (text) => process.stdout.write(text),
  colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
  now: () => new Date(),
});

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) terminal.say(USAGE);
  else await run(options);
} catch (error) {
  terminal.trouble(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Plays the day, then shows what came of it until Ctrl-C; with `once`, ends after the day. */
async function run(options: DemoOptions): Promise<void> {
  const ended = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        ended.abort();
        resolve();
      });
    }
  });
  const demo = await startDemo(options, terminal, ended.signal).catch((error: unknown) => {
    // Ctrl-C in the terminal ends the desk too, also while it is starting.
    if (!ended.signal.aborted) throw error;
  });
  if (demo === undefined) return;
  try {
    const allSeen = await demo.play();
    if (!allSeen) process.exitCode = 1;
    if (!options.once && !ended.signal.aborted) {
      terminal.say(`\nThe day is over. Look around at ${demo.url} ; Ctrl-C ends the demo.`);
      await interrupted;
    }
  } finally {
    await demo.stop();
  }
}
