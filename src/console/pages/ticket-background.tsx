import { raw } from 'hono/html';
import { calledActionWords } from '../../domain/actions/called-action.ts';
import type { ArticleMatch } from '../../domain/analysis.ts';
import type { MergedCustomer } from '../../domain/decision.ts';
import {
  ATTEMPT_WORDS,
  duration,
  EVENT_WORDS,
  nameInChannel,
  percent,
  STATUS_WORDS,
  subjectWords,
} from '../../domain/staff-wording.ts';
import { type Attempt, snoozedUntil, type TicketEvent } from '../../domain/ticket.ts';
import type { PreparedReply } from '../../ports/staff-platform.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { commandAction } from './command-action.ts';
import { Form, type PageContext } from './layout.tsx';
import { Moment } from './moment.tsx';
import type { RenderText } from './timeline.tsx';

interface ArticlesProps {
  articles: ArticleMatch[];
  number: number;
  render: RenderText;
}

/** The articles that may answer the ticket, each ready to be put into the reply. */
export function Articles({ articles, number, render }: ArticlesProps) {
  return (
    <section class="panel" data-part="articles">
      <h2>Articles that may help</h2>
      {articles.length === 0 && <p class="empty">None found.</p>}
      {articles.map(({ articleId, locale, title, passage, confidence, forStaff }) => (
        <details class="article">
          <summary>
            <bdi>{title}</bdi> <small title="How likely it answers this">{percent(confidence)}</small>
          </summary>
          <div class="passage" dir="auto">
            {raw(render(passage, 'bot'))}
          </div>
          {forStaff ? (
            <p class="empty">For staff only: not to be shown to customers.</p>
          ) : (
            <p class="row">
              <a
                class="button"
                href={`/console/tickets/${number}?article=${encodeURIComponent(articleId)}`}
                data-insert={passage}
              >
                Put into the reply
              </a>
              <a
                href={`/help/${encodeURIComponent(locale)}/${encodeURIComponent(articleId)}`}
                target="_blank"
                rel="noopener"
              >
                Open
              </a>
            </p>
          )}
        </details>
      ))}
    </section>
  );
}

/** Replies kept for use again, each ready to be put into the reply; nothing where the desk has none. */
export function SavedReplies({ replies, number }: { replies: PreparedReply[]; number: number }) {
  if (replies.length === 0) return null;
  return (
    <section class="panel" data-part="saved-replies">
      <h2>Saved replies</h2>
      {replies.map(({ id, title, text }) => (
        <details class="article">
          <summary>
            <bdi>{title}</bdi>
          </summary>
          <div class="passage plain" dir="auto">
            {text}
          </div>
          <p class="row">
            <a class="button" href={`/console/tickets/${number}?saved=${encodeURIComponent(id)}`} data-insert={text}>
              Put into the reply
            </a>
          </p>
        </details>
      ))}
    </section>
  );
}

/** What the bot did before people took over, the newest last. */
export function Tried({ attempts }: { attempts: Attempt[] }) {
  return (
    <section class="panel" data-part="tried">
      <h2>What the bot tried</h2>
      {attempts.length === 0 && <p class="empty">Nothing: the ticket came at once.</p>}
      <ol class="tried">
        {attempts.map((attempt) => (
          <li>
            <q dir="auto">{attempt.question}</q>
            <p class="facts">
              <span>{ATTEMPT_WORDS[attempt.what]}</span>
              {attempt.intent !== undefined && <code>{attempt.intent}</code>}
              {attempt.articleId !== undefined && <code>{attempt.articleId}</code>}
              <span>{percent(attempt.confidence)} sure</span>
            </p>
            {attempt.called !== undefined && <p dir="auto">{calledActionWords(attempt.called)}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface EarlierProps {
  context: PageContext;
  number: number;
  tickets: StoredTicket[];
  /** Whom the customer is joined with: theirs are among the tickets. */
  mergedWith: MergedCustomer[];
  mayUnmerge: boolean;
}

/** The customer's other tickets, newest first, with those of whom they are joined with. */
export function Earlier({ context, number, tickets, mergedWith, mayUnmerge }: EarlierProps) {
  return (
    <section class="panel" data-part="earlier">
      <h2>Earlier tickets</h2>
      {mergedWith.length > 0 && (
        <p>
          Joined with <bdi>{mergedWith.map(nameInChannel).join(', ')}</bdi>
        </p>
      )}
      {mergedWith.length > 0 && mayUnmerge && (
        <Form context={context} action={commandAction(number, 'unmerge')} class="action">
          <button type="submit" class="button">
            Unlink
          </button>
        </Form>
      )}
      {tickets.length === 0 && <p class="empty">This is the customer's first.</p>}
      <ul class="earlier">
        {tickets.map(({ ticket, number }) => (
          <li>
            <a href={`/console/tickets/${number}`}>
              <span class="number">#{number}</span> <bdi>{subjectWords(ticket)}</bdi>
            </a>
            <p class="facts">
              <span>{STATUS_WORDS[ticket.status]}</span>
              <span>{duration(context.now - ticket.openedAt)} ago</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A note stands in the transcript. */
function Detail({ event }: { event: TicketEvent }) {
  const until = snoozedUntil(event);
  if (event.detail === '' || event.kind === 'note') return null;
  return (
    <p class="detail">
      {until === undefined ? (
        <bdi>{event.detail}</bdi>
      ) : (
        <>
          Until <Moment at={until} />
        </>
      )}
    </p>
  );
}

/** Who did what, when and why, the newest first. */
export function Events({ events }: { events: TicketEvent[] }) {
  return (
    <section class="panel" data-part="events">
      <h2>What happened</h2>
      <ol class="events">
        {events.toReversed().map((event) => (
          <li class="event">
            <p>
              <bdi class="author">{event.by.name}</bdi> {EVENT_WORDS[event.kind]}
            </p>
            <Detail event={event} />
            <Moment at={event.at} />
          </li>
        ))}
      </ol>
    </section>
  );
}
