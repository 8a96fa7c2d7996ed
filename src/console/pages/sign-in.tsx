import type { Child } from 'hono/jsx';
import { renderDocument } from './document.tsx';

/**
 * Asks for one press of a button before a sign-in link is used up; of two for somebody who is signed in already, and may be known to the
 * desk by two names.
 */
export function renderSignIn(name: string, signedInAs?: string) {
  return renderEntrance(
    'Sign in',
    <>
      <form method="post">
        <p>
          This link signs <bdi>{name}</bdi> in once, on this browser, for 30 days.
        </p>
        <button type="submit" class="button primary">
          Sign in
        </button>
      </form>
      {signedInAs !== undefined && <SamePerson name={name} signedInAs={signedInAs} />}
    </>,
  );
}

function SamePerson({ name, signedInAs }: { name: string; signedInAs: string }) {
  return (
    <form method="post">
      <input type="hidden" name="join" value="yes" />
      <p>
        You are signed in here as <bdi>{signedInAs}</bdi>. If both are you, join them: what <bdi>{name}</bdi> holds is{' '}
        <bdi>{signedInAs}</bdi>’s then, and lists show you once.
      </p>
      <button type="submit" class="button">
        Both are me: join them
      </button>
    </form>
  );
}

/** Says that a sign-in link cannot be used, and how to get another one. */
export function renderLinkUsed() {
  return renderEntrance(
    'This link does not work any more',
    <>
      <p>It was used already, it is more than an hour old, or a newer one was made.</p>
      <HowToSignIn />
    </>,
  );
}

/** Says how to sign in. `unsent` is what somebody wrote in a form that came too late, for them to keep. */
export function renderSignInNeeded(news = 'You are not signed in.', unsent?: string) {
  return renderEntrance(
    'Staff console',
    <>
      <p>{news}</p>
      {unsent !== undefined && <Unsent text={unsent} />}
      <HowToSignIn />
    </>,
  );
}

function HowToSignIn() {
  return (
    <p>
      Ask an admin for a new sign-in link. Where the desk runs, <code>npx relaydesk sign-in</code> prints one.
    </p>
  );
}

function Unsent({ text }: { text: string }) {
  return (
    <>
      <label for="unsent">What you wrote was not sent. Copy it if you still need it.</label>
      <textarea id="unsent" rows={8} readonly dir="auto">
        {text}
      </textarea>
    </>
  );
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
        <img src="/assets/icon.svg" alt="" width="48" height="48" />
        <h1>{title}</h1>
        {children}
      </main>
    ),
  });
}
