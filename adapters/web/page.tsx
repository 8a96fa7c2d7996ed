import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Phrases } from '../../src/domain/phrases.ts';
import { nameOfLocale } from './language.ts';
import type { WebChannelOptions } from './web-channel.ts';

/** What every public page needs to know. */
export interface PageContext {
  deskName: string;
  locale: string;
  locales: string[];
  phrases: Phrases;
}

/** What pages in a locale need to know of the desk. */
export function pageContext(
  { deskName, locales, phrasesIn }: Pick<WebChannelOptions, 'deskName' | 'locales' | 'phrasesIn'>,
  locale: string,
): PageContext {
  return { deskName: deskName(), locale, locales: locales(), phrases: phrasesIn(locale) };
}

interface PageProps {
  context: PageContext;
  title: string;
  /** Shown under the desk's name. */
  subtitle?: Child;
  /** The same page in another locale. */
  hrefIn(locale: string): string;
  links?: Child;
  script?: boolean;
  children?: Child;
}

/** A whole public page: header with the desk's name and languages, then the content. */
export function renderPage(props: PageProps): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<!doctype html>${<Page {...props} />}`;
}

function Page({ context, title, subtitle, hrefIn, links, script, children }: PageProps) {
  const { deskName, locale } = context;
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href="/assets/base.css" />
        <link rel="stylesheet" href="/chat/assets/chat.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        {script && <script src="/chat/assets/chat.js" type="module" />}
      </head>
      <body>
        <header class="bar">
          <div class="bar-inner">
            <img class="mark" src="/assets/icon.svg" alt="" width="36" height="36" />
            <div class="bar-names">
              <p class="desk-name">
                <bdi>{deskName}</bdi>
              </p>
              {subtitle}
            </div>
            <nav class="bar-links">
              {links}
              <Languages context={context} hrefIn={hrefIn} />
            </nav>
          </div>
        </header>
        {children}
      </body>
    </html>
  );
}

function Languages({ context, hrefIn }: { context: PageContext; hrefIn(locale: string): string }) {
  const others = context.locales.filter((locale) => locale !== context.locale);
  return (
    <>
      {others.map((locale) => (
        <a href={hrefIn(locale)} lang={locale} hreflang={locale} title={context.phrases.language_link}>
          {nameOfLocale(locale)}
        </a>
      ))}
    </>
  );
}
