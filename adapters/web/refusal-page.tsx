import { type PageContext, renderPage } from './page.tsx';
import type { Phrases } from './phrases.ts';

/** Why a request was refused and what to do, by its HTTP status. */
export function refusalText(phrases: Phrases, status: number): string {
  if (status === 403) return phrases.errorFromElsewhere;
  if (status === 404) return phrases.notFound;
  if (status === 405) return phrases.errorMethod;
  if (status === 413) return phrases.errorTooLarge;
  return status < 500 ? phrases.errorMalformed : phrases.errorOnOurSide;
}

/** A page that says why a request was refused, with the way back. */
export function renderRefusal(context: PageContext, status: number, message: string) {
  const { phrases, locale, deskName } = context;
  const title = status === 404 ? phrases.notFoundTitle : phrases.refusedTitle;
  return renderPage({
    context,
    title: `${title} · ${deskName}`,
    hrefIn: (other) => `/chat?lang=${encodeURIComponent(other)}`,
    links: <a href={`/help/${encodeURIComponent(locale)}`}>{phrases.help}</a>,
    children: (
      <main class="help">
        <div class="column">
          <h1>{title}</h1>
          <p class="lead">{message}</p>
          <p class="onward">
            <a href="/chat">{phrases.backToChat}</a>
          </p>
        </div>
      </main>
    ),
  });
}
