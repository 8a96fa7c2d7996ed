import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import { parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import { openServiceLevels } from '../config/service-levels.ts';
import { explainTicket } from '../domain/sla/explain-ticket.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';
import { toPrintable } from './printable.ts';
import { explanationReport } from './sla-report.ts';

interface ExplainOptions {
  json?: true;
  root: string;
}

const HELP = `
For each clock it says how much is used, of what, when it is due and how it stands; then every stretch of time from its start
to its end, or to now, and why it counted or did not. The stretches add up to the whole, to the millisecond.

It only reads, so that it does not matter whether the desk is running. Run it as the user who runs the desk, with the same DATA_DIR.`;

/** `relaydesk sla explain` */
export function slaExplainCommand(): Command {
  return new Command('explain')
    .description("say why a ticket's clocks show what they show")
    .argument('<ticket>', "a ticket's number: 12, or '#12' in quotes", parseNumber)
    .option('--json', 'print one JSON object, with times in epoch milliseconds')
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', HELP)
    .action((number: number, options: ExplainOptions) => explain(number, options).catch(fail));
}

function parseNumber(text: string): number {
  const digits = /^#?(\d{1,9})$/.exec(text)?.[1];
  if (digits === undefined) throw new InvalidArgumentError('It must be the number of a ticket, such as 12.');
  return Number(digits);
}

async function explain(number: number, { json, root }: ExplainOptions): Promise<void> {
  enterDeskFolder(root);
  loadEnvironmentFile();
  const { DATA_DIR, CONTENT_DIR } = parseEnvironment(process.env);
  const settings = await readDeskFile(resolve(CONTENT_DIR));
  const reader = await openStoreReader(join(resolve(DATA_DIR), 'relaydesk.db'));
  try {
    const { tickets, serviceLevels } = reader.read;
    const stored = await tickets.findByNumber(number);
    if (stored === undefined) throw new Error(`There is no ticket #${number}.`);
    const { ticket } = stored;
    const events = await tickets.events(ticket.id);
    const now = Date.now();
    const weights = settings.policy.priority;
    const levels = openServiceLevels(settings, await serviceLevels.calendarVersions());
    const explanation = explainTicket(levels, { ticket, events, weights, now });
    if (explanation === undefined) throw new Error(`Nothing is promised for ticket #${number}: ${NO_POLICY}`);
    const report = json
      ? JSON.stringify({ ticket: number, now, ...explanation })
      : explanationReport(number, explanation).map(toPrintable).join('\n');
    process.stdout.write(`${report}\n`);
  } finally {
    reader.close();
  }
}

const NO_POLICY = 'no policy under sla in desk.yaml applies to its category, channel and priority.';
