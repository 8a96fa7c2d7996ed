/**
 * Import this before `@nlpjs/basic`: the logger in it sets up its pino in a way that pino warns about, once a thread, which
 * nobody who runs the desk could mend. Every other warning is printed as before.
 */

const KNOWN = 'PINODEP008';

const printers = process.listeners('warning');
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if ('code' in warning && warning.code === KNOWN) return;
  for (const print of printers) print(warning);
});
