/** Articles in a table: a row for each question with its answer. */

import type { Article } from '../../domain/content.ts';
import type { ImportedArticle } from './articles.ts';
import { type ImportDiagnostic, leftOut, type SourceFile } from './imported.ts';
import { readCsv, renderCsv } from './read-csv.ts';

const COLUMNS = {
  id: ['id', 'slug'],
  question: ['question', 'title'],
  answer: ['answer', 'body', 'text', 'content'],
  alternates: ['alternates', 'alternatives', 'other questions'],
  category: ['category', 'topic'],
  tags: ['tags'],
  kind: ['kind'],
  audience: ['audience'],
  updated: ['updated'],
} as const;

/** Reads a table of questions and answers; alternates and tags stand in one cell, a line each. */
export function readCsvArticles(source: SourceFile): { articles: ImportedArticle[]; diagnostics: ImportDiagnostic[] } {
  const { rows, diagnostics } = readCsv(source, COLUMNS, ['question', 'answer']);
  const articles = rows.flatMap(({ line, cells }) => {
    const place = { file: source.file, line };
    const { question, answer, category, kind, audience, updated } = cells;
    if (question === undefined || answer === undefined) {
      const missing = question === undefined ? 'question' : 'answer';
      diagnostics.push(leftOut(place, `the row is left out: it has no ${missing}`));
      return [];
    }
    return {
      name: cells.id ?? question,
      title: question,
      alternates: linesOf(cells.alternates),
      tags: linesOf(cells.tags),
      category,
      kind: kind?.trim(),
      audience: audience?.trim(),
      updated,
      body: answer,
      place,
    };
  });
  return { articles, diagnostics };
}

function linesOf(cell = ''): string[] {
  return cell.split('\n').filter((line) => line.trim() !== '');
}

/** A row for each article. */
export function writeCsvArticles(articles: readonly Article[]): string {
  const rows = articles.map((one) => [
    one.id,
    one.title,
    one.body,
    one.alternates.join('\n'),
    one.category ?? '',
    one.tags.join('\n'),
    one.kind,
    one.audience,
    one.updated,
  ]);
  return renderCsv([Object.keys(COLUMNS), ...rows]);
}
