import type { Child } from 'hono/jsx';
import { renderDocument } from './document.tsx';

/** Asks for one press of a button before a sign-in link is used up. */
export function renderSignIn() {
  return renderEntrance(
    'Sign in',
    <form method="post">
      <p>This link signs you in once, on this browser, for 30 days.</p>
      <button type="submit" class="button primary">
        Sign in
      </button>
    </form>,
  );
}

/** Says that a sign-in link cannot be used. */
export function renderLinkUsed() {
  return renderEntrance(
    'This link does not work any more',
    <p>It was used already, or it is too old. Ask an admin for a new one.</p>,
  );
}

/** Says how to sign in. */
export function renderSignInNeeded(news = 'You are not signed in.') {
  return renderEntrance('Staff console', <p>{news} Open your sign-in link, or ask an admin for a new one.</p>);
}

/** Asks for the same page again, as from the console itself. */
export function renderReturning() {
  return renderDocument({
    title: 'Relaydesk',
    refresh: true,
    children: (
      <main class="entrance">
        <p>
          Opening… <a href="/console">Go to the queue</a>
        </p>
      </main>
    ),
  });
}

/** A page for who is not in the console (yet): a few words, and what to do. */
export function renderEntrance(title: string, children: Child) {
  return renderDocument({
    title,
    children: (
      <main class="entrance">
        <img src="/console/assets/icon.svg" alt="" width="48" height="48" />
        <h1>{title}</h1>
        {children}
      </main>
    ),
  });
}
