import type { Command } from 'commander';
import { contentCheckCommand } from './content-check.ts';

/** `relaydesk knowledge check`: tells all mistakes in the articles. */
export function knowledgeCheckCommand(): Command {
  return contentCheckCommand({
    kind: 'articles',
    folder: 'knowledge',
    description: 'check the articles: all mistakes at once, with file, line and reason',
  });
}
