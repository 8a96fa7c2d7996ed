import { raw } from 'hono/html';
import { articlesByCategory } from '../../src/domain/article-categories.ts';
import type { Article } from '../../src/domain/content.ts';
import { formatDay } from './dates.ts';
import { renderMarkdown } from './markdown.ts';
import { type PageContext, renderPage } from './page.tsx';

/** All articles of a locale by category, for customers who rather read. */
export function renderHelpIndex(context: PageContext, articles: Article[]) {
  const { phrases, locale } = context;
  const groups = articlesByCategory(articles);
  return renderHelp(context, {
    title: phrases.help_title,
    hrefIn: (other) => `/help/${encodeURIComponent(other)}`,
    children: (
      <>
        <h1>{phrases.help_title}</h1>
        <p class="lead">{phrases.help_intro}</p>
        {groups.map((group) => (
          <>
            {groups.length > 1 && <h2>{group.category ?? phrases.help_other}</h2>}
            <ul class="articles">
              {group.articles.map((article) => (
                <li>
                  <a href={articleHref(locale, article.id)}>
                    <bdi>{article.title}</bdi>
                  </a>
                </li>
              ))}
            </ul>
          </>
        ))}
      </>
    ),
  });
}

/** One article. */
export function renderHelpArticle(context: PageContext, article: Article) {
  const { phrases, locale } = context;
  return renderHelp(context, {
    title: article.title,
    hrefIn: (other) => articleHref(other, article.id),
    children: (
      <article dir="auto">
        <h1>{article.title}</h1>
        <p class="lead">
          {phrases.article_updated} <time datetime={article.updated}>{formatDay(article.updated, locale)}</time>
        </p>
        <div class="article-body">{raw(renderMarkdown(article.body, { locale }))}</div>
        <p class="onward">
          <a href={`/help/${encodeURIComponent(locale)}`}>{phrases.all_articles}</a>
        </p>
      </article>
    ),
  });
}

/** Says that there is no such page. */
export function renderHelpMissing(context: PageContext) {
  const { phrases, locale } = context;
  return renderHelp(context, {
    title: phrases.page_missing_title,
    hrefIn: (other) => `/help/${encodeURIComponent(other)}`,
    children: (
      <>
        <h1>{phrases.page_missing_title}</h1>
        <p class="lead">{phrases.page_missing}</p>
        <p>
          <a href={`/help/${encodeURIComponent(locale)}`}>{phrases.all_articles}</a>
        </p>
      </>
    ),
  });
}

type HelpParts = Pick<Parameters<typeof renderPage>[0], 'title' | 'hrefIn' | 'children'>;

function renderHelp(context: PageContext, { title, hrefIn, children }: HelpParts) {
  return renderPage({
    context,
    title: `${title} · ${context.deskName}`,
    hrefIn,
    links: <a href="/chat">{context.phrases.back_to_chat}</a>,
    children: (
      <main class="help">
        <div class="column">{children}</div>
      </main>
    ),
  });
}

function articleHref(locale: string, id: string): string {
  return `/help/${encodeURIComponent(locale)}/${encodeURIComponent(id)}`;
}
