import type { Command } from 'commander';
import { contentCheckCommand } from './content-check.ts';

/** `relaydesk knowledge check`: tells all mistakes in the articles, and those that no question leads to. */
export function knowledgeCheckCommand(): Command {
  return contentCheckCommand({
    kind: 'articles',
    folders: ['knowledge'],
    weaknesses: ({ rule }) => rule === 'unreachable_article',
    description: 'check the articles: all mistakes at once, with file, line and reason',
    help: '\nWarned of are also articles that no question leads to.',
  });
}
