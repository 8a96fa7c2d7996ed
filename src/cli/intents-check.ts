import type { Command } from 'commander';
import { contentCheckCommand } from './content-check.ts';

/** `relaydesk intents check`: tells all mistakes in the intent files. */
export function intentsCheckCommand(): Command {
  return contentCheckCommand({
    kind: 'intents',
    folder: 'intents',
    description: 'check the intent files: all mistakes at once, with file, line and reason',
  });
}
