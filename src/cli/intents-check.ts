import type { Command } from 'commander';
import { contentCheckCommand } from './content-check.ts';

const HELP = `
Warned of is also what is allowed and keeps a desk from answering well: intents that overlap, with the utterances that are like
the other's; utterances that are nearly the same in two intents; intents that a language of the desk lacks; slots that are asked
for and never used; articles that no question leads to. It is told which of these are new and which are gone beside the content
that the desk has in force, or had when it ran last.`;

/** `relaydesk intents check`: tells all mistakes in the intent files, and what weakens the desk's content. */
export function intentsCheckCommand(): Command {
  return contentCheckCommand({
    kind: 'intents',
    folders: ['intents'],
    weaknesses: () => true,
    description: 'check the intent files: all mistakes at once, with file, line and reason, and what could be better',
    help: HELP,
  });
}
