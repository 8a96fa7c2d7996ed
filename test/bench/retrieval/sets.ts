/** Public sets of questions with the article that answers each, from a folder of tab-separated files. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article, DeskContent } from '../../../src/domain/content.ts';

/** A set of articles with questions to them. */
export interface QuestionSet {
  articles: Article[];
  questions: Question[];
}

export interface Question {
  text: string;
  /** The ids of the articles that answer it. */
  answeredBy: Set<string>;
  /** The words that answer it, where the set tells them. */
  answer: string | undefined;
}

/** Reads `docs.tsv`, `queries.tsv`, `qrels.tsv` and, where there is one, `answers.tsv`; questions that nothing answers are left out. */
export function readQuestionSet(folder: string, locale: string): QuestionSet {
  const articles = readRows(join(folder, 'docs.tsv')).map(([id = '', title = '', alternates = '', body = '']) =>
    toArticle({ id, locale, title, alternates: alternates.split(' || ').filter((text) => text !== ''), body }),
  );
  const answeredBy = new Map<string, Set<string>>();
  for (const [question = '', article = '', grade] of readRows(join(folder, 'qrels.tsv'))) {
    if (grade !== '0') answeredBy.set(question, (answeredBy.get(question) ?? new Set()).add(article));
  }
  const answersFile = join(folder, 'answers.tsv');
  const answers = new Map(existsSync(answersFile) ? readRows(answersFile).map(([id = '', text]) => [id, text]) : []);
  const questions = readRows(join(folder, 'queries.tsv')).flatMap(([id = '', text = '']) => {
    const right = answeredBy.get(id);
    return right === undefined ? [] : [{ text, answeredBy: right, answer: answers.get(id) }];
  });
  return { articles, questions };
}

/** An article with nothing but what is searched. */
export function toArticle(searched: Pick<Article, 'id' | 'locale' | 'title' | 'alternates' | 'body'>): Article {
  return { ...searched, tags: [], category: undefined, kind: 'faq', audience: 'customers', updated: '' };
}

/** Content that is nothing but articles. */
export function toContent(articles: Article[], locale: string): DeskContent {
  return { version: 'set', locales: { [locale]: { locale, intents: [], articles, phrases: {} } } };
}

function readRows(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}
