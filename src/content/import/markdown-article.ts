/** Articles in Markdown, with front matter of the desk, of others, or none. */

import { z } from 'zod';
import { splitArticle } from '../article-file.ts';
import type { ImportedArticle } from './articles.ts';
import { type ImportDiagnostic, leftOut, type SourceFile } from './imported.ts';
import { looseText, readForeign } from './read-foreign.ts';

/** Finds the article that a link of a file leads to. */
export type ResolveLink = (target: string) => string | undefined;

const texts = z.union([looseText.transform((text) => [text]), z.array(looseText)]).catch([]);
const text = looseText.optional().catch(undefined);
const frontMatterSchema = z.looseObject({
  title: text,
  alternates: texts.default([]),
  tags: texts.default([]),
  category: text,
  categories: texts.default([]),
  kind: text,
  // Nothing that is not for customers may come to be for them.
  audience: z.string().optional(),
  updated: text,
  date: text,
});
const TAKEN = Object.keys(frontMatterSchema.shape);

/** Reads a file; its title is in the front matter, or else the first heading, or else `name`. */
export function readMarkdownArticle(
  { file, text: given }: SourceFile,
  name: string,
  resolve: ResolveLink,
): { article: ImportedArticle | undefined; diagnostics: ImportDiagnostic[] } {
  const parts = given.startsWith('---') ? splitArticle(given) : { reason: 'none' };
  const [frontMatter, whole] = 'reason' in parts ? ['', given] : [parts.frontMatter, parts.body];
  const source = { file, text: frontMatter.trim() === '' ? '{}' : frontMatter };
  const read = readForeign(source, frontMatterSchema, 'an article', ([key]) => key !== 'draft');
  if (read.value === undefined) return { article: undefined, diagnostics: read.diagnostics };
  const { title, alternates, tags, category, categories, kind, audience, updated, date, ...others } = read.value;
  const unknown = Object.keys(others).filter((key) => !TAKEN.includes(key));
  const diagnostics = [...read.diagnostics];
  if (unknown.length > 0)
    diagnostics.push(leftOut({ file, line: 1 }, `of the front matter, ${unknown.join(', ')} is left out`));
  const heading = title === undefined ? /^#[ \t]+(\S.*)$/m.exec(whole.slice(0, 10_000)) : null;
  const body =
    heading === null ? whole : whole.slice(0, heading.index) + whole.slice(heading.index + heading[0].length);
  const article = {
    name,
    title: title ?? withoutHashes(heading?.[1]) ?? name,
    alternates,
    tags,
    category: category ?? categories[0],
    kind,
    audience,
    updated: updated ?? date,
    body: withLinks(body, resolve),
    place: { file, line: 1 },
  };
  return { article, diagnostics };
}

function withoutHashes(heading: string | undefined): string | undefined {
  return heading?.trimEnd().replace(/[ \t]#{1,6}$/, '');
}

/** Links to files that were brought along lead to their articles. */
function withLinks(body: string, resolve: ResolveLink): string {
  return body.replace(/\]\(([^()\s]{1,500})\)/g, (link, target: string) => {
    const id = resolve(target);
    return id === undefined ? link : `](${id})`;
  });
}
