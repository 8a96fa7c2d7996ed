import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import { rebuildFacts } from '../insights/rebuild-facts.ts';
import { createSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';

const HELP = `
Facts are what reports are counted from: one for each thing that happened to a decision, a ticket or a score, kept with it. This derives
them again from what they are about, adds what is missing and puts right what differs; facts whose source is kept no longer stay. On a
healthy store it finds no difference. The desk must not be running: it holds the store alone.`;

/** `relaydesk insights rebuild` */
export function insightsRebuildCommand(): Command {
  return new Command('rebuild')
    .description('derive again what reports are counted from, and say what differed')
    .option('--json', 'print one JSON object: for each kind of fact how many there are, were added and corrected')
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', HELP)
    .action((options: { json?: true; root: string }) => rebuild(options).catch(fail));
}

async function rebuild({ json, root }: { json?: true; root: string }): Promise<void> {
  enterDeskFolder(root);
  loadEnvironmentFile();
  const { DATA_DIR } = parseEnvironment(process.env);
  const store = await createSqliteStore({ file: join(resolve(DATA_DIR), 'relaydesk.db') });
  try {
    const found = await rebuildFacts(store);
    if (json) return void process.stdout.write(`${JSON.stringify(found)}\n`);
    for (const [kind, { derived, added, corrected }] of Object.entries(found)) {
      process.stdout.write(`${kind.padEnd(12)}${derived} derived, ${added} added, ${corrected} corrected\n`);
    }
    const differed = Object.values(found).some(({ added, corrected }) => added + corrected > 0);
    process.stdout.write(differed ? 'What differed has been put right.\n' : 'No difference.\n');
  } finally {
    await store.close();
  }
}
