/**
 * `npm run bench:small-desk`: what desks of a few intents and articles, written in ten minutes, make of their own questions and
 * of everybody else's. Nothing is chosen by these questions: whoever changes a rule looks at the shares alone.
 */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { createAnalyzer } from '../../../src/analyzer/analyzer.ts';
import { readDeskFile } from '../../../src/config/desk-file.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { type Desk, type Outcome, outcomeOf } from './outcome.ts';
import { type Question, readOwnQuestions, readStrangeQuestions } from './questions.ts';

const DESKS = join(projectRoot(), 'test/bench/small-desk/desks');

await new Command('small-desk')
  .description('measure what small desks make of their own questions, and of what is none of their business')
  .option(
    '--data <folder>',
    'the folder that holds clinc150/oos_test.tsv and hwu64/test.tsv; without it, only own questions',
  )
  .option('--rows <n>', 'how many rows are drawn of each', Number, 100)
  .action(measure)
  .parseAsync();

async function measure({ data, rows }: { data?: string; rows: number }): Promise<void> {
  for (const name of await readdir(DESKS)) {
    const desk = await openDesk(join(DESKS, name));
    const { intents = [], articles = [] } = desk.content.locales[desk.locale] ?? {};
    print(`${name} (${desk.locale}): ${intents.length} intents, ${articles.length} articles`);
    print(`  own questions: ${own(await outcomesOf(desk, await readOwnQuestions(join(DESKS, name))))}`);
    for (const { source, questions, missing } of await readStrangeQuestions(desk.locale, data, rows)) {
      print(`  ${source}: ${missing ?? strange(await outcomesOf(desk, questions))}`);
    }
  }
}

async function openDesk(root: string): Promise<Desk> {
  const { content, diagnostics } = await loadContent({ root });
  const [locale] = Object.keys(content?.locales ?? {});
  if (content === undefined || locale === undefined) throw new Error(`${root}: ${JSON.stringify(diagnostics)}`);
  const { policy } = await readDeskFile(root);
  return { content, policy, locale, analyzer: await createAnalyzer(content) };
}

async function outcomesOf(desk: Desk, questions: readonly Question[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) outcomes.push(await outcomeOf(desk, question));
  return outcomes;
}

function own(outcomes: readonly Outcome[]): string {
  const shares = ['right', 'wrong', 'offered', 'rephrase', 'handed over'] as const;
  return shares.map((kind) => share(outcomes, kind)).join(', ');
}

/** Of what is none of the desk's business, whatever is acted on is wrong; small talk answered as such is told apart. */
function strange(outcomes: readonly Outcome[]): string {
  const shares = ['wrong', 'smalltalk', 'offered', 'rephrase', 'handed over'] as const;
  return shares.map((kind) => share(outcomes, kind)).join(', ');
}

function share(outcomes: readonly Outcome[], kind: Outcome): string {
  const count = outcomes.filter((outcome) => outcome === kind).length;
  return `${kind} ${count} (${((100 * count) / outcomes.length).toFixed(1)} %)`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
