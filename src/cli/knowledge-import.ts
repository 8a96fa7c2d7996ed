import { Command } from 'commander';
import { planArticles } from '../content/import/import-articles.ts';
import { type ContentImportOptions, importContent, withImportOptions } from './content-import.ts';
import { fail } from './fail.ts';

const HELP = `
What is read:

  help/         a folder of Markdown and HTML, with the folders in it; or single files
  faq.csv       columns question and answer, and where there are any id, alternates, category, tags, kind, audience
                and updated; a row for each article, alternates and tags a line each in their cell

HTML becomes Markdown, without scripts, styles, navigation and the like. A title is that of the front matter, or else the first
main heading, the page's own, or the file's name. Links between the files lead to the articles.
Nothing is written where an article of the name is there already, or where the desk would have a mistake.`;

/** `relaydesk knowledge import`: pages and tables as articles. */
export function knowledgeImportCommand(): Command {
  return withImportOptions(
    new Command('import')
      .description('bring articles along: a folder of Markdown or HTML, or questions and answers in CSV')
      .argument('<path...>', 'the folder, or the files'),
  )
    .addHelpText('after', HELP)
    .action((paths: string[], options: ContentImportOptions) =>
      importContent(options, (locale) =>
        planArticles({ paths, locale, today: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length) }),
      ).catch(fail),
    );
}
