import { Command, Option } from 'commander';
import { writeCsvIntents } from '../content/import/csv-intents.ts';
import type { ExportedIntents } from '../content/import/exported.ts';
import { writeNlpjs } from '../content/import/nlpjs.ts';
import { writeRasa } from '../content/import/write-rasa.ts';
import type { Intent } from '../domain/content.ts';
import { type ContentExportOptions, contentToExport, withExportOptions, writeOut } from './content-export.ts';
import { fail } from './fail.ts';

const WRITERS: Record<string, (intents: readonly Intent[], locale: string) => ExportedIntents> = {
  nlpjs: writeNlpjs,
  rasa: writeRasa,
  csv: writeCsvIntents,
};

/** `relaydesk intents export`: the intents of a language in another bot's format. */
export function intentsExportCommand(): Command {
  return withExportOptions(
    new Command('export')
      .description('take intents away: as a corpus of NLP.js, a file of Rasa, or CSV')
      .addOption(
        new Option('--format <format>', 'what it is written as').choices(Object.keys(WRITERS)).makeOptionMandatory(),
      )
      .option('--output <file>', 'where to write it, a file that is not there yet; the standard output by default'),
  )
    .addHelpText('after', '\nWhat the format cannot hold is told on the error output, a line each.')
    .action((options: ContentExportOptions) => exportIntents(options).catch(fail));
}

async function exportIntents(options: ContentExportOptions): Promise<void> {
  const { intents, locale } = await contentToExport(options);
  const exported = WRITERS[options.format]?.(intents, locale);
  if (exported !== undefined) await writeOut(exported, options.output);
}
