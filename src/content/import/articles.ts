/** Articles that are brought along, and how article files are written. */

import { stringify } from 'yaml';
import type { Article } from '../../domain/content.ts';
import { cutText } from '../../lib/text.ts';
import { readArticleFile } from '../read-article-file.ts';
import { lineText } from '../text-schema.ts';
import { type ImportDiagnostic, leftOut, type Place } from './imported.ts';
import { toSlug, untaken } from './names.ts';

/** An article as it was found. What is no text of its kind is left out later. */
export interface ImportedArticle {
  /** What it was called, by which its file will be. */
  name: string;
  title: string;
  alternates: readonly string[];
  tags: readonly string[];
  category?: string | undefined;
  kind?: string | undefined;
  audience?: string | undefined;
  updated?: string | undefined;
  body: string;
  place: Place;
}

/** An article file's text. */
export function renderArticle(article: Omit<Article, 'id' | 'locale'>): string {
  const { title, alternates, category, tags, kind, audience, updated, body } = article;
  const frontMatter = {
    title,
    ...(alternates.length === 0 ? {} : { alternates }),
    ...(category === undefined ? {} : { category }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(kind === 'faq' ? {} : { kind }),
    ...(audience === 'customers' ? {} : { audience }),
    updated,
  };
  return `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n\n${body}\n`;
}

/** An id for each name that the files of a folder can have, all of them different. */
export function toArticleIds(names: readonly string[]): string[] {
  // A README is an explanation beside the articles.
  const taken = new Set(['readme']);
  return names.map((name, index) => untaken(toSlug(name) ?? `article-${index + 1}`, taken, '-'));
}

const DAY = /^\d{4}-\d{2}-\d{2}/;
const TITLE = lineText(1_000_000);
const ALTERNATE = lineText(500);
const TAG = lineText(60);
const CATEGORY = lineText(40);

/** An article's file, unless it would have mistakes; what could not be taken is told. `today` as YYYY-MM-DD. */
export function toArticleFile(
  article: ImportedArticle,
  { id, locale, today }: { id: string; locale: string; today: string },
  diagnostics: ImportDiagnostic[],
): string | undefined {
  const { name, place, body } = article;
  const tell = (reason: string) => diagnostics.push(leftOut(place, reason));
  const take = (what: string, texts: readonly string[], schema: ReturnType<typeof lineText>) => {
    const taken = texts.flatMap((text) => schema.safeParse(text).data ?? []);
    if (taken.length < texts.length)
      tell(`${texts.length - taken.length} of the ${what} of ${name} left out: empty, too long or unreadable`);
    return taken;
  };
  const title = TITLE.safeParse(article.title).data ?? name;
  if (title.length > 200) tell(`the title of ${name} is cut: it is longer than 200 characters`);
  const [category] = take('categories', article.category === undefined ? [] : [article.category], CATEGORY);
  const [day] = DAY.exec(article.updated ?? '') ?? [];
  const text = renderArticle({
    title: cutText(title, 200),
    alternates: take('alternates', article.alternates, ALTERNATE),
    tags: take('tags', article.tags, TAG),
    category: category !== undefined && Buffer.byteLength(category) <= 50 ? category : undefined,
    kind: (article.kind ?? 'faq') as Article['kind'],
    audience: (article.audience ?? 'customers') as Article['audience'],
    updated: day ?? today,
    body: body.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd(),
  });
  const { diagnostics: mistakes } = readArticleFile(text, id, locale);
  const errors = mistakes.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return text;
  tell(`article ${name} is left out: ${errors.map(({ reason }) => reason).join('; ')}`);
  return undefined;
}
