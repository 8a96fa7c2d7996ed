import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import type { CommandOutcome, StaffMember } from '../../domain/staff.ts';
import { renderDocument } from './document.tsx';

/** What every page of a signed-in staff member needs. */
export interface PageContext {
  staff: StaffMember;
  formToken: string;
  now: number;
  /** How the command just given ended. */
  outcome: CommandOutcome | undefined;
  /** How many content problems are errors. */
  contentErrors: number;
}

export type Section = 'queue' | 'tickets' | 'content' | 'insights' | 'confidence' | 'staff';

interface PageProps {
  context: PageContext;
  section: Section;
  title: string;
  pubsub?: string | undefined;
  children?: Child;
}

/** A page of the console: the way to the others on top, how the last command ended, then the content. */
export function renderPage({ context, section, title, pubsub, children }: PageProps) {
  return renderDocument({
    title: `${title} · Relaydesk`,
    pubsub,
    children: (
      <>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="bar">
          <a class="brand" href="/console">
            <img src="/assets/icon.svg" alt="" width="28" height="28" />
            Relaydesk
          </a>
          <Navigation context={context} section={section} />
          <Account context={context} />
        </header>
        <Outcome outcome={context.outcome} />
        <main id="main" class={`page ${section}`}>
          {children}
        </main>
      </>
    ),
  });
}

function Navigation({ context, section }: { context: PageContext; section: Section }) {
  const pages: { section: Section; href: string; label: string; count?: number }[] = [
    { section: 'queue', href: '/console', label: 'Queue' },
    { section: 'tickets', href: '/console/tickets', label: 'Tickets' },
    { section: 'content', href: '/console/content', label: 'Content', count: context.contentErrors },
    { section: 'insights', href: '/console/insights', label: 'Insights' },
  ];
  if (context.staff.role === 'admin') {
    pages.push(
      { section: 'confidence', href: '/console/confidence', label: 'Confidence' },
      { section: 'staff', href: '/console/staff', label: 'Staff' },
    );
  }
  return (
    <nav aria-label="Console">
      {pages.map((page) => (
        <a class="tab" href={page.href} aria-current={page.section === section ? 'page' : undefined}>
          {page.label}
          {page.count ? (
            <span class="count" title="Errors in content files">
              {page.count}
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}

function Account({ context }: { context: PageContext }) {
  return (
    <form class="account" method="post" action="/console/sign-out">
      <span class="who">
        <bdi>{context.staff.name}</bdi> <small>{context.staff.role}</small>
      </span>
      <input type="hidden" name="token" value={context.formToken} />
      <button type="submit" class="button quiet">
        Sign out
      </button>
    </form>
  );
}

function Outcome({ outcome }: { outcome: CommandOutcome | undefined }) {
  return (
    <div
      id="outcome"
      role="status"
      data-ok={outcome === undefined ? undefined : String(outcome.ok)}
      data-draft={outcome?.ok ? outcome.takenBack : undefined}
    >
      {outcome?.message}
    </div>
  );
}

interface FormProps {
  context: PageContext;
  action: string;
  class?: string;
  id?: string;
  label?: string;
  children?: Child;
}

/** A form with what every form must carry: the session's token, and a key under which it is carried out once. */
export function Form({ context, action, class: className, id, label, children }: FormProps) {
  return (
    <form method="post" action={action} class={className} id={id} aria-label={label}>
      <input type="hidden" name="token" value={context.formToken} />
      <input type="hidden" name="key" value={randomUUID()} />
      {children}
    </form>
  );
}
