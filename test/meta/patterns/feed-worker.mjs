/** Feeds regular expressions, one input after the other, and says how long the slowest took. */

import { parentPort, workerData } from 'node:worker_threads';

const { progress, boundMs } = workerData;

parentPort.on('message', ({ source, flags, texts }) => {
  const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
  parentPort.postMessage(slowest(texts, (text) => text.replace(pattern, '')));
});

/** The slowest of the texts; none after the first that is too slow is tried. */
function slowest(texts, read) {
  let found = { index: 0, ms: 0 };
  for (const [index, { prefix, pump, suffix, count }] of texts.entries()) {
    Atomics.store(progress, 0, index);
    const text = prefix + pump.repeat(count) + suffix;
    const ms = leastOf(text, read);
    if (ms > found.ms) found = { index, ms };
    if (ms > boundMs) break;
  }
  return found;
}

const ATTEMPTS = 3;
/** So many times the bound is no chance. */
const FAR = 4;

/**
 * How long the process works for a text, in milliseconds: another process does not make that longer. What this one does beside it
 * does, never shorter: the least of a few counts.
 */
function leastOf(text, read) {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least > boundMs; attempt += 1) {
    const start = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
    if (least > FAR * boundMs) break;
  }
  return least;
}
