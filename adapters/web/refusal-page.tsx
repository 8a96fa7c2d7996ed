import type { Phrases } from '../../src/domain/phrases.ts';
import { type PageContext, renderPage } from './page.tsx';

/** Why a request was refused and what to do, by its HTTP status. */
export function refusalText(phrases: Phrases, status: number): string {
  if (status === 403) return phrases.error_from_elsewhere;
  if (status === 404) return phrases.page_missing;
  if (status === 405) return phrases.error_method;
  if (status === 413) return phrases.error_too_large;
  return status < 500 ? phrases.error_malformed : phrases.error_on_our_side;
}

/** A page that says why a request was refused, with the way back. */
export function renderRefusal(context: PageContext, status: number, message: string) {
  const { phrases, locale, deskName } = context;
  const title = status === 404 ? phrases.page_missing_title : phrases.refused_title;
  return renderPage({
    context,
    title: `${title} · ${deskName}`,
    hrefIn: (other) => `/chat?lang=${encodeURIComponent(other)}`,
    links: <a href={`/help/${encodeURIComponent(locale)}`}>{phrases.help_link}</a>,
    children: (
      <main class="help">
        <div class="column">
          <h1>{title}</h1>
          <p class="lead">{message}</p>
          <p class="onward">
            <a href="/chat">{phrases.back_to_chat}</a>
          </p>
        </div>
      </main>
    ),
  });
}
