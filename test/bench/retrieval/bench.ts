/**
 * `npm run bench:retrieval -- --data FOLDER`: how often the article that answers is found, whether what is said of it holds the answer, and
 * what it costs, beside MiniSearch.
 */

import { join } from 'node:path';
import { Command } from 'commander';
import { FINDERS, type Finder } from './finders.ts';
import { measureScale, type Scale } from './scale.ts';
import { type QuestionSet, readQuestionSet } from './sets.ts';

const SETS = [
  { title: 'StackFAQ', folder: 'stackfaq', locale: 'en' },
  { title: 'Banking77 as articles', folder: 'banking77_10', locale: 'en' },
  ...['en', 'zh', 'de', 'es', 'ar', 'ru'].map((locale) => ({
    title: `XQuAD ${locale}`,
    folder: `xquad_${locale}`,
    locale,
  })),
];

/** Shares of a set's questions. */
interface Shares {
  /** The first article answers. */
  first: number;
  /** One of the first two does. */
  withinTwo: number;
  /** What is said of the first article has the words that answer; undefined where the set does not tell them. */
  said: number | undefined;
}

await new Command('retrieval')
  .description('measure how often the article that answers is found')
  .requiredOption('--data <folder>', 'the folder that holds stackfaq, banking77_10 and xquad_*')
  .option('--json', 'print one JSON object')
  .option('--no-scale', 'leave out what ten thousand articles cost')
  .action(({ data, json, scale: withScale }: { data: string; json?: true; scale: boolean }) => {
    const print = (line: string) => {
      if (!json) process.stdout.write(`${line}\n`);
    };
    print(row('', ['right', 'in two', 'said', 'MiniSearch tuned', 'stock']));
    const sets = SETS.map((set) => ({ ...set, read: readQuestionSet(join(data, set.folder), set.locale) }));
    const results = sets.map(({ title, locale, read }) => {
      const { product, tuned, stock } = FINDERS;
      const [own, set, asItComes] = [product, tuned, stock].map((create) =>
        measure(create(read.articles, locale), read),
      ) as [Shares, Shares, Shares];
      print(row(title, [own.first, own.withinTwo, own.said, set.first, asItComes.first].map(share)));
      return { set: title, questions: read.questions.length, product: own, tuned: set, stock: asItComes };
    });
    const english = sets.filter(({ locale }) => locale === 'en').map(({ read }) => read);
    const scale = withScale ? measureScale(english) : undefined;
    if (scale) print(describeScale(scale));
    if (json) process.stdout.write(`${JSON.stringify({ results, scale })}\n`);
  })
  .parseAsync();

function measure(find: Finder, { questions }: QuestionSet): Shares {
  let first = 0;
  let second = 0;
  let said = 0;
  for (const { text, answeredBy, answer } of questions) {
    const found = find(text, 2);
    if (answeredBy.has(found[0]?.articleId ?? '')) first += 1;
    else if (answeredBy.has(found[1]?.articleId ?? '')) second += 1;
    if (answer !== undefined && plain(found[0]?.passage ?? '').includes(plain(answer))) said += 1;
  }
  const all = questions.length;
  const tellsAnswers = questions.some(({ answer }) => answer !== undefined);
  return { first: first / all, withinTwo: (first + second) / all, said: tellsAnswers ? said / all : undefined };
}

/** What a reader sees, without white space, which Markdown puts anywhere. */
function plain(markdown: string): string {
  return markdown.replace(/[\\\s]/g, '').toLowerCase();
}

function describeScale({ articles, product, tuned, buildMs, changeMs, firstAfterMs }: Scale): string {
  return (
    `${articles} articles: ${product.toFixed(2)} ms a question, ${(product / tuned).toFixed(3)} of tuned MiniSearch's ${tuned.toFixed(2)} ms; ` +
    `${(buildMs / 1_000).toFixed(1)} s to build, ${changeMs.toFixed(1)} ms for one article changed, ${firstAfterMs.toFixed(0)} ms for the first question after it`
  );
}

function share(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3).replace(/^0/, '');
}

function row(title: string, cells: string[]): string {
  return `${title.padEnd(24)}${cells.map((cell) => cell.padStart(8)).join('')}`;
}
