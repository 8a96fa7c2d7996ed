import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';

interface DocumentProps {
  title: string;
  /** Whether the browser asks for the page again at once. */
  refresh?: boolean;
  /** What the page listens to, as a query of `/console/events`; undefined when it does not change by itself. */
  pubsub?: string | undefined;
  children?: Child;
}

/** A whole HTML document with the console's style and script. */
export function renderDocument(props: DocumentProps): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<!doctype html>${<Document {...props} />}`;
}

function Document({ title, refresh, pubsub, children }: DocumentProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refresh && <meta http-equiv="refresh" content="0" />}
        <title>{title}</title>
        <link rel="stylesheet" href="/assets/base.css" />
        <link rel="stylesheet" href="/console/assets/console.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script src="/console/assets/console.js" type="module" />
      </head>
      <body data-live={pubsub}>{children}</body>
    </html>
  );
}
