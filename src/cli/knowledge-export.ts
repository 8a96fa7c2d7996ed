import { mkdir } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { renderArticle } from '../content/import/articles.ts';
import { writeCsvArticles } from '../content/import/csv-articles.ts';
import { writeNewFiles } from '../content/import/write-new-files.ts';
import { type ContentExportOptions, contentToExport, withExportOptions, writeOut } from './content-export.ts';
import { fail } from './fail.ts';

/** `relaydesk knowledge export`: the articles of a language as files, or as a table. */
export function knowledgeExportCommand(): Command {
  return withExportOptions(
    new Command('export')
      .description('take articles away: as a folder of Markdown, or CSV')
      .addOption(
        new Option('--format <format>', 'what they are written as').choices(['markdown', 'csv']).makeOptionMandatory(),
      )
      .option(
        '--output <path>',
        'for Markdown a folder, for CSV a file or else the standard output; nothing is overwritten',
      ),
  ).action((options: ContentExportOptions) => exportArticles(options).catch(fail));
}

async function exportArticles(options: ContentExportOptions): Promise<void> {
  const { format, output } = options;
  const { articles } = await contentToExport(options);
  if (format === 'csv') return writeOut({ text: writeCsvArticles(articles), notes: [] }, output);
  if (output === undefined) throw new Error('Articles in Markdown are a file each: name a folder with --output.');
  await mkdir(output, { recursive: true });
  await writeNewFiles(output, new Map(articles.map((article) => [`${article.id}.md`, renderArticle(article)])));
}
