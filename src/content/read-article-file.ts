/** One article file to an article. */

import type { Article } from '../domain/content.ts';
import { findVideoLink } from '../domain/markdown.ts';
import { frontMatterSchema, splitArticle } from './article-file.ts';
import { type Diagnostic, errorAt, hasErrors, type PlacedText } from './diagnostics.ts';
import { explainIssues } from './explain-issue.ts';
import { type Path, readYaml } from './read-yaml.ts';

/** What an article file says. */
export interface ArticleFile {
  id: string;
  /** Undefined when the file has errors. */
  article: Article | undefined;
  /** Undefined when the file has no body that could be found. */
  body: PlacedText | undefined;
  diagnostics: Diagnostic[];
}

/** Reads an article file's text; `diagnostics` has every mistake that shows in this file alone. */
export function readArticleFile(text: string, id: string, locale: string): ArticleFile {
  const parts = splitArticle(text);
  if ('reason' in parts) return { id, article: undefined, body: undefined, diagnostics: [errorAt(1, parts.reason)] };
  const { frontMatter, body, bodyLine } = parts;
  const reading = readYaml(frontMatter, isText);
  const diagnostics = [...reading.diagnostics];
  if (body === '') diagnostics.push(errorAt(bodyLine, 'there is no text below the second ---: write the answer there'));
  const checked = hasErrors(reading.diagnostics) ? undefined : frontMatterSchema.safeParse(reading.value);
  if (checked?.error !== undefined) diagnostics.push(...explainIssues(checked.error, frontMatterSchema, reading));
  const article =
    checked?.success && body !== ''
      ? { id, locale, ...checked.data, category: checked.data.category, body }
      : undefined;
  if (article !== undefined) diagnostics.push(...checkKind(article, bodyLine));
  return { id, article, body: { text: body, lineAt: (row) => bodyLine + row }, diagnostics };
}

function isText([key]: Path): boolean {
  return key === 'title' || key === 'alternates' || key === 'tags' || key === 'category';
}

/** What an article of its kind has to have in its text. */
function checkKind({ kind, body }: Article, line: number): Diagnostic[] {
  if (kind === 'guide' && !/^ {0,3}1[.)]\s/m.test(body)) {
    return [errorAt(line, 'kind: guide needs a numbered list of its steps in the text: 1. …')];
  }
  if (kind === 'video' && findVideoLink(body) === undefined) {
    return [errorAt(line, 'kind: video needs the link to its video in the text: [Watch it](https://…)')];
  }
  return [];
}
