import { type Context, Hono } from 'hono';
import { findLocale } from '../../src/domain/locales.ts';
import { renderHelpArticle, renderHelpIndex, renderHelpMissing } from './help-page.tsx';
import { chooseLocale } from './language.ts';
import { pageContext } from './page.tsx';
import type { WebChannelOptions } from './web-channel.ts';

/** The articles for customers to read, under `/help`. */
export function createHelpRoutes(options: WebChannelOptions): Hono {
  const routes = new Hono();
  const contextIn = (locale: string) => pageContext(options, locale);
  const chosenLocale = (c: Context) => chooseLocale(c, options.locales(), options.secureCookies);

  routes.get('/', (c) => c.redirect(`/help/${encodeURIComponent(chosenLocale(c))}`));

  routes.get('/:locale', (c) => {
    const locale = findLocale(c.req.param('locale'), options.locales());
    if (locale === undefined) return c.html(renderHelpMissing(contextIn(chosenLocale(c))), 404);
    return c.html(renderHelpIndex(contextIn(locale), articlesIn(locale)));
  });

  routes.get('/:locale/:article', (c) => {
    const locale = findLocale(c.req.param('locale'), options.locales()) ?? chosenLocale(c);
    const article = articlesIn(locale).find(({ id }) => id === c.req.param('article'));
    if (article === undefined) return c.html(renderHelpMissing(contextIn(locale)), 404);
    if (isByPerson(c)) options.onArticleRead(article);
    return c.html(renderHelpArticle(contextIn(locale), article));
  });

  function articlesIn(locale: string) {
    return options.articles().filter((article) => article.locale === locale);
  }
  return routes;
}

const PROGRAM = /bot|crawl|spider|preview|monitor|curl|wget|python|headless/i;

/** Whether a page is asked for to be read, and not ahead of time, by a search engine or by another program that says so. */
function isByPerson(c: Context): boolean {
  const purpose = c.req.header('Sec-Purpose') ?? c.req.header('Purpose') ?? '';
  const agent = c.req.header('User-Agent') ?? '';
  return c.req.method === 'GET' && !purpose.includes('prefetch') && agent !== '' && !PROGRAM.test(agent);
}
